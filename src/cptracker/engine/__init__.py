"""Members times periods times groups, on whichever engine holds the records."""
