"""Who counts in one period, and whether a measure's worked examples hold."""

from collections.abc import Iterator, Mapping
from datetime import date

import narwhals.stable.v2 as nw
from attrs import field, frozen

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Example, Measure
from cptracker.authoring.member_types import Events, Members, Ratio, Stock
from cptracker.authoring.plugin_failures import problem_of
from cptracker.authoring.tables import tables_needed
from cptracker.engine.counting import CountQuery, count
from cptracker.engine.ratios import OF_DENOMINATOR
from cptracker.engine.series import call_measure, series
from cptracker.engine.weights import FIRST, REASON, SUBJECT, UNTIL, WEIGHTS, Grid
from cptracker.model.choices import EngineName
from cptracker.model.periods import Period, from_key
from cptracker.model.problems import MeasureError, Problem, ProblemKind
from cptracker.records.frames import from_rows
from cptracker.records.records import Records

col = nw.col


_CLOSE = 1e-9


NO_EXAMPLE_HINT = "add `EXAMPLES`, as `cptracker new measure` writes them: nothing else proves it"


LONGEST = 120
"""How many letters of an error's own words are told."""


@frozen(kw_only=True)
class MemberSets:
    """The subjects of one period by what became of them.

    Attributes:
        met: Those who met it, or who are counted.
        missed: Those who did not.
        unknown: Those of whom it is not known.
        base: Those whom a ratio is divided by.
        excluded: Those left out, by reason.
    """

    met: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    base: frozenset[str] = frozenset()
    excluded: Mapping[str, frozenset[str]] = field(factory=dict)


def member_sets(measure: Measure, records: Records, period: Period, as_at: date) -> MemberSets:
    """Who counts in one period and how, by subject."""
    known = records.as_told_on(as_at)
    query = CountQuery(records=known, grid=Grid.of([period]), groups=(), as_at=as_at)
    members = call_measure(measure, known)
    if isinstance(members, Ratio):
        above, below = (_sets_of(part, query) for part in members.parts)
        return _of_both(above, below)
    return _sets_of(members, query)


def _sets_of(members: Members, query: CountQuery) -> MemberSets:
    """The same of members that are counted by themselves."""
    rows = count(members, query).filter(col(FIRST) <= 0, col(UNTIL) > 0)
    sums = rows.group_by(SUBJECT, REASON).agg(col(*WEIGHTS).sum())
    weight_rows = query.records.engine.rows(sums.select(SUBJECT, REASON, *WEIGHTS))
    return _sorted_out(weight_rows, counts_all=_counts_all(members))


def _of_both(above: MemberSets, below: MemberSets) -> MemberSets:
    """The sets of a ratio, from those of its numerator and of its denominator."""
    left_out = {f"{reason}{OF_DENOMINATOR}": who for reason, who in below.excluded.items()}
    return MemberSets(
        met=above.met,
        base=below.met,
        unknown=above.unknown | below.unknown,
        excluded={**above.excluded, **left_out},
    )


def _counts_all(members: Members) -> bool:
    """Whether there is no standard to miss: a count, a sum or a mean."""
    if isinstance(members, Stock):
        return (
            members.met is None
            and (not members.contacts or members.at_least is None)
            and (not members.contacts or members.contacts[0].item is not None)
        )
    return isinstance(members, Events) and members.met is None


def _sorted_out(rows: list[tuple[str, str, int, int, int, int]], *, counts_all: bool) -> MemberSets:
    met, missed, unknown = set(), set(), set()
    excluded: dict[str, set[str]] = {}
    for subject, reason, numerator, _, unsure, left_out in rows:
        if left_out:
            excluded.setdefault(reason, set()).add(subject)
        elif unsure:
            unknown.add(subject)
        elif numerator or counts_all:
            met.add(subject)
        else:
            missed.add(subject)
    return MemberSets(
        met=frozenset(met),
        missed=frozenset(missed),
        unknown=frozenset(unknown),
        excluded={reason: frozenset(subjects) for reason, subjects in excluded.items()},
    )


def run_examples(
    measure: Measure, example: Example, *, engine: str = EngineName.POLARS.value
) -> list[str]:
    """What is not as a worked example expects, in words; nothing if all is.

    Args:
        measure: The measure the example is of.
        example: Its tables and who is expected to count.
        engine: What computes.
    """
    tables, _ = tables_needed([measure])
    records = from_rows(example.tables, engine=engine, formats=tables)
    period = from_key(example.period)
    as_at = date.fromisoformat(example.as_at) if example.as_at else period.end
    wrong = []
    if example.value is None or _names_somebody(example):
        wrong += _people(example, member_sets(measure, records, period, as_at))
    if example.value is not None:
        (figure,) = series(measure, records, [period], as_at=as_at).figures
        value = figure.value
        if value is None or abs(float(value) - example.value) > _CLOSE:
            shown = None if value is None else float(value)
            wrong.append(f"the value is {shown}, not {example.value}")
    return wrong


def _names_somebody(example: Example) -> bool:
    people = (example.met, example.missed, example.unknown, example.base, example.excluded)
    return any(people)


def _people(example: Example, member_sets: MemberSets) -> list[str]:
    wrong = [
        f"{set_name} is {sorted(got)}, not {sorted(wanted)}"
        for set_name, got, wanted in (
            ("met", member_sets.met, example.met),
            ("missed", member_sets.missed, example.missed),
            ("unknown", member_sets.unknown, example.unknown),
            ("base", member_sets.base, example.base),
        )
        if got != wanted
    ]
    left_out = {reason: frozenset(who) for reason, who in example.excluded.items()}
    if left_out != dict(member_sets.excluded):
        wrong.append(f"excluded is {dict(member_sets.excluded)}, not {left_out}")
    return wrong


def failed_examples(measure: Measure) -> Iterator[Problem]:
    """Which worked examples do not hold, or that there is none.

    They hold made-up rows only, so what one gives is told.
    """
    if isinstance(measure.function, IsolatedFunction):
        yield from measure.function.disproved(measure)
        return
    if not measure.examples:
        message = f"measure `{measure.identifier}` has no worked example"
        yield problem_of(measure, message, NO_EXAMPLE_HINT)
    for number, example in enumerate(measure.examples, start=1):
        for wrong in _wrong(measure, example):
            yield Problem(
                kind=ProblemKind.MEASURE,
                path=measure.path,
                line=measure.line,
                message=f"example {number} of `{measure.identifier}` does not hold: {wrong}",
                hint="correct the measure or its example",
            )


def _wrong(measure: Measure, example: Example) -> list[str]:
    try:
        return run_examples(measure, example)
    except MeasureError:
        raise
    except Exception as error:  # an example is the author's and may be written in any way
        return [f"it cannot be run ({type(error).__name__}: {_first_words(error)})"]


def _first_words(error: Exception) -> str:
    """The beginning of what an error says; engines go on for lines."""
    words = " ".join(str(error).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
