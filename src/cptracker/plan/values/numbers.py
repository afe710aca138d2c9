"""The numbers of a typed value, by what the measure's kind wants of them."""

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from cptracker.files.yaml_values import DRESSED_NUMBER, PLAINLY_WRITTEN
from cptracker.model.plan import TypedMeasure
from cptracker.model.problems import Problem
from cptracker.model.typed import SubjectKind, TypedKind
from cptracker.plan.values.rows import ValueRow

CellProblem = tuple[str, str, str | None]
"""The column that is wrong, what is wrong with it, and a hint."""

WHOLE = re.compile(r"[0-9]{1,12}")

RATIO_FIELDS = ("numerator", "denominator")

OF_PARTS = (TypedKind.SHARE, TypedKind.RATE, TypedKind.MEAN)
"""The kinds whose value is a numerator by a denominator."""

PERCENT = 100


@frozen(kw_only=True)
class ReadNumbers:
    """The numbers of a row: the value, and what it is made of where that is known.

    Attributes:
        value: In the measure's unit; None where nothing is typed, or where nobody was eligible.
        numerator: As typed; a count's is the count.
        denominator: As typed.
        empty: Whether nothing is typed yet.
        problems: What is wrong with them.
    """

    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    empty: bool = False
    problems: list[CellProblem] = field(factory=list)


def numbers_of(row: ValueRow, measure: TypedMeasure) -> ReadNumbers:
    """The numbers of a row, with all that is wrong with them."""
    columns = [name for name in ("value", *RATIO_FIELDS) if row.text(name)]
    if not columns:
        return ReadNumbers(empty=True)
    problems = list(_misplaced(columns, measure))
    if problems:
        return ReadNumbers(problems=problems)
    return _of_value(row, measure) if columns == ["value"] else _of_ratio(row, measure)


def problems_of(row: ValueRow, numbers: ReadNumbers) -> Iterator[Problem]:
    """The faults of a row's numbers at their places."""
    for name, message, hint in numbers.problems:
        yield row.problem(name, message, hint)


def _misplaced(columns: list[str], measure: TypedMeasure) -> Iterator[CellProblem]:
    """A value or a numerator and a denominator; children are protected by the latter alone."""
    kind = measure.kind
    if "value" in columns and len(columns) > 1:
        hint = "leave the value out: it is worked out"
        yield "value", "give either a value or a numerator and a denominator", hint
    elif kind not in OF_PARTS and columns != ["value"]:
        yield columns[0], f"a measure of the kind `{kind}` has a value alone", "use `value`"
    elif columns == ["value"] and kind in OF_PARTS and measure.about is SubjectKind.CHILDREN:
        message = f"a {kind} about children needs its numerator and denominator"
        yield "value", message, "without them nobody can see how many children stand behind it"
    for name in RATIO_FIELDS if "value" not in columns and kind in OF_PARTS else ():
        if name not in columns:
            yield name, f"there is no {name}", "give both, or the value alone"


def _of_value(row: ValueRow, measure: TypedMeasure) -> ReadNumbers:
    text = row.text("value")
    value = Fraction(text) if PLAINLY_WRITTEN.fullmatch(text) else None
    if value is None:
        return ReadNumbers(problems=[("value", "`value` is no number", _number_hint(text))])
    problems: list[CellProblem] = []
    if measure.kind is TypedKind.COUNT and value.denominator != 1:
        hint = "make its kind `mean`, or count whole ones"
        problems.append(("value", "a count is a whole number", hint))
    if value < 0 and measure.kind in (TypedKind.COUNT, TypedKind.SHARE, TypedKind.RATE):
        problems.append(("value", f"a {measure.kind} is not below 0", None))
    if measure.kind is TypedKind.SHARE and value > PERCENT:
        problems.append(("value", "a share is at most 100", "a share is told in percent"))
    count = value.numerator if measure.kind is TypedKind.COUNT and not problems else None
    return ReadNumbers(value=value, numerator=count, problems=problems)


def _of_ratio(row: ValueRow, measure: TypedMeasure) -> ReadNumbers:
    problems: list[CellProblem] = []
    for name in RATIO_FIELDS:
        if not WHOLE.fullmatch(row.text(name)):
            hint = _number_hint(row.text(name))
            problems.append((name, f"`{name}` is no whole number from 0 on", hint))
    if problems:
        return ReadNumbers(problems=problems)
    part, denominator = (int(row.text(name)) for name in RATIO_FIELDS)
    if measure.kind is TypedKind.SHARE and part > denominator:
        hint = "the numerator is those of the denominator who met it"
        problems.append(("numerator", "the numerator is above the denominator", hint))
    elif part and not denominator:
        problems.append(("denominator", "nothing can be divided by a denominator of 0", None))
    scale = {TypedKind.SHARE: PERCENT, TypedKind.RATE: measure.per or 1}.get(measure.kind, 1)
    value = Fraction(part * scale, denominator) if denominator else None
    return ReadNumbers(value=value, numerator=part, denominator=denominator, problems=problems)


def _number_hint(text: str) -> str | None:
    match = DRESSED_NUMBER.fullmatch(text)
    if match:
        return f"write {match[1].replace(',', '')}; the measure says its unit"
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return f"write {text.replace(',', '.')}, with a point"
    return "leave the cell empty where there is no figure yet"
