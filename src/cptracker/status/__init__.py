"""How the plan stands: indicators, profiles, consistency, definitions and the data request."""
