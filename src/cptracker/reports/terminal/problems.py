"""Problems for people who will mend them: alike ones together, each with the place to click."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from cptracker.contract.checks import NO_TABLES, TableDays
from cptracker.model.problems import EXIT_CODES, Problem, ProblemKind, Severity
from cptracker.records.coverage.spans import days_covered
from cptracker.wording import phrases
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

OWN_USE = "RESTRICTED: for those who mend the records, not for publication"
"""What a file of problems says of itself: its lines lead to children's rows."""


FIRST_LINES = 3
"""How many lines are named of a problem that stands in many."""


@frozen(kw_only=True)
class ProblemGroup:
    """Problems of one file that say the same.

    Attributes:
        first: The first of them.
        count: For how many places they stand.
        lines: The first lines they stand in.
    """

    first: Problem
    count: int
    lines: Sequence[int]


def grouped_problems(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Alike problems of records together: errors first, then by kind and in the order of finding.

    Those of plan and measures stay apart, since each is mended by itself.
    """
    problems_by_key: dict[tuple[object, ...], list[Problem]] = {}
    for problem in sorted(problems, key=_rank):
        where = () if problem.kind is ProblemKind.RECORDS else (problem.line, problem.column)
        key = (problem.kind, problem.path, *where, problem.severity, problem.message, problem.hint)
        problems_by_key.setdefault(key, []).append(problem)
    return [_group(alike) for alike in problems_by_key.values()]


def _rank(problem: Problem) -> tuple[bool, int]:
    return problem.severity is not Severity.ERROR, list(ProblemKind).index(problem.kind)


def _group(alike: Sequence[Problem]) -> ProblemGroup:
    lines = sorted({problem.line for problem in alike if problem.line is not None})
    return ProblemGroup(first=alike[0], count=sum(problem.count for problem in alike), lines=lines)


def exit_code(problems: Iterable[Problem]) -> int:
    """The exit code of the first part that has an error: plan, measures, records; else 0."""
    kinds = {problem.kind for problem in problems if problem.severity is Severity.ERROR}
    return next((EXIT_CODES[kind] for kind in ProblemKind if kind in kinds), 0)


ARGUMENT = re.compile(r"`(mapping|plan|records|template|year)=([^`]*)`")
"""An argument of the library's, as its hints speak of it: `year=2025`, or `plan=…` for any."""


def as_options(text: str) -> str:
    """A hint of the library's for somebody at the command line, such as `--year 2025`."""
    return ARGUMENT.sub(_option, text)


def _option(match: re.Match[str]) -> str:
    name, value = match[1], match[2].replace("\N{HORIZONTAL ELLIPSIS}", "")
    return f"`--{name} {value}`" if value else f"`--{name}`"


def problem_lines(problems: Iterable[Problem], encoder: TextEncoder) -> Iterator[str]:
    """Each group as `path:line:column: message: 12 cells, lines 14, 20, 31 …` with its hint."""
    for group in grouped_problems(problems):
        place = f"{group.first.place}: " if group.first.place else ""
        mark = "warning: " if group.first.severity is Severity.WARNING else ""
        yield encoder(f"{place}{mark}{group.first.message}{_how_many(group)}")
        if group.first.hint:
            yield encoder(f"    hint: {as_options(group.first.hint)}")


def _how_many(group: ProblemGroup) -> str:
    if group.count == 1:
        return ""
    words = f": {counted_words(group.count, 'line' if group.first.column is None else 'cell')}"
    if len(group.lines) < 2:
        return words
    more = " …" if len(group.lines) > FIRST_LINES else ""
    return f"{words}, lines {', '.join(map(str, group.lines[:FIRST_LINES]))}{more}"


def problems_summary(problems: Sequence[Problem]) -> str:
    """How many there are, and where."""
    return phrases.problems_in_words(problems) or "no problems"


def problems_text(
    problems: Sequence[Problem],
    rules: Iterable[str],
    encoding: str | None,
    covered: TableDays = NO_TABLES,
) -> str:
    """All problems for reading, how many there are, how years were found, and each table's days."""
    encoder = encoder_for(encoding)
    lines = [*problem_lines(problems, encoder), *([""] if problems else [])]
    lines.append(encoder(f"Found {problems_summary(problems)}."))
    lines += [encoder(f"Collection year {rule}") for rule in rules]
    lines += [encoder(line) for line in _days_of_tables(covered)]
    return "".join(f"{line}\n" for line in lines)


def _days_of_tables(covered: TableDays) -> Iterator[str]:
    """One line for each table, in two columns."""
    if covered:
        yield "Days that the tables cover:"
    width = max(map(len, covered), default=0)
    for table, known in covered.items():
        yield f"  {table:{width}}  {days_covered(known)}"
