"""Bytes to text, and what is too large or too strangely packed to be read at all.

A small file can hold more than a machine has memory for: a zip or a Parquet file of equal rows, a
field without an end. Each is refused before it is unpacked, by what it says of itself. The limits
lie far above what a council or the nation has, and each can be seen here.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Collection
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from attrs import frozen

from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.problems import Problem

BOM = b"\xef\xbb\xbf"


BLANK = b"\r\n\t ,"


PIECE = 16 * 1024**2


SAVE_HINT = "in Excel save it as `CSV UTF-8 (comma delimited)`"


UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


NO_TABLE = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
"""Files that people send in the place of a table, by how they begin."""


TABLE_HINT = "ask for the table itself; a picture is not read"


NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip file",
    **NO_TABLE,
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
        hint = TABLE_HINT if no_table(data) else SAVE_HINT
        return Decoded(data=None, problems=(record_error(path, message, hint=hint),))
    data = data.removeprefix(BOM)
    if not data[:4096].strip(BLANK) and not data.strip(BLANK):
        return Decoded(data=None, problems=(record_warning(path, "the file is empty"),))
    wrong = _first_not_utf8(data)
    return Decoded(data=data) if wrong is None else _windows(data, wrong, path)


def no_table(data: bytes) -> str:
    """What a file is that can hold no table, such as `a picture`; empty if it may hold one."""
    return next((word for mark, word in NO_TABLE.items() if data.startswith(mark)), "")


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
        return Decoded(
            data=None, problems=(record_error(path, message, line=line, hint=SAVE_HINT),)
        )
    message = (
        "is not UTF-8 from here on; read as Windows-1252, so letters beyond A to Z may be wrong"
    )
    problems = (record_warning(path, message, line=line, hint=SAVE_HINT),)
    return Decoded(data=text.encode(), problems=problems, guessed=True)


def line_at(data: bytes, position: int) -> int:
    """The line, counted from 1, that holds the byte at this position."""
    return len(re.findall(rb"\r\n|\r|\n", data[:position])) + 1


LARGEST = 2 * 1024**3
"""So many bytes at most are read of one file, or of one archive unpacked."""


MOST_MEMBERS = 5_000
"""So many files at most in one archive or folder: 30 years of returns of 150 councils are 4,500."""


SAFE_UNPACKED, MOST_TIMES = 64 * 1024**2, 100
"""An archive that unpacks to more than the first may be larger by so many times at most: tables of
records become 5 to 20 times larger, tables of one row repeated a thousand times."""


LARGEST_WORKBOOK = 5_000_000
"""So many bytes at most has a workbook that is read; it takes a hundred times as much memory."""


LONGEST_LINE = 1_000_000
"""No row of a table has so many bytes."""


MOST_CELLS = 10_000_000
"""So many cells at most in a table of published figures, which is read whole."""


LONGEST_CELL = 100_000
"""No cell of a table has so many bytes."""


def why_not_unpacked(members: Collection[ZipInfo]) -> str | None:
    """Why an archive is not unpacked, told by its directory alone; None where it may be."""
    if len(members) > MOST_MEMBERS:
        return f"holds {len(members):,} files, at most {MOST_MEMBERS:,} are read"
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > LARGEST:
        return f"holds too much to read: {unpacked:,} bytes unpacked, at most {LARGEST:,}"
    if unpacked > SAFE_UNPACKED and unpacked > MOST_TIMES * max(packed, 1):
        return (
            f"unpacks to {unpacked // max(packed, 1):,} times its size, which no table of records "
            f"does; at most {MOST_TIMES} times is read"
        )
    return None


def why_no_workbook(content: bytes) -> str | None:
    """The same of an xlsx file, which is a zip; None also where it is none, which others say."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return why_not_unpacked(archive.infolist())
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return None


def endless_line(data: bytes) -> int | None:
    """The byte near which a line runs on for longer than any row does; None where none does."""
    for start in range(0, len(data) - LONGEST_LINE + 1, LONGEST_LINE):
        end = start + LONGEST_LINE
        if data.find(b"\n", start, end) < 0 and data.find(b"\r", start, end) < 0:
            return start
    return None


def why_no_table(rows: int, columns: int) -> str | None:
    """Why a table is not read whole, told by its shape."""
    if rows * columns <= MOST_CELLS:
        return None
    return f"holds {rows:,} rows of {columns:,} columns, at most {MOST_CELLS:,} cells are read"
