"""How figures are protected, in the JSON of the status, made of the report.

The audit of later papers reads it, so all that decides what follows from what is here: what kind a
figure is, who is counted, how periods add up, and every group.
"""

from typing import cast

from cptracker.contract.figures import comparison_document, group_document, published_documents
from cptracker.status.report import Profile, ProtectionReport
from cptracker.status_json.figures import OverTime
from cptracker.status_json.protection import ProtectionDocument, TableOfAppendixDocument
from cptracker.status_json.related import related_document, related_measures_document


def protection_document(protection: ProtectionReport) -> ProtectionDocument:
    """How small numbers were protected."""
    return ProtectionDocument(
        profile=protection.profile,
        words=protection.words,
        hidden=protection.hidden,
        related=tuple(map(related_document, protection.related)),
    )


def over_time_word(over_time: str) -> OverTime | None:
    """How periods add up; None where neither holds."""
    return cast(OverTime, over_time) if over_time else None


def table_document(profile: Profile) -> TableOfAppendixDocument:
    """A table of the appendix."""
    series = profile.series
    return TableOfAppendixDocument(
        title=profile.title,
        note=profile.note,
        measure=series.measure,
        unit=series.unit,
        statistic=series.statistic,
        about=series.about,
        sensitive=series.sensitive,
        over_time=over_time_word(series.over_time),
        related=related_measures_document(series.related),
        figures=tuple(map(group_document, series.figures)),
        comparators=tuple(map(comparison_document, profile.comparisons)),
        published=published_documents(profile.published),
    )
