"""Disclosure control: no child can be found in a paper for the public."""

from cptracker.disclosure.auditing import (
    DisclosureError,
    Finding,
    audit,
    published_in,
    seen_in,
)
from cptracker.disclosure.auditing.papers import Paper, of_paper, read_papers
from cptracker.disclosure.protecting import protect
from cptracker.disclosure.publishing import publish
from cptracker.disclosure.rules import PROFILES, Rules, profile_names, rules_named
from cptracker.disclosure.tabling import publish_series, report_of

__all__ = [
    "PROFILES",
    "DisclosureError",
    "Finding",
    "Paper",
    "Rules",
    "audit",
    "of_paper",
    "profile_names",
    "protect",
    "publish",
    "publish_series",
    "published_in",
    "read_papers",
    "report_of",
    "rules_named",
    "seen_in",
]
