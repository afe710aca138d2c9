"""Values that are typed: read from CSV and YAML, checked, and written a line at a time."""
