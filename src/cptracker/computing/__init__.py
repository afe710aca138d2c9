"""Computing: members times periods times groups, on whichever engine holds the records."""

from cptracker.computing.series import ask, series

__all__ = ["ask", "series"]
