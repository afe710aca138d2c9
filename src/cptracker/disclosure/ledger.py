"""The ledger of what was published: a reader has the other papers at hand, and so must protection.

Beside the plan stands a folder `published` with a file of lines, one for each public paper: what it
showed of children, and of what it said that it is hidden; no number that was not published. Each
line carries a digest of itself and of the line before, and a second file says how many there are,
so that a ledger that was cut off or edited is noticed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from cptracker.audit.observed import Observed
from cptracker.audit.papers import PublishedPaper
from cptracker.disclosure.ledger_entries import entry_of, paper_of, rows_of
from cptracker.model.problems import UsageError

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
        figures = rows_of(paper)
        return any(
            rows_of(published_paper) == figures and published_paper.kind == paper.kind
            for published_paper in self.papers
        )

    def with_paper(self, paper: PublishedPaper) -> "Ledger":
        """The ledger with one more paper; not with the same one twice, nor with one of nobody."""
        if self.holds(paper) or not rows_of(paper):
            return self
        return evolve(self._with(entry_of(paper, self.plan)), papers=(*self.papers, paper))

    def forgotten(self, reason: str) -> "Ledger":
        """The ledger in which no paper so far counts any more, and why."""
        return evolve(self._with({"forget": reason}), papers=())

    def contents(self) -> tuple[tuple[Path, bytes], ...]:
        """The ledger's files as they are to be written; none where nothing is in it."""
        if not self.lines:
            return ()
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
    return evolve(blank, lines=lines, papers=_papers_in(blank, entries))


def _papers_in(ledger: Ledger, entries: Sequence[Any]) -> tuple[PublishedPaper, ...]:
    """The papers that count, read from whole lines.

    Raises:
        UsageError: When one of them is damaged; with every problem and its place.
    """
    from cptracker.status_json.problems import READING_ERRORS, problems_in

    papers: list[PublishedPaper] = []
    problems: list[str] = []
    for number, entry in enumerate(entries):
        if "forget" in entry:
            papers = []
            continue
        try:
            papers.append(paper_of(entry))
        except READING_ERRORS as error:
            problems += [f"line {number + 1}: {problem}" for problem in problems_in(error)]
    if problems:
        raise _refused(ledger.path, f"is damaged: {'; '.join(problems)}")
    return tuple(papers)


def _check(ledger: Ledger, lines: Sequence[str], entries: Sequence[Any], head: Any) -> None:
    """See that a ledger is whole.

    Raises:
        UsageError: When it is not.
    """
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise _refused(ledger.path, f"is damaged: line {number + 1} is no entry")
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


def corrected(papers: Iterable[PublishedPaper], current: Iterable[Observed]) -> Iterator[str]:
    """In words, what earlier papers showed otherwise than it is now: records were corrected.

    Args:
        papers: Those that were published.
        current: Today's paper.
    """
    shown = {
        figure.cell: figure
        for figure in current
        if figure.children and figure.numerator is not None
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
                f"{paper.name} showed other figures than there are now of {', '.join(wrong)}: they "
                "are left aside, and its others still count"
            )
