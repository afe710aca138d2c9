"""The SSDA903 return as XML: one file that holds all tables, as `ssda903_xml.yaml` says.

Each element that is a row keeps the line and column where it begins, and so does each of its
fields, so that a mistake in a file of a single line has its place too.
"""

from collections.abc import Sequence
from xml.parsers import expat

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import MOST, listed_problems, record_error, record_warning
from cptracker.model.problems import Problem
from cptracker.records.formats import TableFormat, formats
from cptracker.records.parsing import LINE, ParsedCsv, RowPlace
from cptracker.records.xml_modules import xml_layout
from cptracker.records.xml_reader import XML_HINT, RefusedXmlError, XmlReader, XmlRow


def is_xml(data: bytes, suffix: str) -> bool:
    """Whether a file is XML, by its name or its first letters."""
    return suffix == ".xml" or data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")


@frozen(kw_only=True)
class XmlReturn:
    """What an XML file holds.

    Attributes:
        tables: The text of each table that has a row. Their lines are numbers of rows, which
            `places` turn into lines and columns.
        problems: What is wrong with the file.
        is_return: Whether it is an SSDA903 return at all, sound or not.
    """

    tables: tuple[ParsedCsv, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_return: bool = True


def read_xml_return(data: bytes, path: str) -> XmlReturn:
    """The tables of a return in XML.

    Args:
        data: The whole file.
        path: The file, for the problems.
    """
    largest = xml_layout()["largest"]
    if len(data) > largest:
        message = f"is too large for a return in XML, at most {largest:,} bytes are read"
        return XmlReturn(problems=(record_error(path, message, hint=XML_HINT),))
    reader = XmlReader(path=path, parser=expat.ParserCreate())
    refusal = _parse(reader, data)
    if refusal is not None:
        return XmlReturn(problems=(refusal,), is_return=reader.root == xml_layout()["root"])
    if reader.root != xml_layout()["root"]:
        message = "is the XML of another collection, no SSDA903 return"
        return XmlReturn(problems=(record_error(path, message, hint=XML_HINT),), is_return=False)
    if not reader.rows:
        return XmlReturn(problems=(record_warning(path, "the return holds no child", line=1),))
    return XmlReturn(
        tables=_tables(reader), problems=(*reader.problems[:MOST], *_of_unknown(reader))
    )


def _parse(reader: XmlReader, data: bytes) -> Problem | None:
    """Read all, or say why not."""
    parser = reader.parser
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_text
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    try:
        parser.Parse(data, True)
    except RefusedXmlError as refused:
        return refused.problem
    except (expat.ExpatError, LookupError, ValueError) as error:
        words = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else ""
        line, column = parser.ErrorLineNumber, parser.ErrorColumnNumber + 1
        message = f"cannot be read as XML: {words or 'its letters are of no known kind'}"
        return record_error(reader.path, message, line=line, column=column, hint=XML_HINT)
    return None


def _of_unknown(reader: XmlReader) -> list[Problem]:
    """Elements that are not read, told at the first of each name."""
    problems = []
    for (owner, name), (line, column) in sorted(reader.unknown.items(), key=lambda pair: pair[1]):
        message = f"no return has {listed_problems([name])} in {listed_problems([owner])}"
        problems.append(
            record_warning(reader.path, f"{message}; it is not read", line=line, column=column)
        )
    return problems[:MOST]


def _tables(reader: XmlReader) -> tuple[ParsedCsv, ...]:
    """The rows of each table as a table, all with the places of the whole file."""
    headers = {table: _header(formats()[table], rows) for table, rows in reader.rows.items()}
    numbered = {
        row.number: RowPlace(row.element.place, row.element.places, headers[table])
        for table, rows in reader.rows.items()
        for row in rows
    }
    return tuple(
        ParsedCsv(
            header=headers[table],
            frame=_frame(headers[table], rows),
            places=numbered,
            name=formats()[table].name,
        )
        for table, rows in reader.rows.items()
    )


def _header(table_format: TableFormat, rows: Sequence[XmlRow]) -> tuple[str, ...]:
    """The columns that any row has, and those without which a file is another table."""
    tags = {name for row in rows for name in row.cells}
    return tuple(
        column.source
        for column in table_format.columns
        if column.source in tags or (column.required and column.source.isupper())
    )


def _frame(header: Sequence[str], rows: Sequence[XmlRow]) -> pl.DataFrame:
    cells = {str(at): [row.cells.get(name) for row in rows] for at, name in enumerate(header)}
    schema = {LINE: pl.UInt32, **dict.fromkeys(cells, pl.String)}
    return pl.DataFrame({LINE: [row.number for row in rows], **cells}, schema=schema)
