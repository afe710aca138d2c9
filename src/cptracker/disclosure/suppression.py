"""From the restricted report to the public one: a pure step before any writer sees it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Self

from attrs import evolve, frozen

from cptracker.disclosure.cells import (
    ReportCells,
    cells_of,
    figures_in_report,
)
from cptracker.disclosure.folding import fold_unknown, without_tables
from cptracker.disclosure.free_text import is_safe_text, with_public_quotations
from cptracker.disclosure.overlapping_periods import Numbers, suppress_overlapping_periods
from cptracker.disclosure.plan_text import without_small_counts
from cptracker.disclosure.primary import small_cells
from cptracker.disclosure.public_fields import public_only
from cptracker.disclosure.redaction import Redactor, hidden_count, redact_indicator, redact_profile
from cptracker.disclosure.small_groups import fold_small_groups
from cptracker.disclosure.totals import misleading_tables, suppress_nested_measures, suppress_totals
from cptracker.model.actions import Commentary
from cptracker.model.figure_keys import FigureKey, figure_key_of
from cptracker.model.figures import Figure, Rating, SourceOfTable
from cptracker.model.problems import ProblemKind, Severity
from cptracker.model.protection import Rules, rules_named
from cptracker.status.report import (
    PriorityStatus,
    ProtectionReport,
    StatusReport,
    SuccessMeasureStatus,
)

PUBLIC = "public"

NOBODY_PROTECTED = (
    "No measure here counts people whose small numbers are protected: every figure is exact.",
)
"""What a paper says instead of the rules, where these hide nothing."""


def suppress(
    report: StatusReport,
    profile: str = PUBLIC,
    published_numbers: Mapping[FigureKey, Numbers] | None = None,
    also: Collection[FigureKey] = (),
    bare: Collection[FigureKey] = (),
) -> StatusReport:
    """The edition for the public: a hidden figure is not in it in any form.

    Args:
        report: The restricted one; one that is public already is given back as it is.
        profile: The rules by name; with `none` the report stays as it is, and restricted.
        published_numbers: The numbers that earlier papers told.
        also: Figures to hide besides, as the audit asked.
        bare: Figures of which the value alone may be shown, as the audit asked.

    Raises:
        UsageError: When there are no rules of that name.
    """
    rules = rules_named(profile)
    if rules is None or report.audience == PUBLIC:
        return report
    return Suppressor.of(report, rules).edition(published_numbers or {}, also, bare)


@frozen(kw_only=True)
class Suppressor:
    """A report that is ready to be protected, as often as the audit asks for more.

    Attributes:
        report: The restricted one, without words that count few people, unknown groups folded.
        cells: Its figures.
        rules: How they are protected.
    """

    report: StatusReport
    cells: ReportCells
    rules: Rules

    @classmethod
    def of(cls, report: StatusReport, rules: Rules) -> Self:
        """A restricted report by these rules."""
        folded = fold_unknown(fold_small_groups(report, rules), rules)
        return cls(
            report=without_small_counts(with_public_quotations(folded)),
            cells=cells_of(folded),
            rules=rules,
        )

    def leaving_out(self, tables: Collection[tuple[str, str]]) -> Self:
        """The same without some breakdowns of measures."""
        report = without_tables(self.report, tables)
        return evolve(self, report=report, cells=cells_of(report))

    def edition(
        self,
        published_numbers: Mapping[FigureKey, Numbers],
        also: Collection[FigureKey],
        bare: Collection[FigureKey],
    ) -> StatusReport:
        """The edition for the public; see `protect`."""
        only: StatusReport = public_only(
            self.edition_with(self.hidden(published_numbers, also), bare)
        )
        return only

    def hidden(
        self, published_numbers: Mapping[FigureKey, Numbers], also: Collection[FigureKey]
    ) -> frozenset[FigureKey]:
        """All figures to hide; see `protect`."""
        return hidden_cells(self.cells, self.rules, published_numbers, also)

    def edition_with(
        self, hidden: frozenset[FigureKey], bare: Collection[FigureKey]
    ) -> StatusReport:
        """The edition for the public in which just these figures are hidden.

        It may still hold what the table of public fields drops: it is for the audit, and whoever
        hands it on takes `public_only` of it.
        """
        only_values = frozenset(bare) - hidden
        screen = Redactor(cells=self.cells, hidden=hidden, rules=self.rules, bare=only_values)
        return _public(self.report, screen)

    def misleading(self, hidden: frozenset[FigureKey]) -> frozenset[tuple[str, str]]:
        """Breakdowns of measures that would hide what the rules say is shown."""
        return misleading_tables(self.cells, hidden, self.rules)


def hidden_cells(
    cells: ReportCells,
    rules: Rules,
    published_numbers: Mapping[FigureKey, Numbers],
    also: Collection[FigureKey] = (),
) -> frozenset[FigureKey]:
    """All figures to hide: the small ones, and those that would give them away."""
    hidden = small_cells(cells, rules) | frozenset(also)
    if not rules.together:
        return hidden
    while True:
        more = suppress_nested_measures(cells, suppress_totals(cells, hidden, rules), rules)
        more = suppress_overlapping_periods(cells, more, rules, published_numbers)
        if more == hidden:
            return hidden
        hidden = more


def _public(report: StatusReport, screen: Redactor) -> StatusReport:
    texts = [
        _silenced(success, screen) for priority in report.priorities for success in _all(priority)
    ]
    texts += [_silenced_priority(priority, screen) for priority in report.priorities]
    areas = _areas(report, screen)
    texts += [commentary.about or "" for commentary in report.areas if commentary not in areas]
    left_out = [ref for ref in texts if ref]
    return evolve(
        report,
        audience=PUBLIC,
        records=tuple(
            SourceOfTable(table=record.table, rows=None, sources=()) for record in report.records
        ),
        problems=(),
        since_last_meeting=None,
        areas=areas,
        priorities=tuple(_priority(priority, screen) for priority in report.priorities),
        appendix=tuple(redact_profile(profile, screen) for profile in report.appendix),
        protection=ProtectionReport(
            profile=screen.rules.name,
            words=tuple(_words(report, screen, left_out)),
            hidden=hidden_count(screen),
            related=report.related,
        ),
        related=(),
    )


def _all(priority: PriorityStatus) -> tuple[SuccessMeasureStatus, ...]:
    return priority.success_measures


def _words(report: StatusReport, screen: Redactor, left_out: list[str]) -> list[str]:
    """The rules, and what of this paper they kept back."""
    words = list(screen.rules.words if report.counts_children else NOBODY_PROTECTED)
    words += [
        f"The commentary on {ref} is left out: it states a number that is protected."
        for ref in left_out
    ]
    if any(
        problem.kind is ProblemKind.RECORDS and problem.severity is Severity.ERROR
        for problem in report.problems
    ):
        words.append("Some of the records could not be read; the council's own edition says which.")
    return words


def _priority(priority: PriorityStatus, screen: Redactor) -> PriorityStatus:
    """A priority whose counts of ratings are those that are seen."""
    successes = tuple(
        _success(success_measure, screen) for success_measure in priority.success_measures
    )
    counts_seen = Counter(
        indicator.judgement.rating for success in successes for indicator in success.indicators
    )
    ratings = [*priority.counts, *([Rating.HIDDEN] if counts_seen[Rating.HIDDEN] else [])]
    counts = {rating: counts_seen[rating] for rating in dict.fromkeys(ratings)}
    commentary = None if _silenced_priority(priority, screen) else priority.commentary
    return evolve(priority, success_measures=successes, counts=counts, commentary=commentary)


def _success(success: SuccessMeasureStatus, screen: Redactor) -> SuccessMeasureStatus:
    return evolve(
        success,
        indicators=tuple(redact_indicator(indicator, screen) for indicator in success.indicators),
        commentary=None if _silenced(success, screen) else success.commentary,
    )


def _silenced(success: SuccessMeasureStatus, screen: Redactor) -> str:
    """The success measure's reference if its commentary cannot be published, else nothing."""
    if success.commentary is None:
        return ""
    hidden = _hidden_figures([success], screen)
    return "" if is_safe_text(success.commentary, hidden) else success.ref


def _silenced_priority(priority: PriorityStatus, screen: Redactor) -> str:
    """The priority's name if the commentary on it cannot be published, else nothing."""
    if priority.commentary is None:
        return ""
    hidden = _hidden_figures(priority.success_measures, screen)
    return "" if is_safe_text(priority.commentary, hidden) else f"priority {priority.number}"


def _areas(report: StatusReport, screen: Redactor) -> tuple[Commentary, ...]:
    """What was said of areas beside the plan and states no number that is hidden anywhere.

    What names its source was published there, so that nothing is told by saying it again.
    """
    every = [success for priority in report.priorities for success in priority.success_measures]
    hidden = _hidden_figures(every, screen)
    return tuple(
        commentary
        for commentary in report.areas
        if commentary.source or is_safe_text(commentary, hidden)
    )


def _hidden_figures(successes: Iterable[SuccessMeasureStatus], screen: Redactor) -> list[Figure]:
    return [
        figure
        for success in successes
        for indicator in success.indicators
        for figure in figures_in_report(indicator)
        if figure_key_of(indicator.measure, figure) in screen.hidden
    ]
