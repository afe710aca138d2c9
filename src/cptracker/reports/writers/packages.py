"""Office files are zip archives: with one date in each, the same paper is the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say; the day of the paper stands among its properties."""


def with_one_date(content: bytes) -> bytes:
    """An archive with the same parts in the same order, none of which says when it was written."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(buffer, "w", ZIP_DEFLATED) as dated:
        for name in archive.namelist():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            dated.writestr(entry, archive.read(name))
    return buffer.getvalue()
