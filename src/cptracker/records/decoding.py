"""From bytes to UTF-8 text, or a plain refusal: what the file looks like and how to save it."""

import re
from codecs import getincrementaldecoder

from attrs import frozen

from cptracker.errors import Problem
from cptracker.records.faults import fault, warning

BOM = b"\xef\xbb\xbf"
BLANK = b"\r\n\t ,"
PIECE = 16 * 1024**2
SAVE_HINT = "in Excel save it as `CSV UTF-8 (comma delimited)`"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
}


@frozen(kw_only=True)
class Decoded:
    """A file's text as UTF-8 bytes without a byte order mark.

    Attributes:
        data: None when the file cannot be used.
        guessed: Whether it was not UTF-8 and was read as Windows-1252.
    """

    data: bytes | None
    problems: tuple[Problem, ...] = ()
    guessed: bool = False


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file, if it is UTF-8 or can be read as Windows-1252, with a warning."""
    refusal = _refusal(data)
    if refusal:
        message = f"looks like {refusal}, not like CSV in UTF-8; the file is not used"
        return Decoded(data=None, problems=(fault(path, message, hint=SAVE_HINT),))
    data = data.removeprefix(BOM)
    if not data[:4096].strip(BLANK) and not data.strip(BLANK):
        return Decoded(data=None, problems=(warning(path, "the file is empty"),))
    wrong = _first_not_utf8(data)
    return Decoded(data=data) if wrong is None else _windows(data, wrong, path)


def _refusal(data: bytes) -> str | None:
    start = data[:512]
    for mark, word in NOT_CSV.items():
        if start.startswith(mark):
            return word
    nuls = start.count(0)
    if start.startswith(UTF_16_MARKS) or (nuls and nuls * 3 >= len(start)):
        return "UTF-16"
    return None


def _first_not_utf8(data: bytes) -> int | None:
    """The first byte that is not UTF-8; checked in pieces, to need no second copy of the file."""
    if data.isascii():
        return None
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE], final=start + PIECE >= len(data))
        return None
    except UnicodeDecodeError:
        pass
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _windows(data: bytes, wrong: int, path: str) -> Decoded:
    line = line_at(data, wrong)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        message = "is neither UTF-8 nor Windows-1252; the file is not used"
        return Decoded(data=None, problems=(fault(path, message, line=line, hint=SAVE_HINT),))
    message = (
        "is not UTF-8 from here on; read as Windows-1252, so letters beyond A to Z may be wrong"
    )
    problems = (warning(path, message, line=line, hint=SAVE_HINT),)
    return Decoded(data=text.encode(), problems=problems, guessed=True)


def line_at(data: bytes, position: int) -> int:
    """The line, counted from 1, that holds the byte at this position."""
    return len(re.findall(rb"\r\n|\r|\n", data[:position])) + 1
