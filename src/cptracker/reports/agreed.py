"""What every edition says first where a figure is counted otherwise than the panel agreed."""

from collections.abc import Iterator

from attrs import evolve

from cptracker.reports.document import Callout, Document, line
from cptracker.standing import StatusReport

TITLE = "Counted in another way than the panel agreed"


def with_changes(document: Document, report: StatusReport) -> Document:
    """The document, begun by a warning that names each measure whose definition has changed."""
    changed = tuple(dict.fromkeys(_changed(report)))
    if not changed:
        return document
    warning = Callout(title=TITLE, lines=tuple(line(title) for title in changed), tone="warning")
    return evolve(document, blocks=(warning, *document.blocks))


def _changed(report: StatusReport) -> Iterator[str]:
    for priority in report.priorities:
        for success in priority.success_measures:
            for one in success.indicators:
                if one.agreement and one.agreement.changed:
                    yield f"{one.title} (agreed at {one.agreement.meeting})"
