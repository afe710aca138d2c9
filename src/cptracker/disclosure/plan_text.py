"""Free text of the plan and of plug-ins in a public paper: what counts few people does not go out.

Every text of a report is looked at, whatever its field, so that a new field is looked at as well.
Left alone are only the texts named here: the definition of a measure and its source, which are the
same for any council, and the names by which figures are told apart while they are protected.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import attrs
from attrs import evolve

from cptracker.disclosure.free_text import counts_few, may_stand
from cptracker.model.actions import Commentary
from cptracker.model.figures import SourceOfTable
from cptracker.model.measure_info import MeasureInfo
from cptracker.model.problems import Problem
from cptracker.model.related import RelatedMeasures
from cptracker.model.rounding import ListDisplay
from cptracker.status.report import StatusReport

NAMES = frozenset({"ref", "measure", "identifier", "plan_identifier", "group_by", "group"})
"""Fields by which things are told apart; names of groups are changed last, by `rename_groups`."""


DEFINITIONS = {
    MeasureInfo: frozenset({"definition", "source", "why"}),
    Commentary: frozenset({"data_says", "analysis", "next_steps"}),
}
"""Texts that are left alone, by class: definitions, and the commentary, which goes as a whole."""


WHOLE = (Problem, SourceOfTable, RelatedMeasures)
"""Classes without free text of the plan, or whose text never stands in a public paper."""


Change = Callable[[str, str], str]
"""Gives for a text and the field it stands in the text that takes its place."""


def without_small_counts(report: StatusReport) -> StatusReport:
    """The report without free text that counts few people; each place says that it is left out."""
    screened: StatusReport = _changed(report, _text)
    return screened


def rename_groups(report: StatusReport) -> StatusReport:
    """The report with numbers in place of group names that count few people."""
    names: dict[str, str] = {}

    def rename(text: str, field: str) -> str:
        if field != "group" or not counts_few(text):
            return text
        return names.setdefault(text, f"[c] name {len(names) + 1} left out")

    renamed: StatusReport = _changed(report, rename)
    return renamed


def _text(text: str, field: str) -> str:
    return text if field in NAMES else may_stand(text)


def _changed(value: Any, change: Change, field: str = "") -> Any:
    """A copy in which each text is changed; the very same object where nothing is."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else change(value, field)
    if attrs.has(type(value)):
        return value if isinstance(value, WHOLE) else _changed_fields(value, change)
    if isinstance(value, Mapping):
        return _changed_mapping(value, change, field)
    if isinstance(value, tuple):
        several = [_changed(item, change, field) for item in value]
        if all(new is old for new, old in zip(several, value, strict=True)):
            return value
        return ListDisplay(several) if isinstance(value, ListDisplay) else tuple(several)
    return value


def _changed_fields(value: Any, change: Change) -> Any:
    left = DEFINITIONS.get(type(value), frozenset())
    new = {}
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        if content is None or field.name in left or isinstance(content, bool | int | float):
            continue
        changed = _changed(content, change, field.name)
        if changed is not content:
            new[field.name] = changed
    return evolve(value, **new) if new else value


def _changed_mapping(value: Mapping[Any, Any], change: Change, field: str) -> Any:
    """A mapping with its keys and values changed; keys that become alike are counted together."""
    new: dict[Any, Any] = {}
    for key, item in value.items():
        name, content = _changed(key, change, field), _changed(item, change, field)
        counted_together = name in new and isinstance(content, int)
        new[name] = new[name] + content if counted_together else content
    return value if new == value else new
