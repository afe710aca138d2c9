"""The ledger of what was published: a reader has the other papers at hand, and so must protection.

Beside the plan stands a folder `published` with a file of lines, one for each public paper: what it
showed of children, and of what it said that it is hidden; no number that was not published. Each
line carries a digest of itself and of the line before, and a second file says how many there are,
so that a ledger that was cut off or edited is noticed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from cptracker.audit.observed import Observed
from cptracker.audit.papers import PublishedPaper, related_in
from cptracker.model.figure_keys import FigureKey
from cptracker.model.problems import UsageError
from cptracker.model.related import Related, RelatedMeasures, SharedBase

FOLDER = "published"


HINT = "restore it from a copy, or ask who changed it; nothing can be protected against it as it is"


Json = dict[str, Any]


@frozen(kw_only=True)
class Ledger:
    """What was published of a plan.

    Attributes:
        path: The file of lines.
        plan: The plan's identifier.
        lines: As they are written.
        papers: Those that still count.
    """

    path: Path
    plan: str
    lines: tuple[str, ...] = ()
    papers: tuple[PublishedPaper, ...] = ()

    @property
    def head(self) -> Path:
        """The file that says how many lines there are."""
        return self.path.with_suffix(".head.json")

    def papers_of(self, *, example_data: bool) -> tuple[PublishedPaper, ...]:
        """The papers that count, of made-up children or of real ones."""
        kind = "example" if example_data else "real"
        return tuple(paper for paper in self.papers if paper.kind == kind)

    def holds(self, paper: PublishedPaper) -> bool:
        """Whether a paper of just these figures is in it already."""
        mine = _figures(paper)
        return any(
            _figures(published_paper) == mine and published_paper.kind == paper.kind
            for published_paper in self.papers
        )

    def with_paper(self, paper: PublishedPaper) -> "Ledger":
        """The ledger with one more paper; the same one twice is no new entry."""
        if self.holds(paper):
            return self
        return evolve(self._with(_entry(paper)), papers=(*self.papers, paper))

    def forgotten(self, reason: str) -> "Ledger":
        """The ledger in which no paper so far counts any more, and why."""
        return evolve(self._with({"forget": reason}), papers=())

    def contents(self) -> tuple[tuple[Path, bytes], ...]:
        """The ledger's files as they are to be written."""
        text = "".join(f"{line}\n" for line in self.lines)
        head = {"plan": self.plan, "entries": len(self.lines), "digest": _last(self.lines)}
        return (
            (self.path, text.encode()),
            (self.head, (json.dumps(head, indent=2) + "\n").encode()),
        )

    def _with(self, entry: Json) -> "Ledger":
        return evolve(self, lines=(*self.lines, _line({"plan": self.plan, **entry}, self.lines)))


