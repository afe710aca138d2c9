"""Papers of a finished report, written in any format."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cptracker.files.atomic import write_files
from cptracker.model.arguments import PathLike, PathsLike, choice_of, path_of, paths_of
from cptracker.model.choices import EditionName, EditionWord
from cptracker.model.problems import UsageError
from cptracker.reports.editions.editions import edition_named
from cptracker.reports.writers.formats import check_installed, format_of, render
from cptracker.status.report import StatusReport

PUBLIC = "public"


UNPROTECTED = (
    "the report says that it is public, but nothing says how it was protected: make it with "
    "`publish(report, plan=…)`"
)


PUBLIC_ONLY = "the edition `{}` is for everybody: hand over what `publish` gave"


TEMPLATES = "`template` is for .docx, and there is none here"


PICTURES = "`measure` says whose chart .svg and .png hold, and there is none here"


def write_paper(
    report: StatusReport,
    path: PathsLike,
    *,
    edition: EditionWord | EditionName = "panel",
    measure: str | None = None,
    template: PathLike | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write a report as a paper: a file, or several of the same figures, all or none.

    What `publish` gave is written for everybody. A report as `build_status` gives it is exact: its
    paper says on every page that it is restricted, and its owner alone may read the file.

    Args:
        report: From `publish`, or the exact one.
        path: The file, or several. The ending says the format: .html .docx .xlsx .pptx .md .txt
            .csv .json .svg .png.
        edition: `panel`, `annex`, `brief`, `scorecard`, `rag`, `appendix` or `plain`; data and
            pictures hold whatever the report does.
        measure: Whose chart .svg and .png hold; the whole plan's if None.
        template: The council's own Word template, whose styles, page, head and foot are kept.
        force: Whether to write over a file that is there.

    Returns:
        The files that were written.

    Raises:
        UsageError: When there is no such edition, format or chart, the report was not built for
            the edition, a library is missing, or a file is there already or cannot be written.

    Example:
        >>> import cptracker
        >>> plan, records = cptracker.read_plan("strategy"), cptracker.load_records("records")
        >>> report = cptracker.build_status(plan, cptracker.find_measures(), records)
        >>> cptracker.write_paper(report, "exempt.md", edition="brief", force=True)[0].name
        'exempt.md'
    """
    if not isinstance(report, StatusReport):
        raise UsageError(f"`report` takes a StatusReport, not a {type(report).__name__}")
    paths = paths_of(path, "path")
    name = choice_of(edition, EditionName, "edition").value
    _check_writable(report, paths, name, measure, template)
    _check_free(paths, force)
    house = None if template is None else _template(template)
    files = [(name, file) for file in paths]
    contents = paper_contents(report, files, measure=measure, template=house)
    write_files(contents, private=report.audience != PUBLIC)
    return paths


def paper_contents(
    report: StatusReport,
    files: Sequence[tuple[str, Path]],
    *,
    measure: str | None = None,
    template: bytes | None = None,
) -> list[tuple[Path, bytes]]:
    """What each file is to hold; the paper of an edition is made once for all its files.

    Args:
        report: Finished, and protected unless its readers may see everything.
        files: Each with the name of its edition.
        measure: Whose chart pictures hold.
        template: The council's own Word template.
    """
    made: list[tuple[Path, bytes]] = []
    for name in dict.fromkeys(edition for edition, _ in files):
        paths = [path for edition, path in files if edition == name]
        formats = map(format_of, paths)
        contents = render(report, formats, name=name, measure=measure, template=template)
        made += zip(paths, contents, strict=True)
    return made


def _check_writable(
    report: StatusReport,
    paths: Sequence[Path],
    name: str,
    measure: str | None,
    template: object,
) -> None:
    """Refuse what cannot be written, before any work is done.

    Raises:
        UsageError: When it cannot.
    """
    formats = [format_of(path) for path in paths]
    for file_format in formats:
        check_installed(file_format)
    public = report.audience == PUBLIC
    if public and report.protection is None:
        raise UsageError(UNPROTECTED)
    wanted = edition_named(name)
    if wanted.public_only and not public:
        raise UsageError(PUBLIC_ONLY.format(name))
    if wanted.also and not report.appendix and any(form.of == "document" for form in formats):
        also = ", ".join(f'"{part}"' for part in wanted.also)
        raise UsageError(f"the edition `{name}` needs `build_status(…, also=[{also}])`")
    if measure is not None and not any(form.of == "picture" for form in formats):
        raise UsageError(PICTURES)
    if template is not None and not any(form.templates for form in formats):
        raise UsageError(TEMPLATES)


def _check_free(paths: Iterable[Path], force: bool) -> None:
    for path in paths:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file in it")
        if path.exists() and not force:
            raise UsageError(f"{path} is there already; `force=True` writes over it")


def _template(template: PathLike) -> bytes:
    from cptracker.reports.writers.word_template import read_template

    return read_template(path_of(template, "template"))
