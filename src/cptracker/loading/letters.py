"""Letters in a plan's text that look like others, or like nothing: seldom meant, never seen.

They change no rule of YAML. But a name with a no-break space is another name, and what was read in
the wrong encoding and saved again says what nobody wrote.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from cptracker.errors import Problem
from cptracker.loading.nodes import Place

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
        yield Place(path, number, unseen + 1).warning(message, hint)
    garbled = next((found for found in STRANGE.finditer(line) if _is_garbled(found[0])), None)
    if garbled is not None:
        message = "letters were read in the wrong encoding and saved again"
        hint = f"{RETYPE}, and save the file as UTF-8"
        yield Place(path, number, garbled.start() + 1).warning(message, hint)
    mixed = next((found for found in WORD.finditer(line) if _is_mixed(found[0])), None)
    if mixed is not None:
        message = "this word mixes letters of two alphabets, which look alike and are not the same"
        yield Place(path, number, mixed.start() + 1).warning(message, RETYPE)
    if not unicodedata.is_normalized("NFC", line):
        message = "accents here are signs of their own, so the word is not equal to the usual one"
        yield Place(path, number, 1).warning(message, f"{RETYPE}: é is one letter, not two")


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
