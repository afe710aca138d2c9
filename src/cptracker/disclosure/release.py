"""The one way to a public paper: suppress, audit, suppress more if need be, then hand it over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from attrs import evolve

from cptracker.audit.audit import audit
from cptracker.audit.findings import DisclosureError, DisclosureFinding
from cptracker.audit.observed import Observed, observed_in, published_in
from cptracker.audit.papers import PublishedPaper, of_paper, read_papers
from cptracker.audit.search_memory import SearchMemory
from cptracker.disclosure.cells import cells_of
from cptracker.disclosure.overlapping_periods import Numbers
from cptracker.disclosure.plan_text import rename_groups
from cptracker.disclosure.public_fields import public_only
from cptracker.disclosure.secondary import SecondarySuppression
from cptracker.disclosure.suppression import PUBLIC, Suppressor
from cptracker.engine.declared_sums import declared_sums
from cptracker.engine.shared_bases import related_of
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure, Judgement, MissingReason, Rating, Series
from cptracker.model.problems import UsageError
from cptracker.model.protection import PROFILES, rules_named
from cptracker.model.related import Cohorts, Related, SharedBase
from cptracker.status.definitions import DefinitionSheet
from cptracker.status.report import Profile, StatusReport

ROUNDS = 100
"""How often more is hidden before the paper is given up."""


def release(
    report: StatusReport,
    *,
    profile: str | None = None,
    previous: Sequence[Path] = (),
    known: Sequence[PublishedPaper] = (),
    progress: Progress = without_progress,
) -> StatusReport:
    """A report that may be published, proved by the rebuild audit.

    What the audit finds is mended by hiding the cheapest figures that betray it, always the same
    ones; a paper is handed on only once the audit finds nothing.

    Args:
        report: The restricted one.
        profile: The rules by name, the plan's own if None; with `none` the report stays as it is,
            and restricted.
        previous: Earlier public papers as JSON files, whose figures are known to all.
        known: Papers that were published before, as the ledger remembers them.
        progress: Told of each component of numbers that the audit searches.

    Raises:
        UsageError: When there are no rules of that name, or a previous paper cannot be used.
        DisclosureError: When a hidden number could still be worked out; it names them all.
    """
    profile = profile or report.protect_by
    rules = rules_named(profile)
    if rules is None or report.audience == PUBLIC:
        return report
    papers = (*known, *(paper for path in previous for paper in _earlier(path, report)))
    before = _known_before(report, papers)
    related = _related(report, papers)
    more, memory = SecondarySuppression(rules=rules), SearchMemory(grows=True)
    protector, published_numbers = Suppressor.of(report, rules), _published_numbers(before)
    for _ in range(ROUNDS):
        hidden = protector.hidden(published_numbers, more.hidden)
        misleading = protector.misleading(hidden)
        if misleading:
            more.without |= misleading
            protector = protector.leaving_out(more.without)
            continue
        edition = protector.edition_with(hidden, more.bare)
        shown = tuple(observed_in(edition))
        findings = _concerning(audit(shown, rules, before, progress, related, memory))
        if not findings:  # what has been found on the way is not relied on
            findings = _concerning(audit(shown, rules, before, progress, related))
        if not findings:
            return rename_groups(public_only(_with_tables_left_out(edition, more)))
        tables = len(more.without)
        if not more.hide(findings, shown):
            break
        if len(more.without) > tables:
            protector = protector.leaving_out(more.without)
    raise DisclosureError(tuple(findings))


def _known_before(report: StatusReport, papers: Iterable[PublishedPaper]) -> list[Observed]:
    """What a reader has of earlier papers, as far as it still holds, and of what others tell."""
    exact = cells_of(report).figures
    figures: list[Observed] = []
    for paper in papers:
        figures += [*still_true(paper, exact), *paper.published]
    return [*figures, *published_in(report)]


def _with_tables_left_out(edition: StatusReport, more: SecondarySuppression) -> StatusReport:
    """The edition that says what was left out of it."""
    protection = edition.protection
    if protection is None or not more.without:
        return edition
    words = (*protection.words, *more.tables_in_words())
    return evolve(edition, protection=evolve(protection, words=words))


def _related(report: StatusReport, papers: Iterable[PublishedPaper]) -> tuple[Related, ...]:
    """What the report knows of shared children, and of other measures what earlier papers knew."""
    relations = list(report.related)
    named = {relation.measure for relation in relations if isinstance(relation, SharedBase)}
    for paper in papers:
        relations += [
            relation
            for relation in paper.related
            if not isinstance(relation, SharedBase) or relation.measure not in named
        ]
    return tuple(dict.fromkeys(relations))


def _concerning(findings: Iterable[DisclosureFinding]) -> tuple[DisclosureFinding, ...]:
    """Those that this paper betrays; what earlier ones tell alone is known already."""
    return tuple(finding for finding in findings if finding.cells)


def _published_numbers(figures: Iterable[Observed]) -> dict[FigureKey, Numbers]:
    """The counts that earlier papers show, by what they are of."""
    numbers_by_figure: dict[FigureKey, Numbers] = {}
    for figure in figures:
        if figure.numerator is not None:
            base = (figure.denominator,) if figure.denominator is not None else ()
            numbers_by_figure.setdefault(figure.cell, (figure.numerator, *base))
    return numbers_by_figure


def _earlier(path: Path, report: StatusReport) -> tuple[PublishedPaper, ...]:
    """The earlier papers of the report's own plan in a file.

    Raises:
        UsageError: When there is none, or it is not earlier.
    """
    papers = read_papers(path)
    own_papers = [
        paper for paper in papers if paper.plan in (report.plan_identifier, report.plan_title)
    ]
    if not own_papers:
        plans = ", ".join(f"`{paper.plan}`" for paper in papers)
        known = report.plan_identifier or report.plan_title
        raise UsageError(f"{path} is a paper of another plan: {plans}; this one is of `{known}`")
    late = [paper for paper in own_papers if paper.as_at > report.as_at.isoformat()]
    if late:
        day = report.as_at.isoformat()
        raise UsageError(f"{path} tells of {late[0].as_at}, which is later than {day}")
    return tuple(own_papers)


def release_series(
    many: Iterable[Series],
    *,
    profile: str = PUBLIC,
    known: Sequence[PublishedPaper] = (),
    progress: Progress = without_progress,
    related: Sequence[Related] = (),
) -> tuple[Series, ...]:
    """Series that may be published together.

    Args:
        many: Exact, with the distinct children behind rows counted.
        profile: The rules by name.
        known: Papers that were published before.
        progress: Told of each component of numbers that the audit searches.
        related: What is known of how typed measures add up, in which no children show it.

    Returns:
        As many series; crossed breakdowns and geography below the authority are left out.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    edition = release(report_of(many, related), profile=profile, known=known, progress=progress)
    return tuple(evolve(profile.series, audience=edition.audience) for profile in edition.appendix)


