"""What each row of a file tells of the areas and measures of a plan, by the file's kind.

A candidate is a cell that should hold a figure. Rows of other areas, levels and series are passed
over, for the Department's files hold all councils; in a plain CSV, which is somebody's own, they
are told.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from cptracker.authoring.measure import Measure
from cptracker.benchmarking.areas import ComparatorAreas, area_meant, meant
from cptracker.benchmarking.cells import (
    UnreadableCellError,
    dfe_key,
    key_of,
    lait_key,
    published_day,
)
from cptracker.benchmarking.detection import is_of
from cptracker.benchmarking.files import (
    PublishedTable,
    SourceRow,
    SourceSeries,
    TextFile,
    cell,
    plain_heading,
    source_codes,
)
from cptracker.benchmarking.unknown_names import group_problem
from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.periods import from_key
from cptracker.model.problems import Problem
from cptracker.plan.keys import parsed_group

LAIT_SOURCE = "DfE, Local Authority Interactive Tool"


LEVELS = {"national": "country_name", "regional": "region_name", "local authority": "la_name"}
"""The column that names the area, by geographic level; other levels are passed over."""


CODES = {"local authority": ("old_la_code", "new_la_code")}
"""The columns that say by codes which council it is."""


LAIT_CODE = "LA Number"


YES, NO = ("true", "yes", "1"), ("false", "no", "0")


@frozen(kw_only=True)
class WantedFigures:
    """What a plan can use: the areas, and the measures, with their facts where these are known."""

    comparator_areas: ComparatorAreas
    measures: Mapping[str, Measure | None]


@frozen(kw_only=True)
class CandidateFigure:
    """A cell that should hold a figure.

    Attributes:
        row: The row.
        value: The column of the figure.
        period: The column of its period.
        read: Makes the period's key of that column's cell.
        fields: All else that makes a published figure.
    """

    row: SourceRow
    value: str
    period: str
    read: Callable[[str], str]
    fields: dict[str, Any]


def of_dfe(
    file: TextFile, table: PublishedTable, wanted_figures: WantedFigures
) -> Iterator[CandidateFigure | Problem]:
    """The cells of a table of Explore Education Statistics."""
    edition = max((cell(file, row, "time_period")[:4] for row in file.rows), default="")
    source = table.source.format(year=edition)
    series = [figure for figure in table.figures if figure.measure in wanted_figures.measures]
    for row in file.rows:
        level = plain_heading(cell(file, row, "geographic_level"))
        area = _area_of_dfe(file, row, level, wanted_figures)
        for source_series in series if area else ():
            if is_of(file, row, source_series):
                fields = _fields_of(source_series, source, rounded=level != "local authority")
                time_identifier = cell(file, row, "time_identifier")
                yield CandidateFigure(
                    row=row,
                    value=source_series.value,
                    period="time_period",
                    read=partial(dfe_key, identifier=time_identifier, month=table.month),
                    fields={**fields, "area": area},
                )


def _area_of_dfe(
    file: TextFile, row: SourceRow, level: str, wanted_figures: WantedFigures
) -> str | None:
    """The plan's name of a row's area; None for others and for other levels."""
    name = cell(file, row, LEVELS.get(level, ""))
    codes = (cell(file, row, column) for column in CODES.get(level, ()))
    return wanted_figures.comparator_areas.named(name, *codes) if name else None


def _fields_of(source_series: SourceSeries, source: str, *, rounded: bool) -> dict[str, Any]:
    notes = [
        source_series.note,
        f"to the nearest {source_series.rounded}" if rounded and source_series.rounded else None,
    ]
    return {
        "measure": source_series.measure,
        "source": f"{source}, {source_series.part}" if source_series.part else source,
        "like_for_like": source_series.note is None,
        "note": "; ".join(note for note in notes if note) or None,
        "group": parsed_group(source_series.group),
    }


def of_lait(file: TextFile, wanted_figures: WantedFigures) -> Iterator[CandidateFigure | Problem]:
    """The cells of the Local Authority Interactive Tool's long table."""
    for row in file.rows:
        source_code = source_codes().get(plain_heading(cell(file, row, "Short Desc")))
        area = wanted_figures.comparator_areas.named(
            cell(file, row, "LA and Regions"), cell(file, row, LAIT_CODE)
        )
        if (
            source_code is None
            or area is None
            or source_code.measure not in wanted_figures.measures
        ):
            continue
        fields = {
            "measure": source_code.measure,
            "area": area,
            "source": f"{LAIT_SOURCE}, {source_code.code}",
            "like_for_like": source_code.note is None,
            "note": source_code.note,
            "group": parsed_group(source_code.group),
        }
        yield CandidateFigure(row=row, value="Values", period="Years", read=lait_key, fields=fields)


