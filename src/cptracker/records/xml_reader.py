"""Reading a return in XML element by element: fields, the rows they are of, and where both stand.

Entities are not expanded: a file that declares any is refused, as no return does.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from attrs import define, field, frozen

from cptracker.files.decoding import LONGEST_CELL
from cptracker.files.table_problems import record_error
from cptracker.model.problems import Problem
from cptracker.records.parsing import TextPlace
from cptracker.records.xml_modules import Module, modules, xml_layout

XML_HINT = "export the SSDA903 return again, as XML or as CSV files"


ENTITY_HINT = "take its DOCTYPE out; nothing that a council exports declares one"


FIRST_ROW = 2
"""The number of the first row; 1 stands for the header, as in a file of lines."""


class RefusedXmlError(Exception):
    """A file that is not read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem."""
        super().__init__(problem.message)
        self.problem = problem


@define
class XmlElement:
    """An element that is open: its fields and its place."""

    name: str
    place: TextPlace
    fields: dict[str, str] = field(factory=dict)
    places: dict[str, TextPlace] = field(factory=dict)
    text: list[str] = field(factory=list)
    children: int = 0
    length: int = 0


@frozen
class XmlRow:
    """One row of a table: its cells by name, and the element that it stands in."""

    number: int
    cells: Mapping[str, str]
    element: XmlElement


@define
class XmlReader:
    """What has been read so far of one file.

    Attributes:
        path: The file, for the problems.
        parser: Says where it stands.
        stack: The elements that are open.
        inside: The elements of the child that is open, each with its path.
        rows: The rows of each table.
        unknown: Where elements that are not known first stand, by the element around and the name.
        problems: What is wrong with single elements.
        count: How many rows there are.
    """

    path: str
    parser: Any
    stack: list[XmlElement] = field(factory=list)
    inside: list[tuple[tuple[str, ...], XmlElement]] = field(factory=list)
    rows: dict[str, list[XmlRow]] = field(factory=dict)
    unknown: dict[tuple[str, str], TextPlace] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    count: int = 0
    root: str = ""

    def place(self) -> TextPlace:
        """Where the parser stands: line and column, from 1."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def refuse(self, message: str, hint: str = XML_HINT) -> NoReturn:
        """Read no further.

        Raises:
            RefusedXmlError: Always, with the place where the parser stands.
        """
        line, column = self.place()
        raise RefusedXmlError(record_error(self.path, message, line=line, column=column, hint=hint))

    def refuse_doctype(self, *_: object) -> None:
        """A document type may declare entities, small ones that become large."""
        self.refuse("declares a document type, which could hold entities", ENTITY_HINT)

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        rules, name = xml_layout(), name.rpartition(":")[2]
        if not self.stack:
            self.root = name
            if name not in (rules["root"], rules["other_root"]):
                self.refuse("is XML, but no SSDA903 return, whose root is EXPSSDA903")
        elif len(self.stack) >= rules["deepest"]:
            self.refuse("has elements within elements, deeper than any return")
        else:
            self.stack[-1].children += 1
        self.stack.append(XmlElement(name, self.place()))

    def add_text(self, text: str) -> None:
        """Text within the element that is open."""
        element = self.stack[-1]
        element.length += len(text)
        if element.length > LONGEST_CELL:
            self.refuse(f"an element holds more than {LONGEST_CELL:,} letters")
        element.text.append(text)

    def end(self, _: str) -> None:
        """An element ends: a field, a row, or a child."""
        element = self.stack.pop()
        path = (*(above.name for above in self.stack[2:]), element.name)
        if not self.stack:
            return
        if self.root == xml_layout()["other_root"]:
            self._refuse_collection(element)
        elif len(self.stack) == 1:
            self._finish_child(element)
        elif element.children == 0 and not _is_row(path):
            self._take_field(element)
        else:
            self.inside.append((path, element))

    def _refuse_collection(self, element: XmlElement) -> None:
        """Refuse the file of another census, by the name of its collection."""
        if element.name == "Collection":
            words = xml_layout()["censuses"].get("".join(element.text).strip().upper())
            self.refuse(f"is the XML of {words or 'another collection'}, no SSDA903 return")

    def _take_field(self, element: XmlElement) -> None:
        """A field of the element around it."""
        owner = self.stack[-1]
        name = xml_layout()["names"].get(element.name, element.name)
        if name in owner.fields:
            message = f"{name} stands twice in one {owner.name}; the first is used"
            line, column = element.place
            self.problems.append(record_error(self.path, message, line=line, column=column))
            return
        owner.fields[name] = "".join(element.text).strip()
        owner.places[name] = element.place

    def _finish_child(self, child: XmlElement) -> None:
        """All rows of one child, in the order of the file."""
        if child.name != xml_layout()["child"]:
            self.unknown.setdefault((self.root, child.name), child.place)
        else:
            headers = [element.fields for path, element in self.inside if path == ("HEADER",)]
            around = {**child.fields, **(headers[0] if headers else {})}
            for path, element in sorted(self.inside, key=lambda part: part[1].place):
                self._take_rows(path, element, around)
        self.inside = []

    def _take_rows(
        self, path: tuple[str, ...], element: XmlElement, around: Mapping[str, str]
    ) -> None:
        """The rows that one element is, of one table or of several."""
        fitting = [module for module in modules() if module.at == path]
        if not fitting:
            self.unknown.setdefault((path[-2] if path[1:] else "CHILD", path[-1]), element.place)
            return
        for module in fitting:
            if not module.needs or any(_is_filled(element, *need) for need in module.needs):
                self._add_row(module, element, around)
        known = {
            "CHILD",
            *xml_layout()["flags"],
            *(name for module in fitting for name in module.fields),
        }
        for name in element.fields.keys() - known:
            self.unknown.setdefault((element.name, name), element.places[name])

    def _add_row(self, module: Module, element: XmlElement, around: Mapping[str, str]) -> None:
        shared = {"CHILD", "DOB", "SEX"} & module.fields
        cells = {name: around[name] for name in shared if around.get(name)}
        cells |= {name: text for name, text in element.fields.items() if name in module.fields}
        number = FIRST_ROW + self.count
        self.rows.setdefault(module.table_format.table, []).append(XmlRow(number, cells, element))
        self.count += 1


def _is_row(path: tuple[str, ...]) -> bool:
    """Whether an element is a row even if it is empty, such as `<OC2/>`."""
    return any(module.at == path for module in modules())


def _is_filled(element: XmlElement, name: str, value: str) -> bool:
    text = element.fields.get(name, "")
    return text == value if value else bool(text)
