"""What is too large to be read: archives that unpack to far more than they are, endless lines.

A small file can hold more than a machine has memory for: a zip or a Parquet file of equal rows, a
field without an end. Each is refused before it is unpacked, by what it says of itself. The limits
lie far above what a council or the nation has, and each can be seen here.
"""

from collections.abc import Collection
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

LARGEST = 2 * 1024**3
"""So many bytes at most are read of one file, or of one archive unpacked."""

MOST_MEMBERS = 5_000
"""So many files at most in one archive or folder: 30 years of returns of 150 councils are 4,500."""

SAFE_UNPACKED, MOST_TIMES = 64 * 1024**2, 100
"""An archive that unpacks to more than the first may be larger by so many times at most: tables of
records become 5 to 20 times larger, tables of one row repeated a thousand times."""

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
