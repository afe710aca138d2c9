"""What must hold of the heading of a plan and of the thresholds of its checks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from cptracker.checks import CheckThresholds
from cptracker.errors import Problem
from cptracker.loading.looking import mappings, readable
from cptracker.loading.nodes import MapNode, Node
from cptracker.loading.plan_years import LONGEST, odd_numbers, plan_years
from cptracker.loading.scalars import decimal_of, text_of

FARTHEST = 10
"""So many times its default, and a threshold no longer tells anything."""

PERIOD_HINT = "write the first and the last year, such as 2022-2027 or 2024/25"


def check_heading(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule, and a warning for what hardly can be meant."""
    files = list(roots)
    for heading in mappings(root.entries.get("plan") for root in files):
        yield from _period(heading.entries.get("period"))
    for thresholds in mappings(root.entries.get("check_thresholds") for root in files):
        yield from _thresholds(thresholds)


def _period(node: Node | None) -> Iterator[Problem]:
    text = readable(node, text_of)
    if node is None or text is None:
        return
    years = plan_years(text)
    if years is None or odd_numbers(text):
        message = "`period` names years that cannot be read, so no day can be held against them"
        yield node.place.warning(message, PERIOD_HINT)
    elif years.last < years.first:
        message = f"`period` runs backward, from {years.first} to {years.last}"
        yield node.place.problem(message, PERIOD_HINT)
    elif years.last - years.first > LONGEST:
        message = f"`period` covers {years.last - years.first} years"
        yield node.place.warning(message, PERIOD_HINT)


def _thresholds(node: MapNode) -> Iterator[Problem]:
    for field in attrs.fields(CheckThresholds):
        if not isinstance(field.default, int | Decimal):
            continue
        value = readable(node.entries.get(field.name), decimal_of)
        if value is None:
            continue
        place = node.entries[field.name].place
        least = 1 if field.name == "times_others" else 0
        if value <= least:
            yield place.problem(f"`{field.name}` must be more than {least}, not {value}")
        elif value > FARTHEST * field.default:
            message = f"`{field.name}` is so high that the check tells nothing any more"
            hint = f"it is {field.default} if not given; switch a check off under `checks_off`"
            yield place.warning(message, hint)
