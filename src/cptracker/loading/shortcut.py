"""Lists of mappings that stand on one line each, read without the parser.

A plan's published figures are a long table, a line for each: `- {measure: …, value: 90}`. The YAML
parser takes about 300 µs for such a line and a pattern 30. So runs of such lines are taken out of
the text, leaving one stand-in item and empty lines, and put back into the tree afterwards.

Only the plainest lines are taken, and only if each stand-in turns up as an item of a list; had
the lines been part of a longer text, it would not. Then, and when anything at all is wrong with the
file, the parser reads the whole of it. The tree is the same either way.
"""

import re

from attrs import frozen

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
class Line:
    """A mapping on one line: its line, the column of its brace, and its pairs."""

    number: int
    column: int
    pairs: list[Pair]


Run = list[Line]


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
        run.append(Line(at + 1, item.end(), pairs))
        indent = item[1]
    return "\n".join(lines), runs


def _pairs(line: str, at: int) -> list[Pair] | None:
    """The pairs from the opening brace to the end of the line, None if any is not plain."""
    pairs: list[Pair] = []
    while found := PAIR.match(line, at):
        key, double, single, _, after = found.groups()
        which = 2 if double is not None else 3 if single is not None else 4
        start = found.start(which) + (which == 4)
        pairs.append((key, found.start(1) + 1, found[which], which == 4, start))
        if after != ",":
            return pairs
        at = found.end()
    return None
