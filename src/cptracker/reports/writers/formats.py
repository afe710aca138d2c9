"""The formats that a paper or a status can be written in, known by the ending of the file."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from attrs import frozen

from cptracker.model.problems import UsageError
from cptracker.reports.charts.pictures import drawing_ahead
from cptracker.reports.editions.editions import edition
from cptracker.status.report import StatusReport
from cptracker.wording.text import listed_words


@frozen(kw_only=True)
class PaperFormat:
    """One way to write a file.

    Attributes:
        words: What it is good for.
        module: Below `cptracker`.
        function: In it; gives bytes, or text for UTF-8.
        of: What it takes: a `document`, the whole `report`, or a `picture`.
        library: What must be installed for it, as pip names it; empty for nothing.
        templates: Whether it can be written into a council's own template.
        dots: Whether it holds pictures in dots.
    """

    words: str
    module: str
    function: str
    of: str = "document"
    library: str = ""
    templates: bool = False
    dots: bool = False


FORMATS = {
    ".html": PaperFormat(
        words="a page for the web and for print",
        module="reports.writers.html",
        function="write_html",
        library="jinja2",
    ),
    ".docx": PaperFormat(
        words="Word",
        module="reports.writers.word",
        function="write_word",
        library="python-docx",
        templates=True,
        dots=True,
    ),
    ".pptx": PaperFormat(
        words="PowerPoint",
        module="reports.writers.powerpoint",
        function="write_powerpoint",
        library="python-pptx",
        dots=True,
    ),
    ".xlsx": PaperFormat(
        words="Excel", module="reports.writers.excel", function="write_excel", library="xlsxwriter"
    ),
    ".md": PaperFormat(
        words="Markdown", module="reports.writers.markdown", function="write_markdown"
    ),
    ".txt": PaperFormat(
        words="plain text", module="reports.writers.plain_text", function="write_plain_text"
    ),
    ".csv": PaperFormat(
        words="a tidy table for Power BI",
        module="contract.tidy",
        function="write_tidy_status",
        of="report",
    ),
    ".svg": PaperFormat(
        words="a chart", module="reports.editions.pictures", function="as_svg", of="picture"
    ),
    ".png": PaperFormat(
        words="a chart in dots",
        module="reports.editions.pictures",
        function="as_png",
        of="picture",
        library="resvg-py",
    ),
    ".json": PaperFormat(
        words="everything, for tools", module="contract.status", function="status_text", of="report"
    ),
}


IMPORTED_AS = {"python-docx": "docx", "python-pptx": "pptx", "resvg-py": "resvg_py"}
"""Libraries whose import has another name than their package."""


def format_of(path: Path) -> PaperFormat:
    """The format of a file, by its ending.

    Raises:
        UsageError: When the ending is none of them.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        text = f"the ending `{suffix}`" if suffix else "no ending"
        raise UsageError(f"{path} has {text}; there are {listed_words(FORMATS)}")
    return FORMATS[suffix]


def check_installed(form: PaperFormat) -> None:
    """See that a format can be written, before any work is done.

    Raises:
        UsageError: When its library is not installed; says how to get it.
    """
    name = IMPORTED_AS.get(form.library, form.library)
    try:
        if name:
            import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{form.words} needs the library {form.library}: pip install 'cptracker[reports]'"
        ) from error


def render(
    report: StatusReport,
    formats: Iterable[PaperFormat],
    *,
    name: str = "panel",
    measure: str | None = None,
    template: bytes | None = None,
) -> tuple[bytes, ...]:
    """A finished status as the contents of files; its paper is made once for all of them.

    Args:
        report: Protected, unless the files are for those who may see everything.
        formats: What `format_of` gave.
        name: The edition, for formats of documents.
        measure: Whose chart, for formats of pictures; None for the whole plan's.
        template: A council's own, for formats that take one.

    Raises:
        UsageError: When there is no such edition, or no such chart.
    """
    formats = tuple(formats)
    contents: dict[str, object] = {"report": report}
    drawn: tuple[str, ...] = ()
    if any(paper_format.of == "document" for paper_format in formats):
        contents["document"] = document = edition(name)(report)
        if any(paper_format.dots for paper_format in formats):
            drawn = tuple(picture.svg for picture in document.pictures)
    with drawing_ahead(drawn):
        return tuple(
            _rendered(paper_format, contents, report, measure, template) for paper_format in formats
        )


def _rendered(
    paper_format: PaperFormat,
    contents: dict[str, object],
    report: StatusReport,
    measure: str | None,
    template: bytes | None,
) -> bytes:
    if paper_format.of not in contents:
        contents[paper_format.of] = _picture(report, measure)
    return write_paper(paper_format, contents[paper_format.of], template)


def write_paper(paper_format: PaperFormat, content: object, template: bytes | None = None) -> bytes:
    """What a format is of, such as a document, as the content of a file."""
    module = import_module(f"cptracker.{paper_format.module}")
    write: Callable[..., bytes | str] = getattr(module, paper_format.function)
    template_option = {"template": template} if paper_format.templates and template else {}
    file_content = write(content, **template_option)
    return file_content if isinstance(file_content, bytes) else file_content.encode()


def _picture(report: StatusReport, measure: str | None) -> object:
    from cptracker.reports.editions.pictures import asked_for

    return asked_for(report, measure)
