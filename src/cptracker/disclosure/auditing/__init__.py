"""The rebuild audit: of the hiding it knows the rules and what figures are, not how it hides."""

from cptracker.disclosure.auditing.audit import audit
from cptracker.disclosure.auditing.findings import DisclosureError, Finding
from cptracker.disclosure.auditing.seen import Cell, Seen, published_in, seen_in

__all__ = ["Cell", "DisclosureError", "Finding", "Seen", "audit", "published_in", "seen_in"]
