"""The plan as it was known on a day, and what has changed since."""
