"""Checks that a plan tells one story: promises, figures and what is said of them."""

from cptracker.consistency.checking import consistent, inconsistencies, promise_faults

__all__ = ["consistent", "inconsistencies", "promise_faults"]
