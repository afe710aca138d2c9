"""A YAML file as a tree of values that know their place, before anything is believed of them.

A scalar keeps its text as it was written and whether it stood in quotes, so that nothing is turned
into a number or a date before the model has said what it wants there.

A plan's published figures are a long table, a line for each: `- {measure: …, value: 90}`. The YAML
parser takes about 300 µs for such a line and a pattern 30. So runs of such lines are taken out of
the text, leaving one stand-in item and empty lines, and put back into the tree afterwards.

Only the plainest lines are taken, and only if each stand-in turns up as an item of a list; had
the lines been part of a longer text, it would not. Then, and when anything at all is wrong with the
file, the parser reads the whole of it. The tree is the same either way.
"""

import re

from attrs import field, frozen

from cptracker.model.problems import Problem, ProblemKind, Severity

LONGEST_SHOWN = 40


HARMLESS = re.compile(
    r"[^A-Za-z\u00aa-\U0010ffff]*"  # numbers, days, signs
    r"|[0-9]{4}[0-9/-]*(?:Q|AY|T)[0-9]*"  # keys of periods
    r"|[A-Za-z]{2,10}(?:-[0-9]{1,4})+"  # references
    r"|(?i:yes|no|on|off|y|n|true|false|null|none|nil|nan|inf|n/a)"
)
"""What is no free text, so that no message that repeats it can name a child."""


NAME = re.compile(r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*")
"""The form of keys, measures and references; words of a sentence have blanks between them."""


@frozen
class SourcePlace:
    """Where something stands: the file as the user named it, line and column from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def problem(self, message: str, hint: str | None = None) -> Problem:
        """A problem of the plan at this place."""
        return self._problem(message, hint, Severity.ERROR)

    def warning(self, message: str, hint: str | None = None) -> Problem:
        """What is most likely a slip at this place, though the plan can be read with it."""
        return self._problem(message, hint, Severity.WARNING)

    def _problem(self, message: str, hint: str | None, severity: Severity) -> Problem:
        return Problem(
            kind=ProblemKind.PLAN,
            message=message,
            path=self.path,
            line=self.line,
            column=self.column,
            hint=hint,
            severity=severity,
        )

    def seen_from(self, other: "SourcePlace") -> str:
        """This place, said to somebody who stands at the other: `line 3`, or with its file."""
        return f"line {self.line}" if self.path == other.path else str(self)


@frozen(eq=False)
class ScalarNode:
    """A single value; `plain` when it stood without quotes and is no block of text.

    Attributes:
        text: As it was written, without its quotes.
        plain: Whether it stood without quotes and is no block of text.
        place: Where it begins.
        remark: What follows it on its line and YAML leaves out: from ` #` on; empty if nothing.
        folded: Whether it goes on over the next lines without being marked as a block.
    """

    text: str
    plain: bool
    place: SourcePlace
    remark: str = ""
    folded: bool = False


@frozen(eq=False)
class ListNode:
    """A list of values."""

    place: SourcePlace
    items: list["Node"] = field(factory=list)


@frozen(eq=False)
class MapNode:
    """A mapping; each key once, with the place of the key."""

    place: SourcePlace
    entries: dict[str, "Node"] = field(factory=dict)
    keys: dict[str, SourcePlace] = field(factory=dict)


@frozen(eq=False)
class RefusedNode:
    """Something that was refused, and reported, when the file was read."""

    place: SourcePlace


Node = ScalarNode | ListNode | MapNode | RefusedNode


def shown_text(text: str) -> str:
    """Text fit for a message: on one line, not too long, nothing that steers a terminal."""
    line = " ".join(text[: 4 * LONGEST_SHOWN].split())
    clean = "".join(letter if letter.isprintable() else "?" for letter in line)
    return clean if len(clean) <= LONGEST_SHOWN else f"{clean[:LONGEST_SHOWN]}…"


def harmless_text(text: str) -> bool:
    """Whether a message may repeat a text: it is a number, a day or a reference, no free text."""
    return len(text) <= LONGEST_SHOWN and HARMLESS.fullmatch(text) is not None


def but_not(text: str) -> str:
    """`, not 'x'` behind what was expected; of free text only that it is some."""
    return f", not '{shown_text(text)}'" if harmless_text(text) else ", not this text"


def called(text: str, quote: str = "`") -> str:
    """The name of a key, a measure or a reference for a message, unless it is free text."""
    fits = NAME.fullmatch(text) is not None and len(text) <= LONGEST_SHOWN
    return f"{quote}{text}{quote}" if fits else "of this name"


STAND_IN = "\ue000"


UNSUITABLE = re.compile("[\r\x85\u2028\u2029\ue000]")
"""Line breaks that are counted differently, and the stand-in itself."""


ITEM = re.compile(r"( *)- +\{")


PAIR = re.compile(
    r"""\ *([A-Za-z_]\w{0,60}):\ +           # a key
        (?:"([^"\\\t]*)"|'([^'\t]*)'         # text in quotes, with nothing to be resolved
          |(-?\w(?:[\w .()/+%'-]*[\w.)%])?)   # or a single value without quotes
        )\ *(,|\}[ ]*$|\}[ ]+\#.*$)          # more to come, or the end of the line
    """,
    re.VERBOSE,
)


SKIPPED = re.compile(r" *(?:#.*)?$")


Pair = tuple[str, int, str, bool, int]
"""Key, column of the key, value, whether it stood without quotes, column of the value."""


@frozen
class FlowLineItem:
    """A mapping on one line: its line, the column of its brace, and its pairs."""

    number: int
    column: int
    pairs: list[Pair]


Run = list[FlowLineItem]


def shorten(text: str) -> tuple[str, dict[int, Run]]:
    """A text without its runs of one-line mappings, and the runs by the line where each began."""
    if UNSUITABLE.search(text):
        return text, {}
    lines = text.split("\n")
    runs: dict[int, Run] = {}
    indent = None  # of the run that is going on
    for at, line in enumerate(lines):
        item = ITEM.match(line)
        pairs = _pairs(line, item.end()) if item else None
        if item is None or pairs is None:
            indent = indent if SKIPPED.match(line) else None
            continue
        goes_on = item[1] == indent
        lines[at] = "" if goes_on else f"{line[: item.end() - 1]}{STAND_IN}"
        run = runs[next(reversed(runs))] if goes_on else runs.setdefault(at + 1, [])
        run.append(FlowLineItem(at + 1, item.end(), pairs))
        indent = item[1]
    return "\n".join(lines), runs


def _pairs(line: str, at: int) -> list[Pair] | None:
    """The pairs from the opening brace to the end of the line, None if any is not plain."""
    pairs: list[Pair] = []
    while match := PAIR.match(line, at):
        key, double, single, _, after = match.groups()
        which = 2 if double is not None else 3 if single is not None else 4
        start = match.start(which) + (which == 4)
        pairs.append((key, match.start(1) + 1, match[which], which == 4, start))
        if after != ",":
            return pairs
        at = match.end()
    return None


def is_empty_scalar(node: ScalarNode) -> bool:
    """Whether a node is a scalar without a value."""
    return node.plain and not node.text
