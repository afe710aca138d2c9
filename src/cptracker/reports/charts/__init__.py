"""Charts as SVG with words, and as PNG of the same geometry.

SVG is written by hand, with no library: a chart of 36 months takes 4 ms and 5 kB, where
matplotlib takes 50 ms and 17 kB (and seconds to load), Altair with vl-convert 290 ms and 18 kB,
and Pygal 25 kB with a script from outside. PNG comes from the same SVG by resvg (one wheel of
1.4 MB, no system library) in 40 ms for print at 120 dots an inch, with a font of this package, so
that neither the machine's fonts nor their absence change a picture.
"""

from cptracker.reports.charts.bars import bar_chart
from cptracker.reports.charts.control import spc_chart
from cptracker.reports.charts.dot_strips import dot_strip, dot_strips
from cptracker.reports.charts.lines import line_chart, sparkline
from cptracker.reports.charts.overviews import overview
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.rating_strips import rating_strip

__all__ = [
    "ChartPicture",
    "bar_chart",
    "dot_strip",
    "dot_strips",
    "line_chart",
    "overview",
    "rating_strip",
    "sparkline",
    "spc_chart",
]
