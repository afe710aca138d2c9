"""What must hold of targets, also those that documents state, and of agreements on figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cptracker.files.yaml_nodes import MapNode, Node, called
from cptracker.files.yaml_values import date_in, decimal_of, integer_of, text_in
from cptracker.model.problems import Problem
from cptracker.model.target_rules import (
    EDGES,
    NUMBERS,
    TOLERANCES,
    TargetNumbers,
    broken_rules,
)
from cptracker.model.targets import LEAST_BASELINE
from cptracker.plan.checks.plan import Sections
from cptracker.plan.document import items_of, joined_nodes, mappings, readable, repeats, texts
from cptracker.plan.keys import period_problem, plan_years

LATER = ("due", "interim", "baseline")


def check_targets(
    sections: Sections, roots: Iterable[MapNode], *, whole: bool
) -> Iterator[Problem]:
    """Every broken rule; meetings are looked for only where no file is missing (`whole`)."""
    plan_end = _plan_ends(roots)
    for target in mappings(sections["targets"]):
        yield from _value_or_range(target)
        yield from _rules_of_numbers(target)
        yield from _interim_order(target)
        yield from _too_late(target, plan_end)
    for name in ("provisional", "revised"):
        for figure in mappings(sections[name]):
            yield from period_problem(figure.entries.get("period"))
    for baseline in mappings(sections["chart_baselines"]):
        yield from _points(baseline)
    yield from _exceptions(sections, whole=whole)
    yield from _doubles(sections)


def _plan_ends(roots: Iterable[MapNode]) -> date | None:
    """The last day of the last year that the plan's `period` names; None where it names none."""
    headings = mappings(root.entries.get("plan") for root in roots)
    periods = texts(heading.entries.get("period") for heading in headings)
    years = [
        plan_period for text, _ in periods for plan_period in [plan_years(text)] if plan_period
    ]
    return max((year.end for year in years), default=None)


def _value_or_range(target: MapNode) -> Iterator[Problem]:
    """A target has a value, or both edges of a range."""
    edges = [key for key in target.keys if key in EDGES]
    if "value" in target.keys and edges:
        message = f"`{edges[0]}` cannot stand beside `value`"
        hint = "`value` is for higher or lower is better, `low` and `high` for near is better"
        yield target.keys[edges[0]].problem(message, hint)
    elif len(edges) == 1:
        other_edge = "high" if edges == ["low"] else "low"
        yield target.keys[edges[0]].problem(f"`{edges[0]}` needs `{other_edge}` beside it")
    elif not edges and "value" not in target.keys and _is_clean(target):
        yield target.place.problem("a target needs `value`, or `low` and `high`")


def _is_clean(target: MapNode) -> bool:
    # An unknown key, reported already, is most likely the value misspelt.
    return set(target.keys) <= {"measure", "since", "source", *TOLERANCES, *LATER}


def _number(node: MapNode, key: str) -> Decimal | None:
    return readable(node.entries.get(key), decimal_of)


def _rules_of_numbers(target: MapNode) -> Iterator[Problem]:
    interim = mappings(items_of(target, "interim"))
    numbers = TargetNumbers(
        given_keys=tuple(target.keys),
        numbers={key: _number(target, key) for key in NUMBERS},
        interim=tuple(_number(step, "value") for step in interim),
    )
    for broken_rule in broken_rules(numbers):
        place = (
            target.entries[broken_rule.key].place
            if broken_rule.at_value
            else target.keys[broken_rule.key]
        )
        yield place.problem(broken_rule.message, broken_rule.hint)


def _interim_order(target: MapNode) -> Iterator[Problem]:
    """The way to a target: each interim value after the one before, and all before `due`."""
    due = readable(target.entries.get("due"), date_in)
    since = readable(target.entries.get("since"), date_in)
    if due and since and due < since:
        message = f"`due` {due} is before `since` {since}"
        yield target.entries["due"].place.problem(message, "a target begins before it is due")
    yield from period_problem(_baseline(target).get("period"))
    yield from _steps(mappings(items_of(target, "interim")), due)


def _baseline(target: MapNode) -> Mapping[str, Node]:
    node = target.entries.get("baseline")
    return node.entries if isinstance(node, MapNode) else {}


def _steps(steps: Sequence[MapNode], due: date | None) -> Iterator[Problem]:
    before = None
    for step in steps:
        by = readable(step.entries.get("by"), date_in)
        if by is None:
            continue
        place = step.entries["by"].place
        if before is not None and by <= before:
            yield place.problem(
                f"`by` {by} is not after {before}, the one before it", "put them in order of time"
            )
        if due is not None and by >= due:
            yield place.problem(
                f"`by` {by} is not before `due` {due}", "the value itself is promised for `due`"
            )
        before = by


