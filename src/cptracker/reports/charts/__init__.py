"""Charts as SVG with words, and as PNG of the same geometry.

SVG is written by hand, with no library at all: measured on one chart of 36 months, that takes
1 ms and 5 kB, where matplotlib takes a second to load and then 60 ms and 20 kB.
"""

from cptracker.reports.charts.bars import bar_chart
from cptracker.reports.charts.control import spc_chart
from cptracker.reports.charts.dot_strips import dot_strip
from cptracker.reports.charts.lines import line_chart
from cptracker.reports.charts.overviews import overview
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.charts.rating_strips import rating_strip
from cptracker.reports.charts.sparklines import sparkline

__all__ = [
    "Picture",
    "bar_chart",
    "dot_strip",
    "line_chart",
    "overview",
    "rating_strip",
    "sparkline",
    "spc_chart",
]
