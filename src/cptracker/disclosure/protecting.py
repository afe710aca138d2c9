"""From the restricted report to the public one: a pure step before any writer sees it."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Self

from attrs import evolve, frozen

from cptracker.disclosure.cells import Cells, Key, cells_of, figures_of, key_of
from cptracker.disclosure.flows import Numbers, hide_for_flows
from cptracker.disclosure.folding import fold_unknown, without_tables
from cptracker.disclosure.free_text import may_be_said
from cptracker.disclosure.parts import Screen, hidden_count, public_indicator, public_profile
from cptracker.disclosure.primary import small_cells
from cptracker.disclosure.rules import Rules, rules_named
from cptracker.disclosure.tables import hide_for_tables, misleading_tables
from cptracker.disclosure.within import hide_for_parts
from cptracker.disclosure.wording import without_counts
from cptracker.errors import Kind, Severity
from cptracker.results import Rating, TableSource
from cptracker.standing import PriorityStatus, Protection, StatusReport, SuccessMeasureStatus

PUBLIC = "public"


def protect(
    report: StatusReport,
    profile: str = PUBLIC,
    told: Mapping[Key, Numbers] | None = None,
    also: Collection[Key] = (),
    bare: Collection[Key] = (),
) -> StatusReport:
    """The edition for the public: a hidden figure is not in it in any form.

    Args:
        report: The restricted one; one that is public already is given back as it is.
        profile: The rules by name; with `none` the report stays as it is, and restricted.
        told: The numbers that earlier papers told.
        also: Figures to hide besides, as the audit asked.
        bare: Figures of which the value alone may be shown, as the audit asked.

    Raises:
        UsageError: When there are no rules of that name.
    """
    rules = rules_named(profile)
    if rules is None or report.audience == PUBLIC:
        return report
    return Protector.of(report, rules).edition(told or {}, also, bare)


@frozen(kw_only=True)
class Protector:
    """A report that is ready to be protected, as often as the audit asks for more.

    Attributes:
        report: The restricted one, without words that count few people, unknown groups folded.
        cells: Its figures.
        rules: How they are protected.
    """

    report: StatusReport
    cells: Cells
    rules: Rules

    @classmethod
    def of(cls, report: StatusReport, rules: Rules) -> Self:
        """A restricted report by these rules."""
        folded = fold_unknown(report, rules)
        return cls(report=without_counts(folded), cells=cells_of(folded), rules=rules)

    def leaving_out(self, tables: Collection[tuple[str, str]]) -> Self:
        """The same without some breakdowns of measures."""
        report = without_tables(self.report, tables)
        return evolve(self, report=report, cells=cells_of(report))

    def edition(
        self, told: Mapping[Key, Numbers], also: Collection[Key], bare: Collection[Key]
    ) -> StatusReport:
        """The edition for the public; see `protect`."""
        return self.edition_with(self.hidden(told, also), bare)

    def hidden(self, told: Mapping[Key, Numbers], also: Collection[Key]) -> frozenset[Key]:
        """All figures to hide; see `protect`."""
        return hidden_cells(self.cells, self.rules, told, also)

    def edition_with(self, hidden: frozenset[Key], bare: Collection[Key]) -> StatusReport:
        """The edition for the public in which just these figures are hidden."""
        only_values = frozenset(bare) - hidden
        screen = Screen(cells=self.cells, hidden=hidden, rules=self.rules, bare=only_values)
        return _public(self.report, screen)

    def misleading(self, hidden: frozenset[Key]) -> frozenset[tuple[str, str]]:
        """Breakdowns of measures that would hide what the rules say is shown."""
        return misleading_tables(self.cells, hidden, self.rules)


def hidden_cells(
    cells: Cells, rules: Rules, told: Mapping[Key, Numbers], also: Collection[Key] = ()
) -> frozenset[Key]:
    """All figures to hide: the small ones, and those that would give them away."""
    hidden = small_cells(cells, rules) | frozenset(also)
    if not rules.together:
        return hidden
    while True:
        more = hide_for_parts(cells, hide_for_tables(cells, hidden, rules), rules)
        more = hide_for_flows(cells, more, rules, told)
        if more == hidden:
            return hidden
        hidden = more


def _public(report: StatusReport, screen: Screen) -> StatusReport:
    said = [_silenced(success, screen) for one in report.priorities for success in _all(one)]
    left_out = [ref for ref in said if ref]
    return evolve(
        report,
        audience=PUBLIC,
        records=tuple(
            TableSource(table=one.table, rows=None, sources=()) for one in report.records
        ),
        problems=(),
        priorities=tuple(_priority(one, screen) for one in report.priorities),
        appendix=tuple(public_profile(one, screen) for one in report.appendix),
        protection=Protection(
            profile=screen.rules.name,
            words=tuple(_words(report, screen, left_out)),
            hidden=hidden_count(screen),
            related=report.related,
        ),
        related=(),
    )


def _all(priority: PriorityStatus) -> tuple[SuccessMeasureStatus, ...]:
    return priority.success_measures


def _words(report: StatusReport, screen: Screen, left_out: list[str]) -> list[str]:
    """The rules, and what of this paper they kept back."""
    words = list(screen.rules.words)
    words += [
        f"The commentary on {ref} is left out: it states a number that is protected."
        for ref in left_out
    ]
    if any(one.kind is Kind.RECORDS and one.severity is Severity.ERROR for one in report.problems):
        words.append("Some of the records could not be read; the council's own edition says which.")
    return words


def _priority(priority: PriorityStatus, screen: Screen) -> PriorityStatus:
    """A priority whose counts of ratings are those that are seen."""
    successes = tuple(_success(one, screen) for one in priority.success_measures)
    seen = Counter(one.judgement.rating for success in successes for one in success.indicators)
    ratings = [*priority.counts, *([Rating.HIDDEN] if seen[Rating.HIDDEN] else [])]
    counts = {rating: seen[rating] for rating in dict.fromkeys(ratings)}
    return evolve(priority, success_measures=successes, counts=counts)


def _success(success: SuccessMeasureStatus, screen: Screen) -> SuccessMeasureStatus:
    return evolve(
        success,
        indicators=tuple(public_indicator(one, screen) for one in success.indicators),
        commentary=None if _silenced(success, screen) else success.commentary,
    )


def _silenced(success: SuccessMeasureStatus, screen: Screen) -> str:
    """The success measure's reference if its commentary cannot be published, else nothing."""
    if success.commentary is None:
        return ""
    hidden = [
        figure
        for one in success.indicators
        for figure in figures_of(one)
        if key_of(one.measure, figure) in screen.hidden
    ]
    return "" if may_be_said(success.commentary, hidden) else success.ref


__all__ = ["Rules", "hidden_cells", "protect"]
