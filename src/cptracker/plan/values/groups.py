"""Groups and parts beside all: groups may be fewer together and never more, parts are just all."""

from collections.abc import Iterator, Mapping, Sequence

from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.plan import TypedMeasure
from cptracker.model.problems import Problem
from cptracker.model.typed import TypedKind, TypedValue

Table = tuple[str, str, str]
"""A measure, a period's key and a breakdown."""

SUMMED_FIELDS = {
    TypedKind.COUNT: ("numerator",),
    TypedKind.SHARE: ("numerator", "denominator", "complement"),
    TypedKind.MEAN: ("numerator", "denominator"),
}
"""The numbers that add up over the groups of each kind."""


def within_everyone(
    values: Sequence[TypedValue], measures: dict[str, TypedMeasure], problems: list[Problem]
) -> Iterator[TypedValue]:
    """The values without groups that are more together than everyone, which is a mistake.

    Args:
        values: In the order of their files; of several of one key the last is known.
        measures: What is declared, by identifier.
        problems: Where mistakes are added, each at the row of the last group.
    """
    values_by_key = {value.key: value for value in values}
    tables: dict[Table, list[TypedValue]] = {}
    for value in values_by_key.values():
        if value.group_by:
            tables.setdefault(_table(value), []).append(value)
    wrong_tables: set[Table] = set()
    for table, groups in tables.items():
        typed_value = values_by_key.get((table[0], table[1], "", ""))
        problem = _sum_problem(typed_value, groups, measures[table[0]]) if typed_value else None
        if problem:
            wrong_tables.add(table)
            problems.append(problem)
    return (value for value in values if not value.group_by or _table(value) not in wrong_tables)


def sums_that_fail(
    values: Sequence[TypedValue], measures: Mapping[str, TypedMeasure]
) -> Iterator[Problem]:
    """A warning at each value whose stated parts add up to something else.

    Such parts cannot be protected together: nobody can reckon with numbers that do not fit.
    """
    values_by_key = {value.key: value for value in values if not value.group_by}
    for value in values_by_key.values():
        measure = measures[value.measure]
        keys = [(name, value.period.key, "", "") for name in measure.parts]
        if not keys or not all(key in values_by_key for key in keys):
            continue
        part = "denominator" if measure.kind is TypedKind.SHARE else "numerator"
        total, everyone = (
            sum(_number(values_by_key[key], "numerator") for key in keys),
            _number(value, part),
        )
        if total != everyone:
            message = (
                f"the parts of `{value.measure}` add up to {total} in {value.period.label}, "
                f"and it is {everyone}"
            )
            hint = "correct one of them, or the `parts` that the plan states"
            yield record_warning(value.path, message, line=value.line, hint=hint)


def _table(value: TypedValue) -> Table:
    return value.measure, value.period.key, value.group_by


def _sum_problem(
    value: TypedValue, groups: Sequence[TypedValue], measure: TypedMeasure
) -> Problem | None:
    for part in SUMMED_FIELDS.get(measure.kind, ()):
        total, most = sum(_number(group, part) for group in groups), _number(value, part)
        if total > most:
            last = max(groups, key=lambda group: (group.path, group.line))
            of_part = "" if part == "numerator" else f" in the {part}"
            message = (
                f"the groups by {last.group_by} add up to {total}{of_part}, more than everyone's "
                f"{most}"
            )
            hint = "correct one of them; until then none of the groups is used"
            return record_error(last.path, message, line=last.line, hint=hint)
    return None


def _number(value: TypedValue, part: str) -> int:
    met, base = value.numerator or 0, value.denominator or 0
    return {"numerator": met, "denominator": base, "complement": base - met}[part]
