"""Gaps between groups, and definitions that are not the agreed ones: as words and for the JSON."""

from collections.abc import Iterator

from cptracker.comparisons import Gap
from cptracker.reports.figures_json import Json, exact_or_nearest
from cptracker.standing import Agreement, Indicator


def gap_lines(indicator: Indicator) -> Iterator[str]:
    """A line for each breakdown: `By sex: male 2.1 points above the others; within chance · …`."""
    by: dict[str, list[str]] = {}
    for gap in indicator.gaps:
        by.setdefault(gap.group_by, []).append(f"{gap.group} {gap.words}")
    for name, told in by.items():
        yield f"By {name.replace('_', ' ')}: {' · '.join(told)}"


def agreement_line(indicator: Indicator) -> str:
    """That a definition is another than the panel agreed; empty where it is not."""
    agreed = indicator.agreement
    if agreed is None or not agreed.changed:
        return ""
    return (
        f"Definition changed since {agreed.meeting} agreed it: "
        f"{agreed.fingerprint} now, {agreed.agreed} then"
    )


def apart_document(indicator: Indicator) -> Json:
    """Gaps and agreement as plain lists and dictionaries."""
    return {
        "gaps": [_gap(one) for one in indicator.gaps],
        "agreement": _agreement(indicator.agreement),
    }


def _gap(one: Gap) -> Json:
    return {
        "group_by": one.group_by,
        "group": one.group,
        "value": exact_or_nearest(one.value),
        "rest": exact_or_nearest(one.rest),
        "difference": exact_or_nearest(one.difference),
        "clear": one.clear,
        "words": one.words,
    }


def _agreement(one: Agreement | None) -> Json | None:
    if one is None:
        return None
    return {
        "fingerprint": one.fingerprint,
        "agreed": one.agreed,
        "meeting": one.meeting,
        "changed": one.changed,
    }
