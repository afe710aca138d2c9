"""What may be wrong with a measure's facts, told when its file is loaded and not when it runs."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from cptracker.model.measure_info import CHILDREN
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.related import UNRELATED, RelatedMeasures
from cptracker.records.formats import TableFormat

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


ABOUT = ("children", "staff", "households", "events")
"""Who may be counted; small numbers of children are protected."""


NOUNS = {
    "children": CHILDREN,
    "staff": ("member of staff", "members of staff"),
    "households": ("household", "households"),
    "events": ("event", "events"),
}
"""What one of those counted is called, and several, unless the measure says otherwise."""


NEEDS_HINT = 'write it as in `needs={"sdq": ["child_id", "score"]}`'


@frozen(kw_only=True)
class PluginMetadata:
    """What the author said of a measure, not yet believed."""

    name: Any
    title: Any
    unit: Any
    better: Any
    every: Any
    needs: Any
    by: Any
    words: Mapping[str, Any] = field(factory=dict)
    groups: Any = field(factory=dict)
    national_by: Any = ()
    sensitive: Any = False
    about: Any = "children"
    nouns: Any = CHILDREN
    related: Any = UNRELATED
    tables: Any = ()


def metadata_problems(function: Callable[..., Any], metadata: PluginMetadata) -> Iterator[Mistake]:
    """What is wrong with a measure's facts and its function's arguments."""
    yield from _arguments(function, metadata.name)
    if not _is_text(metadata.name) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", metadata.name):
        yield f"`{_short(metadata.name)}` is no identifier", "use lower-case words with hyphens"
    if not _is_text(metadata.title):
        yield f"measure `{_short(metadata.name)}` has no title", "say in a few words what it tells"
    if not _is_text(metadata.unit):
        yield f"measure `{_short(metadata.name)}` has no unit", "use `%` or what is counted"
    yield from _choices(metadata)
    if not _are_needs(metadata.needs):
        yield f"`needs` of `{_short(metadata.name)}` must be columns by table", NEEDS_HINT
    elif not metadata.needs:
        yield f"`{_short(metadata.name)}` needs no table", NEEDS_HINT
    if not _are_names(metadata.by):
        yield f"`by` of `{_short(metadata.name)}` must be a list of names", 'such as `by=["sex"]`'
    elif len(set(metadata.by)) < len(metadata.by):
        yield f"`by` of `{_short(metadata.name)}` has a name twice", "name each breakdown once"
    yield from _optional(metadata)


def _arguments(function: Callable[..., Any], name: Any) -> Iterator[Mistake]:
    texts = list(inspect.signature(function).parameters)
    if texts != ["records"]:
        listed = ", ".join(f"`{argument}`" for argument in texts) or "nothing"
        yield f"measure `{_short(name)}` asks for {listed}", "a measure takes just `records`"


def _choices(metadata: PluginMetadata) -> Iterator[Mistake]:
    choices: dict[str, tuple[Any, list[str]]] = {
        "better": (metadata.better, [str(better) for better in Better]),
        "every": (metadata.every, [str(every) for every in Every]),
        "about": (metadata.about, list(ABOUT)),
    }
    for fact, (choice, known) in choices.items():
        if choice not in known:
            yield (
                f"`{fact}` of `{_short(metadata.name)}` is not known",
                f"one of {', '.join(known)}",
            )


def _optional(metadata: PluginMetadata) -> Iterator[Mistake]:
    for fact, text in metadata.words.items():
        if not isinstance(text, str):
            yield f"`{fact}` of `{_short(metadata.name)}` must be text", "put quotes around it"
    yield from _breakdowns(metadata)
    if not _are_tables(metadata.tables):
        message = f"`tables` of `{_short(metadata.name)}` must be a list of tables"
        yield message, 'as `table("supervisions", columns={…}, covers={…})` makes them'
    if not isinstance(metadata.sensitive, bool):
        message = f"`sensitive` of `{_short(metadata.name)}` must be True or False"
        yield message, "True where even a nought may tell something of a child"
    if (
        not _are_names(metadata.nouns)
        or len(metadata.nouns) != 2
        or not all(map(_is_text, metadata.nouns))
    ):
        message = f"`nouns` of `{_short(metadata.name)}` must be one and several"
        yield message, 'such as `nouns=("young person", "young people")`'
    elif metadata.about != "children" and tuple(metadata.nouns) == CHILDREN:
        message = (
            f"`{_short(metadata.name)}` is about {_short(metadata.about)}, and calls them children"
        )
        yield message, 'such as `nouns=("member of staff", "members of staff")`'
    if not isinstance(metadata.related, RelatedMeasures):
        message = f"`related` of `{_short(metadata.name)}` must be RelatedMeasures(…)"
        yield message, 'such as `related=RelatedMeasures(part_of="placed-within-50-miles")`'


def _breakdowns(metadata: PluginMetadata) -> Iterator[Mistake]:
    """What is told of breakdowns is told of those that the measure has."""
    allowed = list(metadata.by) if _are_names(metadata.by) else []
    name = _short(metadata.name)
    groups = metadata.groups
    if not isinstance(groups, Mapping) or not all(map(_are_names, groups.values())):
        yield f"`groups` of `{name}` must be lists of names", 'such as {"age_group": ["17-18"]}'
        groups = {}
    if not _are_names(metadata.national_by):
        yield f"`national_by` of `{name}` must be a list of names", 'such as ["age_group"]'
        return
    for breakdown in (*groups, *metadata.national_by):
        if breakdown not in allowed:
            message = f"`{name}` tells of the breakdown `{_short(breakdown)}`, which it has not"
            yield message, "add it to `by`, or leave it out"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_names(value: Any) -> bool:
    """Whether it is a list of names; a text by itself is a list of letters to Python."""
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and all(isinstance(name, str) for name in value)


def _are_tables(value: Any) -> bool:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and all(isinstance(table, TableFormat) for table in value)


def _are_needs(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(isinstance(table, str) and _are_names(names) for table, names in value.items())


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
