"""Reports, series and definition sheets for the public: one way for commands and for Python.

Each is protected beside all that was published of the plan, and gives with itself the ledger's
files as they are to be. Whoever hands it out writes these with it, or before it.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cptracker.audit.observed import observed_in
from cptracker.disclosure.open_ledger import OpenLedger
from cptracker.disclosure.release import (
    public_definition_sheet,
    release,
    release_series,
    report_of,
)
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.checks import Check
from cptracker.model.figures import Series
from cptracker.model.problems import Problem, Severity
from cptracker.model.protection import PROFILES
from cptracker.model.related import Related
from cptracker.status.definitions import DefinitionSheet
from cptracker.status.report import StatusReport

Entry = Sequence[tuple[Path, bytes]]
"""The ledger's files as they are to be written; none where nothing is to be remembered."""


def never_published(by: Sequence[str]) -> tuple[str, ...]:
    """Which breakdowns are in no public file: crossed ones, and those below the authority."""
    never = PROFILES["public"].never_by
    return tuple(name for name in by if "+" in name or name in never)


def contradicting_words(report: StatusReport) -> tuple[Problem, ...]:
    """Where commentary states another figure than the report shows; nothing in a draft."""
    name = f"[{Check.COMMENTARY_STATES_ANOTHER_FIGURE}]"
    wrong = (
        problem
        for problem in report.problems
        if name in problem.message and problem.severity is Severity.ERROR
    )
    return () if report.draft else tuple(wrong)


def protect_report(
    report: StatusReport,
    ledger: OpenLedger | None,
    *,
    previous: Sequence[Path] = (),
    progress: Progress = without_progress,
) -> tuple[StatusReport, tuple[str, ...]]:
    """A report for the public, and in words what was published otherwise.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
        UsageError: When a previous paper cannot be used.
    """
    known = ledger.papers if ledger else ()
    public = release(report, previous=previous, known=known, progress=progress)
    return public, ledger.corrections(observed_in(public)) if ledger else ()


def with_report(report: StatusReport, ledger: OpenLedger, name: str) -> OpenLedger:
    """The ledger with a protected report among what was published."""
    if report.protection is None:
        return ledger
    figures, day = tuple(observed_in(report)), report.as_at.isoformat()
    return ledger.after(name, day, figures, report.protection.related)


def entry_of_report(report: StatusReport, ledger: OpenLedger | None, name: str) -> Entry:
    """The ledger's files with a protected report; none where nothing was protected."""
    if ledger is None or report.protection is None:
        return ()
    return with_report(report, ledger, name).contents()


def protect_series(
    many: Sequence[Series],
    ledger: OpenLedger | None,
    *,
    related: Sequence[Related] = (),
    progress: Progress = without_progress,
) -> tuple[tuple[Series, ...], Entry, tuple[str, ...]]:
    """Series for the public, the ledger's files, and in words what was published otherwise.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    exact = report_of(many, related)
    known = ledger.papers if ledger else ()
    public = release_series(many, known=known, progress=progress, related=related)
    if ledger is None:
        return public, (), ()
    figures = tuple(observed_in(report_of(public)))
    ends = (figure.period.end for series in public for figure in series.figures)
    day = max(ends, default=date.max).isoformat()
    entry = ledger.after("values", day, figures, exact.related).contents()
    return public, entry, ledger.corrections(figures)


def protect_sheet(
    sheet: DefinitionSheet,
    ledger: OpenLedger | None,
    *,
    related: Sequence[Related] = (),
    progress: Progress = without_progress,
) -> tuple[DefinitionSheet, Entry, tuple[str, ...]]:
    """A definition sheet for the public, the ledger's files, and what was published otherwise.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    known = ledger.papers if ledger else ()
    public = public_definition_sheet(sheet, known=known, related=related, progress=progress)
    if ledger is None:
        return public, (), ()
    exact = report_of([sheet.series], related)
    figures = tuple(observed_in(report_of([public.series])))
    entry = ledger.after("explain", sheet.as_at.isoformat(), figures, exact.related).contents()
    return public, entry, ledger.corrections(figures)
