"""Comparing: a council's figures beside those of England, its region, neighbours and own past."""

from cptracker.comparing.beside import compare
from cptracker.comparing.disagreeing import COMPUTED, disagreements, published_faults
from cptracker.comparing.ranking import rank
from cptracker.comparing.reading import load_comparators

__all__ = [
    "COMPUTED",
    "compare",
    "disagreements",
    "load_comparators",
    "published_faults",
    "rank",
]
