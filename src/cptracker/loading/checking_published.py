"""What must hold of a published figure: told once by a source, and not before its period's end."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from cptracker.errors import Problem
from cptracker.loading.councils import area_key
from cptracker.loading.group_keys import group_of
from cptracker.loading.looking import mappings, readable, repeats
from cptracker.loading.nodes import MapNode, Node, Place
from cptracker.loading.periods import is_period_key, period_problem
from cptracker.loading.scalars import date_of, text_of
from cptracker.periods import from_key

Sections = Mapping[str, list[Node]]
"""The items of each top-level list, joined from all files."""

IDENTIFYING = ("measure", "area", "period", "source")


def check_published(sections: Sections) -> Iterator[Problem]:
    """Every broken rule in the list `published`."""
    figures = mappings(sections["published"])
    for figure in figures:
        yield from period_problem(figure.entries.get("period"))
        yield from _too_early(figure)
    name = "the figure for {}, from this source,"
    yield from repeats(_identified(figures), name, "keep one of them")


def _too_early(figure: MapNode) -> Iterator[Problem]:
    """Nobody publishes a period's figure before the period is over."""
    node = figure.entries.get("published")
    day, key = readable(node, date_of), readable(figure.entries.get("period"), text_of)
    if node is None or day is None or key is None or not is_period_key(key):
        return
    end = from_key(key).end
    if day < end:
        message = f"`published` is {day}, before the period {key} ends on {end}"
        yield node.place.problem(message, "correct the day of publication or the period")


@frozen
class _Identity:
    """What a figure is of and from where; a council is one by any of its names.

    Attributes:
        key: What makes it one.
        words: The same for people.
    """

    key: tuple[str, ...]
    words: str = field(eq=False)

    def __format__(self, _: str) -> str:
        return self.words


def _identity(known: Mapping[str, str], group: str) -> _Identity:
    measure, area, period, source = (known[name] for name in IDENTIFYING)
    words = ", ".join(part for part in (f"`{measure}`", area, group, period) if part)
    return _Identity((measure, area_key(area), period, source, group), words)


def _identified(figures: list[MapNode]) -> Iterator[tuple[_Identity, Place]]:
    """What identifies each figure, where all of it can be read."""
    for figure in figures:
        texts = {name: readable(figure.entries.get(name), text_of) for name in IDENTIFYING}
        known = {name: text for name, text in texts.items() if text is not None}
        group = readable(figure.entries.get("group"), group_of)
        if len(known) == len(texts):
            yield _identity(known, str(group or "")), figure.place