def report_of(many: Iterable[Series], related: Sequence[Related] = ()) -> StatusReport:
    """Series as a report that holds nothing else, so that they are protected as one is."""
    series_list = tuple(many)
    cohorts = {series.measure: [series.cohorts] for series in series_list}
    return StatusReport(
        plan_title="",
        plan_period="",
        as_at=date.max,
        audience="restricted",
        example_data=any(series.example_data for series in series_list),
        records=(),
        priorities=(),
        appendix=tuple(
            Profile(title=series.title, series=evolve(series, cohorts=Cohorts()))
            for series in series_list
        ),
        related=(
            *related_of(cohorts),
            *declared_sums(series.info for series in series_list),
            *related,
        ),
    )


def public_definition_sheet(
    sheet: DefinitionSheet,
    *,
    known: Sequence[PublishedPaper] = (),
    related: Sequence[Related] = (),
    progress: Progress = without_progress,
) -> DefinitionSheet:
    """The sheet for a file that anyone may read: figures protected, no files and no paths.

    Where documents contradict each other is for the council to clear up first, and left out.

    Args:
        sheet: The exact one, whose series has the distinct children counted.
        known: Papers that were published before.
        related: What is known of how typed measures add up.
        progress: Told how far the search for what could be worked out has come.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    (series,) = release_series([sheet.series], known=known, related=related, progress=progress)
    return evolve(
        sheet,
        measure=evolve(sheet.measure, path="", line=0),
        tables=tuple(evolve(table, source=None) for table in sheet.tables),
        series=series,
        judgements=tuple(map(_public_judgement, series.whole, sheet.judgements)),
        contradictions=(),
        audience="public",
    )


def _public_judgement(figure: Figure, judgement: Judgement) -> Judgement:
    """A hidden figure's colour goes with it: beside base and target it would tell the number."""
    if figure.missing_reason is not MissingReason.HIDDEN or judgement.target is None:
        return judgement
    return evolve(judgement, rating=Rating.HIDDEN)


REACH = {"share": Fraction(1, 2), "mean": Fraction(1, 20)}
"""How far a value that is shown without its counts may lie from the exact one by rounding."""

ExactFigures = Mapping[FigureKey, Figure]


def still_true(paper: PublishedPaper, exact: ExactFigures) -> Iterator[Observed]:
    """What an earlier paper shows, without the numbers that have been corrected since.

    Args:
        paper: The earlier paper.
        exact: Today's figures; one that is not among them is taken to be as it was.
    """
    step = _step(paper)
    return (figure for figure in of_paper(paper) if not _is_corrected(figure, exact, step))


def _step(paper: PublishedPaper) -> int:
    """To what its counts are rounded."""
    return PROFILES[paper.profile].rounded_to if paper.profile in PROFILES else 1


def _is_corrected(shown: Observed, exact: ExactFigures, step: int) -> bool:
    """Whether a number that was shown is another one now, more than rounding explains."""
    current = exact.get(shown.cell)
    if current is None or shown.hidden or not shown.children or current.value is None:
        return False
    if shown.numerator is None:
        reach = REACH.get(shown.statistic)
        difference = None if shown.value is None else abs(shown.value - current.value)
        return reach is not None and difference is not None and difference > reach
    pairs = ((shown.numerator, current.numerator), (shown.denominator, current.denominator))
    return any(
        before is not None and after is not None and abs(before - after) >= step
        for before, after in pairs
    )
