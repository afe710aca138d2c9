"""The one way to a public paper: protect, audit, hide more if need be, and only then hand it on."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from cptracker.disclosure.auditing import (
    DisclosureError,
    Finding,
    Seen,
    audit,
    published_in,
    seen_in,
)
from cptracker.disclosure.auditing.memory import Memory
from cptracker.disclosure.auditing.papers import Paper, of_paper, read_papers
from cptracker.disclosure.cells import Key
from cptracker.disclosure.flows import Numbers
from cptracker.disclosure.mending import More
from cptracker.disclosure.protecting import PUBLIC, Protector
from cptracker.disclosure.rules import rules_named
from cptracker.disclosure.wording import rename_groups
from cptracker.errors import UsageError
from cptracker.related import Related, SharedBase, SharedItems
from cptracker.standing import StatusReport
from cptracker.watching import Progress, quietly

ROUNDS = 100
"""How often more is hidden before the paper is given up."""


def publish(
    report: StatusReport,
    *,
    profile: str | None = None,
    previous: Sequence[Path] = (),
    known: Sequence[Paper] = (),
    progress: Progress = quietly,
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
    papers = (*known, *(one for path in previous for one in _earlier(path, report)))
    before = [one for paper in papers for one in (*of_paper(paper), *paper.published)]
    before += published_in(report)
    related = _related(report, papers)
    more, memory = More(rules=rules), Memory(grows=True)
    protector, told = Protector.of(report, rules), _told(before)
    for _ in range(ROUNDS):
        hidden = protector.hidden(told, more.hidden)
        misleading = protector.misleading(hidden)
        if misleading:
            more.without |= misleading
            protector = protector.leaving_out(more.without)
            continue
        edition = protector.edition_with(hidden, more.bare)
        shown = tuple(seen_in(edition))
        findings = _concerning(audit(shown, rules, before, progress, related, memory))
        if not findings:  # what has been found on the way is not relied on
            findings = _concerning(audit(shown, rules, before, progress, related))
        if not findings:
            return rename_groups(_saying(edition, more))
        tables = len(more.without)
        if not more.hide(findings, shown):
            break
        if len(more.without) > tables:
            protector = protector.leaving_out(more.without)
    raise DisclosureError(tuple(findings))


def _saying(edition: StatusReport, more: More) -> StatusReport:
    """The edition that says what was left out of it."""
    protection = edition.protection
    if protection is None or not more.without:
        return edition
    words = (*protection.words, *more.tables_in_words())
    return evolve(edition, protection=evolve(protection, words=words))


def _related(report: StatusReport, papers: Iterable[Paper]) -> tuple[Related, ...]:
    """What the report knows of shared children, and of other measures what earlier papers knew."""
    mine = list(report.related)
    named = {one.measure for one in mine if isinstance(one, SharedBase)}
    for paper in papers:
        mine += [
            one for one in paper.related if isinstance(one, SharedItems) or one.measure not in named
        ]
    return tuple(dict.fromkeys(mine))


def _concerning(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that this paper betrays; what earlier ones tell alone is known already."""
    return tuple(one for one in findings if one.cells)


def _told(known: Iterable[Seen]) -> dict[Key, Numbers]:
    """The counts that earlier papers show, by what they are of."""
    told: dict[Key, Numbers] = {}
    for one in known:
        if one.numerator is not None:
            base = (one.denominator,) if one.denominator is not None else ()
            told.setdefault(Key(*one.cell), (one.numerator, *base))
    return told


def _earlier(path: Path, report: StatusReport) -> tuple[Paper, ...]:
    """The earlier papers of the report's own plan in a file.

    Raises:
        UsageError: When there is none, or it is not earlier.
    """
    papers = read_papers(path)
    mine = [one for one in papers if one.plan in (report.plan_identifier, report.plan_title)]
    if not mine:
        plans = ", ".join(f"`{one.plan}`" for one in papers)
        known = report.plan_identifier or report.plan_title
        raise UsageError(f"{path} is a paper of another plan: {plans}; this one is of `{known}`")
    late = [one for one in mine if one.as_at > report.as_at.isoformat()]
    if late:
        day = report.as_at.isoformat()
        raise UsageError(f"{path} tells of {late[0].as_at}, which is later than {day}")
    return tuple(mine)
