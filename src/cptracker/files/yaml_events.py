"""YAML text to nodes with places, by the events of ruamel.yaml's parsers.

A plan reads the same, with the same messages, on every machine, whether its parser in C is
installed or not: it takes a tenth of the time, and what it might place or say differently is read
once more by the parser in Python. A plan has no need of anchors, aliases, tags, directives or
deep nesting, through which a hostile file could explode or run code; they are refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from cptracker.files.yaml_files import SPLIT, UnreadablePlanError
from cptracker.files.yaml_nodes import (
    STAND_IN,
    FlowLineItem,
    ListNode,
    MapNode,
    Node,
    RefusedNode,
    Run,
    ScalarNode,
    SourcePlace,
    called,
    is_empty_scalar,
    shorten,
    shown_text,
)
from cptracker.files.yaml_parsers import c_events, directive_problem, python_events, syntax_problem
from cptracker.model.problems import Problem

MAX_DEPTH = 20


MAX_VALUES = 30_000
"""In one file. The parser takes about 25 µs for each."""


FULL_VALUES = 12_000
"""What is added to a list goes on in a new file from here on; see `FULL_BYTES`."""


QUOTES = ("'", '"')


REMARK = re.compile(r"[ \t]+(#.*)")


def parse_yaml(text: str, path: str) -> "ParsedYaml":
    """One file's text as a tree, with all that was refused on the way."""
    events = c_events(text)
    if events is not None:
        builder = _Builder(text, path, {}, events)
        parsed = _parsed(builder, path)
        if not builder.uncertain:
            return parsed
    return _by_python(text, path)


def _by_python(text: str, path: str) -> "ParsedYaml":
    """The same without the parser in C, which takes out mappings on one line to be quicker."""
    short, runs = shorten(text)
    if runs:
        builder = _Builder(short, path, runs, python_events(short))
        parsed = _parsed(builder, path)
        if (parsed.whole and not builder.runs) or builder.values > MAX_VALUES:
            return parsed
    return _parsed(_Builder(text, path, {}, python_events(text)), path)


def _parsed(builder: "_Builder", path: str) -> "ParsedYaml":
    try:
        root = builder.document()
    except UnreadablePlanError as stop:
        return ParsedYaml(path=path, problems=(*builder.problems, stop.problem), whole=False)
    problems = tuple(builder.problems)
    return ParsedYaml(path=path, root=root, problems=problems, values=builder.values)


@frozen(kw_only=True)
class ParsedYaml:
    """A file that was read.

    Attributes:
        path: The file as the user named it.
        root: None if the file holds nothing, or could not be read to its end.
        problems: What was refused.
        whole: Whether it could be read to its end.
        values: How many keys and values it holds.
    """

    path: str
    root: Node | None = None
    problems: tuple[Problem, ...] = field(default=())
    whole: bool = True
    values: int = 0


