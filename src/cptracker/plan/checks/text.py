"""Text that YAML reads otherwise than it looks, and letters that look like others.

None of these is a mistake to YAML, so each is a warning; what was meant can always be written in
quotes.

They change no rule of YAML. But a name with a no-break space is another name, and what was read in
the wrong encoding and saved again says what nobody wrote.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, ScalarNode, SourcePlace
from cptracker.files.yaml_values import scalar_kind_of
from cptracker.model.problems import Problem

IDENTIFYING = {
    "ref", "measure", "measures", "meeting", "identifier", "check", "period", "deliverable",
    "deliverables", "success_measure", "success_measures", "priorities", "leads_to", "refs",
    "status", "rating", "blocker_rating", "report_every", "update_every", "protection",
    "fingerprint",
}  # fmt: skip
"""Keys whose values are single words, behind which a remark is nothing but a remark."""


OCTAL = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?")


QUOTES = {"\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb", "\u201e": "\u201c"}
"""Typographic marks, each with the one that closes it."""


IN_QUOTES = "put the whole value in straight quotes"


def check_values(roots: Iterable[Node | None]) -> Iterator[Problem]:
    """A warning for each value that is most likely not read as it was meant."""
    for root in roots:
        yield from _walk(root, "")


def _walk(node: Node | None, key: str) -> Iterator[Problem]:
    if isinstance(node, MapNode):
        for name, value in node.entries.items():
            yield from _walk(value, name)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _walk(item, key)
    elif isinstance(node, ScalarNode):
        yield from _value(node, key)


def _value(node: ScalarNode, key: str) -> Iterator[Problem]:
    if node.plain:
        yield from _plain(node, key)
    elif node.text.strip() and node.text != node.text.strip(" \t") and "\n" not in node.text:
        message = f"`{key}` begins or ends with a blank inside its quotes"
        yield node.place.warning(message, "delete the blank; names that differ by it are different")
    if QUOTES.get(node.text[:1]) == node.text[-1:] and len(node.text) > 1:
        message = f"the curly quotes around `{key}` are read as part of its text"
        yield node.place.warning(message, "use straight quotes, or none")


def _plain(node: ScalarNode, key: str) -> Iterator[Problem]:
    if node.remark and _is_cut(node, key):
        message = f"`{key}` ends before ` #`, and what follows on this line is left out"
        hint = f"{IN_QUOTES}, or write the remark on a line of its own"
        yield node.place.warning(message, hint)
    if node.folded:
        message = f"`{key}` goes on over the next line, which is read as part of it"
        yield node.place.warning(message, f"{IN_QUOTES}, or begin it with `>-`; line up the keys")
    if OCTAL.fullmatch(node.text):
        message = f"`{key}` is a number that begins with 0, read as {node.text.lstrip('+-0') or 0}"
        yield node.place.warning(message, "leave out the 0; other programs read it as octal")


def _is_cut(node: ScalarNode, key: str) -> bool:
    """Whether a remark took the end of a text; numbers, days and single words lose none."""
    if scalar_kind_of(node) != "text":
        return False
    return key not in IDENTIFYING or node.remark[1:2] not in (" ", "")


UNSEEN = {
    "\xa0": "a no-break space",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a mark for the direction of writing",
    "\u200f": "a mark for the direction of writing",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    **{chr(code): "a mark for the direction of writing" for code in range(0x202A, 0x202F)},
    **{chr(code): "a mark for the direction of writing" for code in range(0x2066, 0x206A)},
}
"""Signs that nobody can see in an editor, and what they are called."""


LOST = "\ufffd"


STRANGE = re.compile("[^\x00-\x7f]+")


WORD = re.compile(r"\w+")


RETYPE = "type this again, in an ordinary editor"


def letter_warnings(text: str, path: Path) -> Iterator[Problem]:
    """Each line's first sign that cannot be seen, and its first word that was read wrongly.

    Args:
        text: One file's text, with plain line ends.
        path: The file as the user named it.
    """
    if text.isascii():
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isascii():
            yield from _of_line(line, str(path), number)


def _of_line(line: str, path: str, number: int) -> Iterator[Problem]:
    unseen = next((at for at, letter in enumerate(line) if letter in UNSEEN), None)
    if unseen is not None:
        letter = line[unseen]
        message = f"here stands {UNSEEN[letter]} (U+{ord(letter):04X}), which cannot be seen"
        hint = "delete it, or type a plain space; names that differ by it are different names"
        yield SourcePlace(path, number, unseen + 1).warning(message, hint)
    garbled = next((match for match in STRANGE.finditer(line) if _is_garbled(match[0])), None)
    if garbled is not None:
        message = "letters were read in the wrong encoding and saved again"
        hint = f"{RETYPE}, and save the file as UTF-8"
        yield SourcePlace(path, number, garbled.start() + 1).warning(message, hint)
    mixed = next((match for match in WORD.finditer(line) if _is_mixed(match[0])), None)
    if mixed is not None:
        message = "this word mixes letters of two alphabets, which look alike and are not the same"
        yield SourcePlace(path, number, mixed.start() + 1).warning(message, RETYPE)
    if not unicodedata.is_normalized("NFC", line):
        message = "accents here are signs of their own, so the word is not equal to the usual one"
        yield SourcePlace(path, number, 1).warning(message, f"{RETYPE}: é is one letter, not two")


def _is_garbled(run: str) -> bool:
    """Whether letters are UTF-8 that was once read as Windows-1252, or could not be read at all."""
    if LOST in run:
        return True
    try:
        raw = b"".join(_as_byte(letter) for letter in run)
        return len(run) > 1 and raw.decode("utf-8") != run
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False


def _as_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})
