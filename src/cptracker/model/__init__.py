"""What the others speak of, as frozen values: plan, targets, periods, figures, problems."""
