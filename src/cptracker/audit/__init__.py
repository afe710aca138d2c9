"""The audit of public papers; it knows the rules and what figures are, not how they were hidden."""
