"""Edit a plan without harm: only lines are added, whole or not at all, one writer at a time."""
