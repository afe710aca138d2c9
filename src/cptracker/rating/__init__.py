"""Rate a figure against the plan's target: exact, dated, and stated in words."""
