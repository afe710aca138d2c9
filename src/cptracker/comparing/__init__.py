"""Comparing: a council's figures beside those of England, its region, neighbours and own past."""

from cptracker.comparing.beside import compare
from cptracker.comparing.disagreeing import COMPUTED, disagreements
from cptracker.comparing.ranking import rank
from cptracker.comparing.reading import load_comparators
from cptracker.comparing.telling import disagreement_faults

__all__ = [
    "COMPUTED",
    "compare",
    "disagreement_faults",
    "disagreements",
    "load_comparators",
    "rank",
]
