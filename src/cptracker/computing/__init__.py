"""Computing: members times periods times groups, on whichever engine holds the records."""

from cptracker.computing.cohorts import related_of
from cptracker.computing.grouping import check_breakdown
from cptracker.computing.series import ask, series, tells_of_a_day

__all__ = ["ask", "check_breakdown", "related_of", "series", "tells_of_a_day"]
