"""The part of a long file that an edit touches: quick to parse, and whole again afterwards.

The parser takes half a second for a thousand actions. An edit adds lines to one item, or to the end
of one list; so of each list the other items are taken out of the text, each a run of whole lines,
and a remark stands in for them. What is then parsed and written to is short. Items of a list do not
know of each other in YAML, so the rest reads as it did before.
"""

import re
from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from cptracker.files.yaml_events import ParsedYaml
from cptracker.files.yaml_insertion import InsertionPoint, newline_of
from cptracker.files.yaml_nodes import ListNode, MapNode, Node
from cptracker.files.yaml_values import text_in
from cptracker.plan.document import mappings, readable

LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")


DASH = re.compile(" *- +(?=[^ ])")


STAND_IN = "\ue001"


OTHER_BREAKS = re.compile("[\x85\u2028\u2029\ue001]")
"""Line breaks that the parser counts and an editor does not, and the stand-in itself."""


FEWEST = 5
"""Shorter lists are left whole."""


@frozen(kw_only=True)
class Excerpt:
    """A text without the items that are not touched.

    Attributes:
        text: The short text.
        left_out: The lines behind each remark that stands in for them.
        positions: The positions of the items that are still there, by the key of their list.
    """

    text: str
    left_out: tuple[str, ...] = ()
    positions: Mapping[str, tuple[int, ...]] = field(factory=dict)

    def restored(self, text: str) -> str:
        """A short text with everything in its place again.

        Raises:
            LookupError: A remark that stands in for lines is gone, or is there twice.
        """
        for at, lines in enumerate(self.left_out):
            mark = _mark(at)
            if text.count(mark) != 1:
                raise LookupError(mark)
            start = text.index(mark)
            end = _line_end(text, start)
            text = text[:start] + lines + text[end:]
        return text


def excerpt_of(text: str, parsed: ParsedYaml, spot: InsertionPoint) -> Excerpt:
    """The part of a file that matters for an addition.

    Args:
        text: The file's text, with its own line ends.
        parsed: The same file as a tree.
        spot: Where something will be added.
    """
    if not isinstance(parsed.root, MapNode) or OTHER_BREAKS.search(text):
        return Excerpt(text=text)
    lines = LINE.findall(text)
    positions: dict[str, tuple[int, ...]] = {}
    line_ranges: list[tuple[int, int]] = []
    for key, node in parsed.root.entries.items():
        starts = _starts(node, lines)
        if starts is not None:
            positions[key] = tuple(_positions_kept(node, key, spot))
            line_ranges += _line_ranges(starts, positions[key])
    return Excerpt(
        text=_without(lines, sorted(line_ranges), newline_of(text)),
        left_out=tuple("".join(lines[start:end]) for start, end in sorted(line_ranges)),
        positions=positions,
    )


def merged(parsed: ParsedYaml, short: ParsedYaml, excerpt: Excerpt) -> ParsedYaml:
    """The tree of a file after an addition: of its excerpt, with all that was left out.

    Args:
        parsed: The file before.
        short: The excerpt after.
        excerpt: What was left out.
    """
    if not (isinstance(parsed.root, MapNode) and isinstance(short.root, MapNode)):
        return short
    root = evolve(short.root, entries={**short.root.entries})
    for key, positions in excerpt.positions.items():
        before, after = parsed.root.entries[key], root.entries.get(key)
        if isinstance(before, ListNode) and isinstance(after, ListNode):
            root.entries[key] = _joined(before, after, positions)
    return evolve(short, root=root, path=parsed.path, values=parsed.values)


def _joined(before: ListNode, after: ListNode, positions: tuple[int, ...]) -> ListNode:
    items = list(before.items)
    for at, item in zip(positions, after.items, strict=False):
        items[at] = item
    return ListNode(before.place, [*items, *after.items[len(positions) :]])


def _starts(node: Node, lines: list[str]) -> list[int] | None:
    """The line, from 0, on which each item of a list begins with its dash; None if any does not."""
    if not isinstance(node, ListNode) or len(node.items) < FEWEST:
        return None
    starts = [item.place.line - 1 for item in node.items]
    dashes = [DASH.match(lines[start]) for start in starts]
    columns = [item.place.column - 1 for item in node.items]
    ends = [dash.end() if dash else -1 for dash in dashes]
    is_regular = ends == columns and len(set(columns)) == 1 and len(set(starts)) == len(starts)
    return starts if is_regular else None


def _positions_kept(node: Node, key: str, spot: InsertionPoint) -> Iterator[int]:
    """The item that is added to, and the last: nobody knows where that one ends."""
    items = node.items if isinstance(node, ListNode) else []
    for at, item in enumerate(items):
        is_wanted = key == spot.top and spot.ref is not None and _ref(item) == spot.ref
        if is_wanted or at == len(items) - 1:
            yield at


def _ref(item: Node) -> str | None:
    nested = mappings([item])
    return readable(nested[0].entries.get("ref"), text_in) if nested else None


def _line_ranges(starts: list[int], positions: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Runs of lines, from and to, that hold items which are not kept."""
    first = 0
    for at in positions:
        if at > first:
            yield starts[first], starts[at]
        first = at + 1


def _without(lines: list[str], line_ranges: list[tuple[int, int]], newline: str) -> str:
    short: list[str] = []
    done = 0
    for at, (start, end) in enumerate(line_ranges):
        short += [*lines[done:start], _mark(at) + newline]
        done = end
    return "".join([*short, *lines[done:]])


def _mark(at: int) -> str:
    return f"#{STAND_IN}{at};"


def _line_end(text: str, start: int) -> int:
    match = LINE.match(text, start)
    return match.end() if match else len(text)
