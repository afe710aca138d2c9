"""A council's own Word template: opened, held against what a paper needs, and emptied of its text.

Only styles, page, head and foot are taken. What a template says of its makers is not: no path of
the file it was made from, no properties of theirs, no comments.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from cptracker.model.problems import UsageError
from cptracker.wording.text import listed_words

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.opc.rel import Relationships


NEEDED = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet")
"""The styles that a paper is written in, by the names that Word gives them."""


MOST_BYTES = 50_000_000
"""What a template may hold unpacked; a council's has a few hundred thousand."""


INTERNAL = (
    *("attachedTemplate", "comments", "customXml", "glossaryDocument", "people"),
    *("custom-properties", "extended-properties", "thumbnail"),
)
"""Ends of relationships to what is the template's own affair and nobody's who reads the paper."""


NO_FILE = "{} is no Word document that can be read; save the template as .docx or .dotx"


def read_template(path: Path) -> bytes:
    """A template as it can be written into.

    Raises:
        UsageError: When it is no Word document, or lacks styles; it names them.
    """
    try:
        import docx  # noqa: F401 - told apart from a template that cannot be read
    except ImportError as error:
        raise UsageError(
            "`template=…` needs python-docx: pip install 'cptracker[reports]'"
        ) from error
    try:
        content = _as_document(path.read_bytes())
        file = _opened(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except Exception as error:  # whatever a library says of a file that is none
        raise UsageError(NO_FILE.format(path)) from error
    style_names = {style.name for style in file.styles} - (
        set() if _has_lists(file) else {"List Bullet"}
    )
    lacking = [name for name in NEEDED if name not in style_names]
    if lacking:
        names = listed_words(f"`{name}`" for name in lacking)
        raise UsageError(
            f"{path} has no style {names}: use each once in the template and save it, so that "
            "Word keeps it there"
        )
    return content


def _as_document(content: bytes) -> bytes:
    """A template's bytes as a document's: they differ in one word."""
    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise BadZipFile
        contents = {name: archive.read(name) for name in archive.namelist()}
    types = contents["[Content_Types].xml"]
    contents["[Content_Types].xml"] = re.sub(
        rb"\.template\.main\+xml", b".document.main+xml", types
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as written:
        for name, part in contents.items():
            written.writestr(name, part)
    return buffer.getvalue()


def _has_lists(file: "File") -> bool:
    """Whether a template keeps the form of its lists at all."""
    kinds = (relation.reltype.rsplit("/", 1)[-1] for relation in file.part.rels.values())
    return "numbering" in kinds


def _opened(content: bytes) -> "File":
    import docx

    return docx.Document(BytesIO(content))


def empty_file(template: bytes | None) -> "File":
    """A file to write into: the library's own, or a template without its text.

    Args:
        template: What `read_template` gave.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    if template is None:
        return docx.Document()
    file = _opened(template)
    body = file.element.body
    for element in list(body)[:-1] if body.sectPr is not None else list(body):
        body.remove(element)
    _forget(file.part.package.rels)
    settings = file.part.part_related_by(RT.SETTINGS)
    for root, relations in ((body, file.part.rels), (file.settings.element, settings.rels)):
        for name in _forget(relations):
            for element in root.xpath(f'.//*[@*="{name}"]'):
                element.getparent().remove(element)
    return file


def _forget(relations: "Relationships") -> list[str]:
    """Cut what leads to the template's own affairs; the names by which it was referred to."""
    names = [
        name
        for name, relation in relations.items()
        if relation.reltype.rsplit("/", 1)[-1] in INTERNAL
    ]
    for name in names:
        del relations[name]
    return names
