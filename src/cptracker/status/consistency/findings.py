"""What a check finds, and a walk through the plan's values, each with the way to it."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from cptracker.model.checks import Check
from cptracker.model.plan import Plan
from cptracker.model.problems import Severity


@frozen(kw_only=True)
class ConsistencyFinding:
    """One thing that does not fit together.

    Attributes:
        check: The check that found it.
        ref: The reference it is about, for which the check may be off.
        at: What it stands at, by kind and reference; see `cptracker.plan.places`.
        message: What does not fit.
        severity: How bad it is, where that is not as the check says.
        hint: What to do, where that is not as the check says.
    """

    check: Check
    ref: str
    at: tuple[str, str]
    message: str
    severity: Severity | None = None
    hint: str | None = None


NOT_WALKED = ("priorities", "typed_measures")
"""Sorted in the plan by number and not as its files list them, so that no way leads to them; and
declarations of measures, most of whose facts may be left out."""


LISTS = tuple(
    field.name
    for field in attrs.fields(Plan)
    if field.default == () and field.name not in NOT_WALKED
)


@frozen(kw_only=True)
class PlacedValue:
    """One value of a plan.

    Attributes:
        section: The list at the top that holds it, such as `targets`.
        path: From the list to it: positions and keys, such as `3 interim 1 by`.
        key: The key it stands under.
        ref: What it belongs to: a reference, or the identifier of a measure; empty if neither.
        item: The item of the list that holds it.
        value: What it is.
    """

    section: str
    path: str
    key: str
    ref: str
    item: Any
    value: Any

    @property
    def at(self) -> tuple[str, str]:
        """Its place, as `cptracker.plan.places` knows it."""
        return self.section, self.path


def values_of(plan: Plan) -> Iterator[PlacedValue]:
    """Every single value in the lists of a plan, in its order; priorities are not walked."""
    for section in LISTS:
        for at, item in enumerate(getattr(plan, section)):
            ref = ref_of(item)
            for path, key, value in _inside(item, str(at), section):
                yield PlacedValue(
                    section=section, path=path, key=key, ref=ref, item=item, value=value
                )


def texts_of(values: Iterable[PlacedValue]) -> Iterator[PlacedValue]:
    """Those values that are texts."""
    return (
        value
        for value in values
        if isinstance(value.value, str) and not isinstance(value.value, StrEnum)
    )


def days_of(values: Iterable[PlacedValue]) -> Iterator[PlacedValue]:
    """Those values that are days."""
    return (value for value in values if isinstance(value.value, date))


def ref_of(item: Any) -> str:
    """The reference by which an item is known, or the measure it is about."""
    for name in ("ref", "deliverable", "success_measure", "measure", "check"):
        ref = getattr(item, name, None)
        if ref:
            return str(ref)
    return ""


def _inside(value: Any, path: str, key: str) -> Iterator[tuple[str, str, Any]]:
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _inside(getattr(value, field.name), f"{path} {field.name}", field.name)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _inside(item, f"{path} {at}", key)
    elif value is not None:
        yield path, key, value
