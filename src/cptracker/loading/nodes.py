"""A YAML file as a tree of values that know their place, before anything is believed of them.

A scalar keeps its text as it was written and whether it stood in quotes, so that nothing is turned
into a number or a date before the model has said what it wants there.
"""

import re

from attrs import field, frozen

from cptracker.errors import Kind, Problem, Severity

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
class Place:
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
            kind=Kind.PLAN,
            message=message,
            path=self.path,
            line=self.line,
            column=self.column,
            hint=hint,
            severity=severity,
        )

    def seen_from(self, other: "Place") -> str:
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
    place: Place
    remark: str = ""
    folded: bool = False


@frozen(eq=False)
class ListNode:
    """A list of values."""

    place: Place
    items: list["Node"] = field(factory=list)


@frozen(eq=False)
class MapNode:
    """A mapping; each key once, with the place of the key."""

    place: Place
    entries: dict[str, "Node"] = field(factory=dict)
    keys: dict[str, Place] = field(factory=dict)


@frozen(eq=False)
class RefusedNode:
    """Something that was refused, and reported, when the file was read."""

    place: Place


Node = ScalarNode | ListNode | MapNode | RefusedNode


def shown(text: str) -> str:
    """Text fit for a message: on one line, not too long, nothing that steers a terminal."""
    line = " ".join(text[: 4 * LONGEST_SHOWN].split())
    clean = "".join(letter if letter.isprintable() else "?" for letter in line)
    return clean if len(clean) <= LONGEST_SHOWN else f"{clean[:LONGEST_SHOWN]}…"


def harmless(text: str) -> bool:
    """Whether a message may repeat a text: it is a number, a day or a reference, no free text."""
    return len(text) <= LONGEST_SHOWN and HARMLESS.fullmatch(text) is not None


def but_not(text: str) -> str:
    """`, not 'x'` behind what was expected; of free text only that it is some."""
    return f", not '{shown(text)}'" if harmless(text) else ", not this text"


def called(text: str, quote: str = "`") -> str:
    """The name of a key, a measure or a reference for a message, unless it is free text."""
    fits = NAME.fullmatch(text) is not None and len(text) <= LONGEST_SHOWN
    return f"{quote}{text}{quote}" if fits else "of this name"
