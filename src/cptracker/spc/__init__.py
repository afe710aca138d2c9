"""Statistical process control: is the latest figure news, and is the target in reach?

XmR charts by NHS England's Making Data Count rules, exact. `read` is the one call for a measure;
what it needs is a series of figures, oldest first.
"""

from cptracker.spc.charts import Chart, Point, Segment, control_chart
from cptracker.spc.icons import Assurance, Variation
from cptracker.spc.limits import ControlLimits, control_limits
from cptracker.spc.problems import chart_problems
from cptracker.spc.profile import MDC, Conflict, Profile
from cptracker.spc.reading import Reading, read, shared_months
from cptracker.spc.rules import Rule, Signal, signals
from cptracker.spc.run_charts import RunChart, run_chart
from cptracker.spc.sentences import CONCERNS, IMPROVEMENTS, sentence
from cptracker.spc.suggesting import Suggestion, suggestion

__all__ = [
    "CONCERNS",
    "IMPROVEMENTS",
    "MDC",
    "Assurance",
    "Chart",
    "Conflict",
    "ControlLimits",
    "Point",
    "Profile",
    "Reading",
    "Rule",
    "RunChart",
    "Segment",
    "Signal",
    "Suggestion",
    "Variation",
    "chart_problems",
    "control_chart",
    "control_limits",
    "read",
    "run_chart",
    "sentence",
    "shared_months",
    "signals",
    "suggestion",
]
