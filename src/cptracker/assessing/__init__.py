"""Assessing: one measure as it stands, judged, explained and set beside others."""

from cptracker.assessing.indicators import Assessed, assess, without_plugin
from cptracker.assessing.matters import Matter, Setting
from cptracker.assessing.published import last_published
from cptracker.assessing.stretches import STRETCHES, stretch

__all__ = [
    "STRETCHES",
    "Assessed",
    "Matter",
    "Setting",
    "assess",
    "last_published",
    "stretch",
    "without_plugin",
]