def _too_late(target: MapNode, plan_end: date | None) -> Iterator[Problem]:
    """Nothing is promised for after the plan."""
    steps = mappings(items_of(target, "interim"))
    nodes = [("since", target), ("due", target), *(("by", step) for step in steps)]
    for key, node in nodes:
        day = readable(node.entries.get(key), date_in)
        if plan_end is not None and day is not None and day > plan_end:
            message = f"`{key}` {day} is after the end of the plan in {plan_end.year}"
            hint = "correct the day, or the plan's `period`"
            yield node.entries[key].place.problem(message, hint)


def _points(baseline: MapNode) -> Iterator[Problem]:
    points = readable(baseline.entries.get("points"), integer_of)
    if points is not None and points < LEAST_BASELINE:
        message = f"`points` must be {LEAST_BASELINE} or more, not {points}"
        hint = "12 to 20 are usual; delete the entry to use all points"
        yield baseline.entries["points"].place.problem(message, hint)


def _exceptions(sections: Sections, *, whole: bool) -> Iterator[Problem]:
    """An exception ends after the meeting that agreed it, which is one that is known."""
    days = {
        readable(meeting.entries.get("ref"), text_in): readable(
            meeting.entries.get("date"), date_in
        )
        for meeting in mappings(sections["meetings"])
    }
    for mapping in mappings(sections["exceptions"]):
        meeting = readable(mapping.entries.get("meeting"), text_in)
        until = readable(mapping.entries.get("until"), date_in)
        met = days.get(meeting)
        if whole and meeting is not None and meeting not in days:
            place = mapping.entries["meeting"].place
            message = f"there is no meeting {called(meeting)}"
            yield place.problem(message, "add it under `meetings`, or correct the reference")
        elif met is not None and until is not None and until < met:
            message = f"`until` {until} is before the meeting of {met}"
            yield mapping.entries["until"].place.problem(
                message, "an exception is for days to come"
            )


def _doubles(sections: Sections) -> Iterator[Problem]:
    keys = {
        "targets": ("the target for `{0[0]}` from {0[1]}", ("since", date_in)),
        "recalculations": ("the recalculation for `{0[0]}` from {0[1]}", ("since", date_in)),
        "exceptions": ("the exception for `{0[0]}` of `{0[1]}`", ("meeting", text_in)),
        "provisional": ("the provisional figure for `{0[0]}`, {0[1]},", ("period", text_in)),
        "revised": ("the revised figure for `{0[0]}`, {0[1]},", ("period", text_in)),
    }
    for section, (name, (key, read)) in keys.items():
        joined = joined_nodes(sections[section], {"measure": text_in, key: read})
        yield from repeats(joined, name, "keep one of them")
    fixed = joined_nodes(sections["chart_baselines"], {"measure": text_in})
    yield from repeats(fixed, "the chart baseline for `{0[0]}`", "keep one of them")


ENDS = ("low", "high")


def check_stated(sections: Sections) -> Iterator[Problem]:
    """Every broken rule of the lists `stated_targets` and `contradictions`."""
    for target in mappings(sections["stated_targets"]):
        yield from period_problem(target.entries.get("period"))
        yield from _stated_value_or_range(target)
    stated = joined_nodes(
        sections["stated_targets"], {"what": text_in, "period": text_in, "source": text_in}
    )
    yield from repeats(stated, "this target, from this source,", "keep one of them")
    for contradiction in mappings(sections["contradictions"]):
        yield from _statements(contradiction)


def _stated_value_or_range(target: MapNode) -> Iterator[Problem]:
    """A value, or both ends of a range, and these in order."""
    ends = [key for key in ENDS if key in target.keys]
    if ("value" in target.keys) == bool(ends) or len(ends) == 1:
        message = "a stated target has either `value`, or both `low` and `high`"
        yield target.place.problem(message, "write what the document says: one number or a range")
    low, high = (readable(target.entries.get(key), decimal_of) for key in ENDS)
    if low is not None and high is not None and low >= high:
        message = f"`low` {low} is not below `high` {high}"
        yield target.entries["low"].place.problem(message, "swap them")


def _statements(contradiction: MapNode) -> Iterator[Problem]:
    """Two statements at least, each from a place of its own."""
    statements = items_of(contradiction, "says")
    if "says" in contradiction.keys and len(statements) < 2:
        message = "a contradiction needs two statements or more under `says`"
        yield contradiction.place.problem(message, "add what the other document says")
    places = joined_nodes(statements, {"source": text_in, "place": text_in})
    yield from repeats(places, "this place of this source", "say once what stands there")