class _Builder:
    """Builds the tree; recursion is bounded by `MAX_DEPTH`.

    Attributes:
        problems: What was refused.
        values: How many keys and values there are so far.
        uncertain: Whether parsers may differ: in their words for what is no YAML, in the place of
            an empty value that no key names, and in what an anchor or a tag may be called.
    """

    def __init__(self, text: str, path: str, runs: dict[int, Run], events: Iterator[Any]) -> None:
        self.path = path
        self.runs = runs
        self.problems: list[Problem] = []
        self.values = 0
        self._lines = text.split("\n")
        self._long_quote: tuple[SourcePlace, int] | None = None
        self.uncertain = False
        self._events = self._guarded(text, events)

    def document(self) -> Node | None:
        """The only document of the file, None if there is none."""
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), StreamEndEvent):
            return None
        root = self.node(next(self._events), 0)
        next(self._events)  # the end of the document
        extra = next(self._events)
        if isinstance(extra, DocumentStartEvent):
            message = "a second document (`---`) begins, expected one in a file"
            raise UnreadablePlanError(self.place(extra).problem(message, SPLIT))
        return None if isinstance(root, ScalarNode) and is_empty_scalar(root) else root

    def node(self, event: Any, depth: int) -> Node:
        """The value that begins with this event."""
        place = self.place(event)
        self._count(place)
        refused = self._refused(event, place)
        if isinstance(event, AliasEvent):
            return RefusedNode(place)
        if isinstance(event, ScalarEvent):
            node: Node = self._scalar(event, place)
        else:
            node = self._collection(event, place, depth + 1)
        return RefusedNode(place) if refused else node

    def place(self, event: Any) -> SourcePlace:
        """Where an event begins."""
        mark = event.start_mark
        return SourcePlace(self.path, mark.line + 1, mark.column + 1)

    def _scalar(self, event: Any, place: SourcePlace) -> ScalarNode:
        """A single value; where it stood without quotes, with what YAML made of its end."""
        end = event.end_mark
        if event.style:
            if event.style in QUOTES and end.line > event.start_mark.line:
                self._long_quote = place, end.line + 1
            return ScalarNode(event.value, False, place)
        if not event.value:
            return ScalarNode("", True, place)
        line = self._lines[end.line] if end.line < len(self._lines) else ""
        remark = REMARK.match(line, end.column) if end.column < len(line) else None
        folded = end.line > event.start_mark.line
        return ScalarNode(event.value, True, place, remark[1] if remark else "", folded)

    def _collection(self, event: Any, place: SourcePlace, depth: int) -> Node:
        self._check_depth(place, depth)
        if isinstance(event, SequenceStartEvent):
            return self._list(place, depth)
        return self._mapping(place, depth)

    def _list(self, place: SourcePlace, depth: int) -> ListNode:
        list_node = ListNode(place)
        while not isinstance(event := next(self._events), SequenceEndEvent):
            item = self.node(event, depth)
            self._doubt_if_empty(item)
            run = self._run_at(item)
            if run:
                self.values -= 1  # what stood in for them is none of the file's
                list_node.items.extend(self._one_line(line, depth + 1) for line in run)
            else:
                list_node.items.append(item)
        return list_node

    def _mapping(self, place: SourcePlace, depth: int) -> MapNode:
        mapping = MapNode(place)
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self.node(event, depth)
            self._doubt_if_empty(key)
            value = self.node(next(self._events), depth)
            self._enter(mapping, key, value)
        return mapping

    def _doubt_if_empty(self, node: Node) -> None:
        if isinstance(node, ScalarNode) and is_empty_scalar(node):
            self.uncertain = True

    def _run_at(self, item: Node) -> Run:
        """The run of lines for which a list's item stands in."""
        if isinstance(item, ScalarNode) and item.text == STAND_IN:
            return self.runs.pop(item.place.line, [])
        return []

    def _one_line(self, line: FlowLineItem, depth: int) -> MapNode:
        mapping = MapNode(SourcePlace(self.path, line.number, line.column))
        self._count(mapping.place, 1 + 2 * len(line.pairs))
        self._check_depth(mapping.place, depth)
        for key, key_column, text, plain, column in line.pairs:
            named = ScalarNode(key, True, SourcePlace(self.path, line.number, key_column))
            value = ScalarNode(text, plain, SourcePlace(self.path, line.number, column))
            self._enter(mapping, named, value)
        return mapping

    def _enter(self, mapping: MapNode, key: Node, value: Node) -> None:
        if isinstance(key, RefusedNode):
            return
        if not isinstance(key, ScalarNode):
            self.problems.append(key.place.problem("a key must be a word, not a list or mapping"))
        elif key.text in mapping.keys:
            self.problems.append(_repeated(key, mapping.keys[key.text]))
        else:
            mapping.keys[key.text] = key.place
            mapping.entries[key.text] = _settle(value, key.place)

    def _refused(self, event: Any, place: SourcePlace) -> bool:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            message = "anchors and aliases (`&`, `*`) are not read in a plan"
            self.problems.append(place.problem(message, "write the value out in each place"))
            self.uncertain = True
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"the tag `{shown_text(str(tag))}` is not read in a plan"
            self.problems.append(place.problem(message, "delete the tag"))
            self.uncertain = True
        return tag is not None

    def _check_depth(self, place: SourcePlace, depth: int) -> None:
        if depth > MAX_DEPTH:
            message = f"lists or mappings stand more than {MAX_DEPTH} deep in each other"
            raise UnreadablePlanError(place.problem(message))

    def _count(self, place: SourcePlace, values: int = 1) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES:,} keys and values"
            raise UnreadablePlanError(place.problem(message, SPLIT))

    def _guarded(self, text: str, events: Iterator[Any]) -> Iterator[Any]:
        """The parser's events, its errors made into ours."""
        directive = directive_problem(text, self.path)
        if directive:
            raise UnreadablePlanError(directive)
        last: Any = None
        try:
            for event in events:
                last = event
                yield event
        except MarkedYAMLError as error:
            self.uncertain = True
            problem = syntax_problem(error, self.path)
            if self._long_quote and problem.line and self._long_quote[1] >= problem.line:
                opened, closed = self._long_quote
                message = f"this quotation mark is closed only in line {closed}"
                self.problems.append(opened.problem(message, "close it where its text ends"))
            raise UnreadablePlanError(problem) from None
        except (YAMLError, ValueError, OverflowError):
            self.uncertain = True
            # The parser lets Python's own errors through for codes such as "\\UFFFFFFFF".
            message = "not valid YAML: after this stands a character code that does not exist"
            place = SourcePlace(self.path, 1, 1) if last is None else self.place(last)
            raise UnreadablePlanError(place.problem(message)) from None


def _settle(value: Node, key: SourcePlace) -> Node:
    # The parser places a value that is not there at whatever comes next.
    if isinstance(value, ScalarNode) and is_empty_scalar(value):
        return ScalarNode("", True, key)
    return value


def _repeated(key: ScalarNode, first: SourcePlace) -> Problem:
    message = f"key {called(key.text)} stands here twice, first in {first.seen_from(key.place)}"
    return key.place.problem(message, "delete one of them")
