"""Names that are nearly one, and texts that only stand in for one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from cptracker.model.checks import Check
from cptracker.model.plan import Plan
from cptracker.status.consistency.findings import ConsistencyFinding, PlacedValue, texts_of

PLACEHOLDERS = {
    "tbc", "tba", "tbd", "todo", "to do", "to be confirmed", "to be added", "to be decided", "xxx",
    "xx", "x", "?", "??", "???", "-", "--", "...", "n/a", "na", "none", "nil", "unknown", "...…",
    "…", "fixme", "lorem ipsum", "same", "as above", "see above",
}  # fmt: skip


UNIT_SIGNS = {"%", "\N{POUND SIGN}"}
"""Units that say all without a letter."""


NAMED = ("owner", "by", "body", "roles")


MOST_NAMES = 200
"""Each is held against each."""


ALIKE = 0.93
"""Of two names' letters in common; `Head of Service` and `Heads of Service` have 0.97."""


SHORTEST = 6
"""Letters; shorter names, such as abbreviations, differ by a letter on purpose."""


def of_names(plan: Plan, values: Sequence[PlacedValue]) -> Iterator[ConsistencyFinding]:
    """What is wrong with the names and texts of a plan, whose values come with their places."""
    yield from _alike(plan, values)
    yield from _placeholders(values)


def _alike(plan: Plan, values: Sequence[PlacedValue]) -> Iterator[ConsistencyFinding]:
    """Of two names that are nearly one, the rarer, at its first place."""
    named = [placed_value for placed_value in texts_of(values) if placed_value.key in NAMED]
    counts = Counter((_kind(placed_value), placed_value.value) for placed_value in named)
    first = {
        (_kind(placed_value), placed_value.value): placed_value for placed_value in reversed(named)
    }
    for (kind, name), (other_kind, other_name) in combinations(list(counts)[:MOST_NAMES], 2):
        if kind == other_kind and _are_alike(name, other_name):
            rare = min((name, other_name), key=lambda each: counts[kind, each])
            yield _spelt_otherwise(first[kind, rare], plan)


def _kind(placed_value: PlacedValue) -> str:
    return "body" if placed_value.key == "body" else "role"


def _spelt_otherwise(placed_value: PlacedValue, plan: Plan) -> ConsistencyFinding:
    message = f"`{placed_value.key}` is spelt almost, but not quite, like another name of the plan"
    hint = None if plan.roles else "spell them alike; list the roles under `roles`"
    return ConsistencyFinding(
        check=Check.NAMES_ALIKE,
        ref=placed_value.ref,
        at=placed_value.at,
        message=message,
        hint=hint,
    )


def _are_alike(name: str, other_name: str) -> bool:
    """Whether two names are most likely meant to be one; those with other digits are not."""
    if re.findall(r"[0-9]+", name) != re.findall(r"[0-9]+", other_name):
        return False
    if _form(name) == _form(other_name):
        return True
    if min(len(name), len(other_name)) < SHORTEST:
        return False
    likeness = SequenceMatcher(None, name.casefold(), other_name.casefold(), autojunk=False)
    quick = (likeness.real_quick_ratio, likeness.quick_ratio, likeness.ratio)
    return all(ratio() >= ALIKE for ratio in quick)


def _form(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _placeholders(values: Sequence[PlacedValue]) -> Iterator[ConsistencyFinding]:
    for placed_value in texts_of(values):
        if placed_value.value.strip(" .").casefold() in PLACEHOLDERS or not _says_anything(
            placed_value
        ):
            message = f"`{placed_value.key}` says nothing yet"
            yield ConsistencyFinding(
                check=Check.PLACEHOLDER, ref=placed_value.ref, at=placed_value.at, message=message
            )


def _says_anything(placed_value: PlacedValue) -> bool:
    is_sign = placed_value.key == "unit" and placed_value.value in UNIT_SIGNS
    return is_sign or any(letter.isalnum() for letter in placed_value.value)
