"""Comparing: a council's figures beside those of England, its region, neighbours and own past."""

from cptracker.comparing.beside import compare
from cptracker.comparing.disagreeing import disagreements
from cptracker.comparing.knowing import area_faults, group_faults
from cptracker.comparing.ranking import rank
from cptracker.comparing.reading import load_comparators
from cptracker.comparing.shelves import Basis, groups_of_measure
from cptracker.comparing.telling import disagreement_faults
from cptracker.comparisons import COMPUTED

__all__ = [
    "COMPUTED",
    "Basis",
    "area_faults",
    "compare",
    "disagreement_faults",
    "disagreements",
    "group_faults",
    "groups_of_measure",
    "load_comparators",
    "rank",
]
