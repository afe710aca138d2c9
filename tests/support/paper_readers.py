"""Papers read back from their files: every table as rows of stacks of words in any format."""

import re
from html.parser import HTMLParser
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from openpyxl import load_workbook

VOID = {"img", "meta", "col", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """An HTML page: its tables, all tags with their attributes, and all of its words."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.tags, self.words, self.open = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self.open.append((tag, attrs))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append([""])
        elif (tag, attrs.get("class")) == ("span", "beneath") or tag == "br":
            self.begin()
        elif tag == "img" and self.inside("table"):
            self.begin()
            self.tables[-1][-1][-1][-1] += attrs["alt"]

    def begin(self):
        if self.inside("td") or self.inside("th"):
            stack = self.tables[-1][-1][-1]
            if stack[-1].strip():
                stack.append("")

    def inside(self, tag):
        return any(open_tag == tag for open_tag, _ in self.open)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open, tag
        assert self.open[-1][0] == tag
        self.open.pop()

    def handle_data(self, data):
        if self.inside("style"):
            return
        self.words.append(data)
        if self.inside("td") or self.inside("th"):
            self.tables[-1][-1][-1][-1] += data


def plainly(tables):
    """Tables without blanks around words, without empty cells of a stack."""
    return [
        [[tuple(filter(None, (" ".join(text.split()) for text in stack))) for stack in row]
         for row in table]
        for table in tables
    ]  # fmt: skip


def html_tables(content):
    return plainly(Page(content.decode()).tables)


def markdown_tables(content):
    """As a reader of Markdown shows them; the words of a heading in brackets stand beneath it."""
    page = MarkdownIt("commonmark").enable("table").render(content.decode())
    page = page.replace("&lt;br&gt;", "<br>")
    return plainly(
        Page(re.sub(r"(<th[^>]*>[^<]*?) \(([^<]*)\)</th>", r"\1<br>\2</th>", page)).tables
    )


def word_tables(content):
    """The words of each paragraph in each cell; a picture is its words for screen readers."""
    file = docx.Document(BytesIO(content))
    return plainly(
        [
            [[[_paragraph(paragraph) for paragraph in cell.paragraphs] for cell in row.cells]
             for row in table.rows]
            for table in file.tables
        ]
    )  # fmt: skip


def word_paragraphs(content):
    """Every paragraph of a Word file, those of its tables too."""
    body = docx.Document(BytesIO(content)).element.body
    return [Paragraph(element, None) for element in body.iter(qn("w:p"))]


def _paragraph(paragraph):
    words = "".join(element.text or "" for element in paragraph._p.iter(qn("w:t")))
    pictures = (element.get("descr") for element in paragraph._p.iter(qn("wp:docPr")))
    return words + "".join(pictures)


def slide_paragraphs(slide):
    """Every paragraph of a slide, those of its tables too."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif shape.has_table:
            for row in shape.table.rows:
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.text_frame.paragraphs)


def sheets(content):
    """Each sheet with a table as a list of rows by heading; the cells as openpyxl reads them."""
    book = load_workbook(BytesIO(content))
    return {sheet.title: _rows(sheet) for sheet in book if sheet.tables}


def _rows(sheet):
    (table,) = sheet.tables.values()
    header, *rows = sheet[table.ref]
    names = [cell.value for cell in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def shown(cell):
    """A cell of a spreadsheet as it is shown."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    form = re.fullmatch(r'(?:"([^"]*)")?#,##0(?:\.(0+))?(?:"([^"]*)")?', cell.number_format)
    if form is None:  # a day
        return str(cell.value)
    before, digits, after = form.groups(default="")
    return f"{before}{cell.value:,.{len(digits)}f}{after}"


def all_words(content, suffix):
    """All that a person can find in a file, and all that a program can: every part, unzipped."""
    if suffix in (".docx", ".xlsx", ".pptx"):
        from zipfile import ZipFile

        with ZipFile(BytesIO(content)) as archive:
            return "\n".join(
                archive.read(name).decode("utf-8", "replace") for name in _texts(archive)
            )
    return content.decode("utf-8")


def _texts(spans):
    """The parts of a zip file that are text; the others are pictures."""
    return [name for name in spans.namelist() if name.endswith((".xml", ".rels", ".txt"))]