def of_plain(file: TextFile, wanted_figures: WantedFigures) -> Iterator[CandidateFigure | Problem]:
    """The cells of a plain CSV.

    Its columns `like_for_like`, `note`, `group` and `published` may be left out.
    """
    for row in file.rows:
        problems = list(_row_problems(file, row, wanted_figures))
        yield from problems
        if problems:
            continue
        fields = {
            "measure": cell(file, row, "measure"),
            "area": wanted_figures.comparator_areas.named(cell(file, row, "area")),
            "source": cell(file, row, "source"),
            "like_for_like": plain_heading(cell(file, row, "like_for_like")) not in NO,
            "note": cell(file, row, "note") or None,
            "group": parsed_group(cell(file, row, "group")),
            "published": published_day(cell(file, row, "published")),
        }
        yield CandidateFigure(row=row, value="value", period="period", read=key_of, fields=fields)


def _row_problems(
    file: TextFile, row: SourceRow, wanted_figures: WantedFigures
) -> Iterator[Problem]:
    measure, area = cell(file, row, "measure"), cell(file, row, "area")
    if measure not in wanted_figures.measures:
        similar_name = meant(measure, wanted_figures.measures)
        hint = (
            f"did you mean `{similar_name}`?" if similar_name else "`cptracker measures` lists them"
        )
        yield with_place(file, row, "measure", f"there is no measure `{measure[:60]}`", hint)
    if wanted_figures.comparator_areas.named(area) is None:
        similar_name = area_meant(area, wanted_figures.comparator_areas)
        hint = (
            f"did you mean `{similar_name}`?"
            if similar_name
            else "the plan's `comparators` say with whom"
        )
        message = f"the plan compares with no `{area[:60]}`, so the figure is not used"
        yield with_place(file, row, "area", message, hint, record_problem=record_warning)
    if not cell(file, row, "source"):
        yield with_place(file, row, "source", "is empty; each figure says where it is from")
    alike = plain_heading(cell(file, row, "like_for_like"))
    if alike not in ("", *YES, *NO):
        yield with_place(file, row, "like_for_like", "must be true or false")
    if alike in NO and not cell(file, row, "note"):
        message = "is empty; a figure that is not like for like says how it is counted"
        yield with_place(file, row, "note" if file.at("note") else "like_for_like", message)
    yield from _group_problems(file, row, wanted_figures)
    yield from _day_problems(file, row)


def _group_problems(
    file: TextFile, row: SourceRow, wanted_figures: WantedFigures
) -> Iterator[Problem]:
    """A group must be written as one, and the measure must have it."""
    text, measure = (
        cell(file, row, "group"),
        wanted_figures.measures.get(cell(file, row, "measure")),
    )
    if not text:
        return
    group = parsed_group(text)
    if group is None:
        message = f"must be a breakdown and its group, not '{text[:20]}'"
        yield with_place(file, row, "group", message, "such as age_group: 17-18")
    elif measure and (message_and_hint := group_problem(measure, group)):
        yield with_place(file, row, "group", *message_and_hint)


def _day_problems(file: TextFile, row: SourceRow) -> Iterator[Problem]:
    """The day of publication must be a day, and not lie before the period's end."""
    text = cell(file, row, "published")
    if not text:
        return
    day = published_day(text)
    if day is None:
        message = f"must be a day, not '{text[:20]}'"
        yield with_place(file, row, "published", message, "write it as 2025-11-20")
        return
    try:
        end = from_key(key_of(cell(file, row, "period"))).end
    except UnreadableCellError:
        return  # told of the period's own cell
    if day < end:
        message = f"is {day}, before the period ends on {end}"
        yield with_place(file, row, "published", message, "correct the day or the period")


def with_place(
    file: TextFile,
    row: SourceRow,
    column: str,
    message: str,
    hint: str | None = None,
    record_problem: Callable[..., Problem] = record_error,
) -> Problem:
    """A problem of one cell; a message that begins with no name gets the column's."""
    at = file.at(column)
    words = f"`{column}` {message}" if message.startswith(("is ", "must ")) else message
    place = None if at is None else at + 1
    return record_problem(file.path, words, line=row.line, column=place, hint=hint)


def period_of(file: TextFile, candidate: CandidateFigure) -> str | Problem:
    """The key of a candidate's period, or what is wrong with it."""
    try:
        return candidate.read(cell(file, candidate.row, candidate.period))
    except UnreadableCellError as error:
        return with_place(file, candidate.row, candidate.period, str(error), error.hint)
