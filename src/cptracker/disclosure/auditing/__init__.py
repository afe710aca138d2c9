"""The rebuild audit, which shares nothing with the hiding but the rules it holds a paper to."""

from cptracker.disclosure.auditing.audit import audit
from cptracker.disclosure.auditing.findings import DisclosureError, Finding
from cptracker.disclosure.auditing.seen import Cell, Seen, seen_in

__all__ = ["Cell", "DisclosureError", "Finding", "Seen", "audit", "seen_in"]
