"""Office files are zip archives: with one date in each, the same paper is the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say; the day of the paper stands among its properties."""


def with_one_date(content: bytes) -> bytes:
    """An archive with the same parts in the same order, none of which says when it was written."""
    bytes_i_o = BytesIO()
    with ZipFile(BytesIO(content)) as parts, ZipFile(bytes_i_o, "w", ZIP_DEFLATED) as dated:
        for name in parts.namelist():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            dated.writestr(entry, parts.read(name))
    return bytes_i_o.getvalue()