def ledger_of(folder: Path, plan: str) -> Ledger:
    """The ledger of a plan; an empty one where nothing was published yet.

    Args:
        folder: Where the plan is.
        plan: Its identifier.

    Raises:
        UsageError: When it was cut off or edited, is of another plan or cannot be read.
    """
    blank = Ledger(path=folder / FOLDER / f"{plan}.jsonl", plan=plan)
    try:
        if not blank.path.exists() and not blank.head.exists():
            return blank
        lines = tuple(blank.path.read_text(encoding="utf-8").splitlines())
        head = json.loads(blank.head.read_text(encoding="utf-8"))
        entries = [json.loads(line) for line in lines]
    except OSError as error:
        raise _refused(blank.path, f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise _refused(blank.path, "is damaged: it is not JSON") from error
    _check(blank, lines, entries, head)
    try:
        return evolve(blank, lines=lines, papers=tuple(_papers(entries)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refused(blank.path, "is damaged: a paper in it cannot be read") from error


def _check(ledger: Ledger, lines: Sequence[str], entries: Sequence[Any], head: Any) -> None:
    """See that a ledger is whole.

    Raises:
        UsageError: When it is not.
    """
    for number, entry in enumerate(entries):
        plain = {name: each for name, each in entry.items() if name != "digest"}
        if entry.get("plan") != ledger.plan:
            raise _refused(ledger.path, f"is of another plan in line {number + 1}")
        if lines[number] != _line(plain, lines[:number]):
            raise _refused(ledger.path, f"was changed in line {number + 1}")
    if not isinstance(head, dict) or head.get("plan") != ledger.plan:
        raise _refused(ledger.head, "is of another plan")
    if head.get("entries") != len(lines) or head.get("digest") != _last(lines):
        raise _refused(ledger.path, f"was cut off or added to: it has {len(lines)} entries")


def _refused(path: Path, why: str) -> UsageError:
    return UsageError(f"the ledger {path} {why}; {HINT}")


def _line(entry: Json, before: Sequence[str]) -> str:
    """An entry as a line, with a digest of itself and of the line before."""
    plain = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    digest = sha256(f"{_last(before)}{plain}".encode()).hexdigest()
    return json.dumps({**entry, "digest": digest}, sort_keys=True, ensure_ascii=False)


def _last(lines: Sequence[str]) -> str:
    return str(json.loads(lines[-1])["digest"]) if lines else ""


def _entry(paper: PublishedPaper) -> Json:
    return {
        "name": paper.name,
        "as_at": paper.as_at,
        "profile": paper.profile,
        "kind": paper.kind,
        "related": [_related(tie) for tie in paper.related],
        "measures": {
            measure: {
                "sort": figure.sort,
                "sensitive": figure.sensitive,
                "over_time": figure.over_time,
                "ties": [figure.ties.within, *figure.ties.same_as],
                "moved_by": [figure.ties.grows_by, figure.ties.shrinks_by],
            }
            for measure, figure in {figure.cell.measure: figure for figure in paper.figures}.items()
        },
        "figures": _figures(paper),
    }


def _figures(paper: PublishedPaper) -> list[list[Any]]:
    """Each figure of children once: what it is of, and what is shown of it."""
    rows: dict[FigureKey, list[Any]] = {}
    for figure in paper.figures:
        if figure.children and (
            figure.hidden or figure.numerator is not None or figure.value is not None
        ):
            value = None if figure.value is None else str(figure.value)
            shown = [figure.numerator, figure.denominator, value]
            rows.setdefault(
                figure.cell, [*figure.cell, "hidden" if figure.hidden else "shown", *shown]
            )
    return [rows[cell] for cell in sorted(rows)]


def _papers(entries: Iterable[Mapping[str, Any]]) -> Iterator[PublishedPaper]:
    papers: list[PublishedPaper] = []
    for entry in entries:
        if "forget" in entry:
            papers = []
        else:
            papers.append(_paper(entry))
    yield from papers


def _paper(entry: Mapping[str, Any]) -> PublishedPaper:
    return PublishedPaper(
        name=f"{entry['name']} as at {entry['as_at']}",
        plan=str(entry["plan"]),
        as_at=str(entry["as_at"]),
        profile=str(entry["profile"]),
        kind=str(entry["kind"]),
        figures=tuple(_seen(row, entry["measures"][row[0]]) for row in entry["figures"]),
        related=tuple(related_in(entry["related"])),
    )


def _seen(row: Sequence[Any], nature: Mapping[str, Any]) -> Observed:
    measure, period, by, group, state, numerator, denominator, value = row
    within, *same_as = nature["ties"]
    grows_by, shrinks_by = nature["moved_by"]
    return Observed(
        cell=FigureKey(measure, period, by, group),
        place=" ".join(part for part in (measure, period, by, group) if part),
        sort=nature["sort"],
        children=True,
        sensitive=bool(nature["sensitive"]),
        over_time=nature["over_time"],
        hidden=state == "hidden",
        numerator=numerator,
        denominator=denominator,
        value=None if value is None else Fraction(value),
        ties=RelatedMeasures(
            within=within, same_as=tuple(same_as), grows_by=grows_by, shrinks_by=shrinks_by
        ),
    )


def _related(tie: Related) -> Json:
    if isinstance(tie, SharedBase):
        return {"measure": tie.measure, "of": tie.of, "how": tie.how, "by": list(tie.by)}
    return {"mean": tie.mean, "share": tie.share, "at_least": tie.at_least, "least": tie.least}


def corrected(papers: Iterable[PublishedPaper], now: Iterable[Observed]) -> Iterator[str]:
    """In words, what earlier papers showed otherwise than it is now: records were corrected.

    Args:
        papers: Those that were published.
        now: Today's paper.
    """
    shown = {
        figure.cell: figure for figure in now if figure.children and figure.numerator is not None
    }
    for paper in papers:
        wrong = sorted(
            {
                figure.cell.measure
                for figure in paper.figures
                if figure.numerator is not None
                and figure.cell in shown
                and (figure.numerator, figure.denominator)
                != (shown[figure.cell].numerator, shown[figure.cell].denominator)
            }
        )
        if wrong:
            yield (
                f"{paper.name} showed other figures than there are now of {', '.join(wrong)}: its "
                "figures of these are left aside"
            )
