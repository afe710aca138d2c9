"""One return in the forms that councils have it: CSV files, XML, a workbook with a sheet each."""

import csv
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import Workbook

from cptracker.records.formats import formats

OWN_ELEMENTS = {
    "Reviews": "AREVIEW",
    "OC2": "OC2",
    "PrevPerm": "PERMANENCE",
    "PlacedAdoption": "AD_PLACED",
    "Missing": "AMISSING",
}
NEEDED = {"Header": "CHILD", "UASC": "DUC", "OC3": "IN_TOUCH", "AD1": "DATE_INT"}
IN_HEADER = ("Header", "UASC", "OC3", "AD1")


def tables_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a return's CSV files by the return's name of the table."""
    columns_by_table = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or [])
            columns_by_table[_table(columns)] = list(reader)
    return columns_by_table


def _table(columns: set[str]) -> str:
    (name,) = (
        form.name
        for form in formats().values()
        if form.yearly
        and columns == {column.source for column in form.columns if column.source.isupper()}
    )
    return name


def as_xml(tables: dict[str, list[dict[str, str]]], *, pretty: bool = True) -> bytes:
    """A return as XML, as the open validator of the sector reads it; worker spells have no form."""
    root = ElementTree.Element("EXPSSDA903")
    by_child = {
        name: _by_child(rows) for name, rows in tables.items() if name not in ("SWEpisodes", "DoLo")
    }
    ids = dict.fromkeys(row["CHILD"] for rows in tables.values() for row in rows)
    for child in ids:
        _child(root, child, {name: rows[child] for name, rows in by_child.items() if child in rows})
    if pretty:
        ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _by_child(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    by_child = defaultdict(list)
    for row in rows:
        by_child[row["CHILD"]].append(row)
    return dict(by_child)


def _child(root: ElementTree.Element, child: str, tables: dict[str, list[dict[str, str]]]) -> None:
    element = ElementTree.SubElement(root, "CHILD")
    header = ElementTree.SubElement(element, "HEADER")
    ElementTree.SubElement(header, "CHILDID").text = child
    ElementTree.SubElement(header, "UASC").text = "1" if "UASC" in tables else ""
    own = [row for table in IN_HEADER for row in tables.get(table, [])]
    born = [row["DOB"] for rows in tables.values() for row in rows if row.get("DOB")]
    fields = {name: text for row in own for name, text in row.items()}
    for name, text in (fields | {"DOB": born[0] if born else ""}).items():
        if name != "CHILD":
            ElementTree.SubElement(header, name).text = text
    for table, name in OWN_ELEMENTS.items():
        for row in tables.get(table, []):
            _fields(ElementTree.SubElement(header, name), row, ("CHILD", "DOB"))
    for row in tables.get("Episodes", []):
        _fields(ElementTree.SubElement(element, "EPISODE"), row, ("CHILD",))


def _fields(element: ElementTree.Element, row: dict[str, str], without: tuple[str, ...]) -> None:
    for name, text in row.items():
        if name not in without:
            ElementTree.SubElement(element, "PL" if name == "PLACE" else name).text = text


def xml_as_rows(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of an XML return by table, read another way than the library does."""
    rows_by_table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for child in ElementTree.fromstring(data):
        header = child.find("HEADER")
        assert header is not None
        fields = {part.tag: part.text or "" for part in header if not len(part)}
        fields["CHILD"] = fields.pop("CHILDID")
        for table, need in NEEDED.items():
            if fields.get(need):
                rows_by_table[table].append(fields)
        for table, name in OWN_ELEMENTS.items():
            rows_by_table[table] += [fields | _texts(part) for part in header.findall(name)]
        rows_by_table["Episodes"] += [fields | _texts(part) for part in child.findall("EPISODE")]
    return rows_by_table


def _texts(element: ElementTree.Element) -> dict[str, str]:
    return {"PLACE" if part.tag == "PL" else part.tag: part.text or "" for part in element}


def columns_of(name: str) -> list[str]:
    """The columns of a table of the return, as it calls them."""
    (form,) = (table_format for table_format in formats().values() if table_format.name == name)
    return [column.source for column in form.columns if column.source.isupper()]


def write_csvs(folder: Path, tables: dict[str, list[dict[str, str]]]) -> Path:
    """Rows as the CSV files of a return, with all columns of each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in formats().values():
        if form.name in tables:
            with (folder / f"{form.table}.csv").open("w", newline="") as file:
                columns = columns_of(form.name)
                writer = csv.DictWriter(file, columns, extrasaction="ignore", restval="")
                writer.writeheader()
                writer.writerows(tables[form.name])
    return folder


def as_workbook(path: Path, tables: dict[str, list[dict[str, str]]]) -> Path:
    """A return as a workbook, a sheet for each table under its name."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(columns_of(name))
        for row in rows:
            sheet.append([row.get(column) or None for column in columns_of(name)])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
