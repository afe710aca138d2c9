"""Lazy frames as canonical tables, without moving them: a database's views, a lake's files.

They are recognised by their columns as files are, in any case and through a mapping. A column YEAR,
`collection_year` or `year_end` says of each row which return it is of, so that a view of several
returns gives what a folder of them gives.
"""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve, field, frozen

from cptracker.files.table_problems import YEAR, in_order, record_error
from cptracker.model.periods import current_day
from cptracker.model.problems import Problem, Severity
from cptracker.records.care.days import Frame
from cptracker.records.cleaning import TextTable
from cptracker.records.collection_years import UNKNOWN_FRAME_HINT, financial_year
from cptracker.records.coverage.days_covered import NOTHING_STATED
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.coverage.stated import stated_together
from cptracker.records.detection import detect_table, mapping_faults
from cptracker.records.engines import Engine
from cptracker.records.formats import COLLECTION_YEAR, YEAR_END, Column, TableFormat, with_aliases
from cptracker.records.identity.joining import join_in_place
from cptracker.records.lazy.cells import LazyCells
from cptracker.records.lazy.stacks import filled, stacked_lazily, whole, years_of
from cptracker.records.lazy.stated import stated_lazily
from cptracker.records.mapping import MAPPING
from cptracker.records.origin import Repairing

col, lit, when = nw.col, nw.lit, nw.when


AS_USUAL = Repairing()


@frozen(kw_only=True)
class LazyRecords:
    """Lazy frames as read.

    Attributes:
        tables: The canonical tables; with `_year`, the year of its return, where rows have one.
        problems: What is wrong with them, in order of frame and column.
        missing: For each table the columns that none of its frames has.
        years: For each table of the return the collection years of its rows, where they say it.
        year_rules: In words, where each year was found.
        unusable: The tables that came with rows of which none can be used.
        stated: For each local table whose frames state it, the days that they cover.
    """

    tables: Mapping[str, Frame]
    problems: tuple[Problem, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(factory=dict)
    years: Mapping[str, tuple[int, ...]] = field(factory=dict)
    year_rules: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    stated: Mapping[str, StatedDays] = field(factory=dict)


@frozen(kw_only=True)
class _LazyPart:
    """One frame of a table, cast: the canonical columns it has, with `_year` where known."""

    text: TextTable
    frame: Frame
    rule: str = ""
    stated: StatedDays = NOTHING_STATED

    @property
    def format(self) -> TableFormat:
        return self.text.recognised.format

    @property
    def columns(self) -> list[str]:
        return list(self.frame.collect_schema().names())


def read_lazily(
    frames: Mapping[str, Frame],
    engine: Engine,
    *,
    year: int | None = None,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    tables: Sequence[TableFormat] = (),
    repairing: Repairing = AS_USUAL,
) -> LazyRecords:
    """The tables in lazy frames of one engine.

    Args:
        frames: By any name; a canonical name helps where the columns alone do not tell the table.
        engine: What computes them.
        year: The collection year of frames of the return that do not say it.
        mapping: For each canonical table the name in the frame by canonical column.
        tables: Formats beside the shipped ones.
        repairing: What is done about returns that do not fit together.
    """
    known = with_aliases(mapping or {}, tables)
    problems = mapping_faults(mapping or {}, MAPPING, tables)
    parts_by_table: dict[str, list[_LazyPart]] = {}
    for name, frame in sorted(frames.items()):
        part, part_problems = _part(name, frame, known, engine)
        problems += part_problems
        if part is not None:
            dated, part_problems = _with_year(part, engine, year)
            problems += part_problems
            parts_by_table.setdefault(part.format.table, []).append(dated)
    dated_parts, undated = _with_returns_year(parts_by_table, engine)
    return _finished(dated_parts, [*problems, *undated], engine, repairing)


def _part(
    name: str, frame: Frame, known: Mapping[str, TableFormat], engine: Engine
) -> tuple[_LazyPart | None, list[Problem]]:
    """A frame whose table is known, its cells cast."""
    path, header = f"<{name}>", frame.collect_schema().names()
    recognised, problems = detect_table(header, known, path, name)
    if recognised is None:
        return None, problems
    text = TextTable(path=path, recognised=recognised, frame=pl.DataFrame(), names=header)
    cells, cell_problems = LazyCells(table=text, engine=engine).canonical(frame)
    problems += cell_problems
    if cells is None:
        return None, problems
    stated, cell_problems = stated_lazily(path, recognised.format, frame, cells, engine)
    return _LazyPart(text=text, frame=cells, stated=stated), [*problems, *cell_problems]


def _with_year(
    part: _LazyPart, engine: Engine, year: int | None
) -> tuple[_LazyPart, list[Problem]]:
    """A frame with `_year`, as its rows say or else as it was given; rows that say two are left."""
    if not part.format.yearly:
        return part, []
    columns = [column for column in part.text.columns if column.name in _OF_YEARS]
    if not columns:
        expression = lit(year).cast(nw.Int64)
        dated = part.frame.with_columns(expression.alias(YEAR)) if year else part.frame
        return evolve(part, frame=dated, rule="as given" if year else ""), []
    first, last = _OF_YEARS[columns[0].name], _OF_YEARS[columns[-1].name]
    frame, problems = part.frame, []
    if len(columns) > 1:
        problems = _clashes(part, columns, frame.filter(first != last), engine)
        frame = frame.filter(first == last) if problems else frame
    frame = frame.with_columns(first.alias(YEAR)).drop(*(column.name for column in columns))
    rule = f"the column {part.text.label(columns[0])} of {part.text.path}"
    return evolve(part, frame=frame, rule=rule), problems


_OF_YEARS = {
    COLLECTION_YEAR: col(COLLECTION_YEAR),
    YEAR_END: col(YEAR_END).dt.year().cast(nw.Int64)
    + when(col(YEAR_END).dt.month() > 3).then(lit(1)).otherwise(lit(0)),
}
"""The year of a return by the column that says it."""


def _clashes(
    part: _LazyPart, columns: Sequence[Column], wrong: Frame, engine: Engine
) -> list[Problem]:
    """That rows name two years."""
    ((count,),) = engine.rows(wrong.select(rows=nw.len()))
    if not count:
        return []
    labels = " and ".join(part.text.label(column) for column in columns)
    message = f"{labels} name different years; the row cannot be used"
    hint = "take one of the two columns out, or correct it"
    place = part.text.place(columns[0])
    return [record_error(part.text.path, message, column=place, hint=hint, count=int(count))]


def _with_returns_year(
    parts_by_table: Mapping[str, Sequence[_LazyPart]], engine: Engine
) -> tuple[dict[str, list[_LazyPart]], list[Problem]]:
    """The frames without those whose year has to be known and is not.

    That is so of OC2 and OC3, whose rows are of a year, and where several frames are one table. A
    frame alone may go without: it is then a table of whatever years, with one row for each key.
    """
    dated_parts: dict[str, list[_LazyPart]] = {}
    problems = []
    undated = any(_needs_year(part, parts) for parts in parts_by_table.values() for part in parts)
    year = _only_year(parts_by_table, engine) if undated else None
    for table, table_parts in parts_by_table.items():
        for part in table_parts:
            needs = _needs_year(part, table_parts)
            if needs and year is not None:
                dated = part.frame.with_columns(lit(year).cast(nw.Int64).alias(YEAR))
                part = evolve(part, frame=dated, rule="the only return there is")
            if needs and YEAR not in part.columns:
                message = f"the collection year of this {part.format.name} frame is not known"
                problems.append(
                    record_error(
                        part.text.path, f"{message}; it is not used", hint=UNKNOWN_FRAME_HINT
                    )
                )
                continue
            dated_parts.setdefault(table, []).append(part)
    return dated_parts, problems


def _needs_year(part: _LazyPart, parts: Sequence[_LazyPart]) -> bool:
    """Whether the year of a frame has to be known, and its rows do not say it."""
    needs = YEAR_END in part.format.key or (part.format.yearly and len(parts) > 1)
    return needs and YEAR not in part.columns


def _only_year(parts_by_table: Mapping[str, Sequence[_LazyPart]], engine: Engine) -> int | None:
    """The year of all frames that say one, if it is one; else that of the latest DECOM."""
    dated = [part for parts in parts_by_table.values() for part in parts if YEAR in part.columns]
    years = {year for part in dated for year in years_of(part.frame, engine)}
    if years:
        return years.pop() if len(years) == 1 else None
    today = current_day()
    latest = [
        day
        for part in parts_by_table.get("episodes", ())
        for (day,) in engine.rows(
            part.frame.filter(col("decom") <= today).select(col("decom").max())
        )
        if day is not None
    ]
    return financial_year(max(latest)) if latest else None


def _finished(
    parts_by_table: Mapping[str, Sequence[_LazyPart]],
    problems: Sequence[Problem],
    engine: Engine,
    repairing: Repairing,
) -> LazyRecords:
    """The tables of all frames."""
    stacked = {
        table: whole(_stacked(parts), parts[0].format) for table, parts in parts_by_table.items()
    }
    by_upn = not repairing.as_returned
    stacked, joined = join_in_place(engine, stacked, repairing.ids, by_upn=by_upn)
    tables, years, all_problems = {}, {}, [*problems, *joined]
    for table, table_parts in parts_by_table.items():
        frame = stacked[table]
        if YEAR in frame.collect_schema().names():
            years[table] = years_of(frame, engine)
        text = table_parts[0].text
        tables[table], repairs = stacked_lazily(engine, frame, text, repairing, years.get(table))
        all_problems += repairs
    missing = {table: _missing(parts) for table, parts in parts_by_table.items()}
    faulty = {problem.path for problem in all_problems if problem.severity is Severity.ERROR}
    doubted = [
        table for table in tables if any(part.text.path in faulty for part in parts_by_table[table])
    ]
    return LazyRecords(
        tables=tables,
        problems=in_order(all_problems),
        missing={table: names for table, names in missing.items() if names},
        years=years,
        year_rules=_year_rules(parts_by_table, years),
        unusable=tuple(table for table in doubted if not engine.rows(tables[table].head(1))),
        stated={
            table: stated_together([part.stated for part in parts])
            for table, parts in parts_by_table.items()
        },
    )


def _year_rules(
    parts_by_table: Mapping[str, Sequence[_LazyPart]], years: Mapping[str, tuple[int, ...]]
) -> tuple[str, ...]:
    """In words, where each year was found."""
    rules = {
        f"{year}: {part.rule}"
        for table, parts in parts_by_table.items()
        for part in parts
        if part.rule
        for year in years.get(table, ())
    }
    return tuple(sorted(rules))


def _stacked(parts: Sequence[_LazyPart]) -> Frame:
    """The rows of all frames of one table, each with all the columns that any has."""
    if len(parts) == 1:
        return parts[0].frame
    names = sorted({name for part in parts for name in part.columns})
    table_format = parts[0].format
    filled = [filled(part.frame, table_format, names).select(names) for part in parts]
    return nw.concat(filled)


def _missing(parts: Sequence[_LazyPart]) -> tuple[str, ...]:
    had = {name for part in parts for name in part.columns}
    columns = (column.name for column in parts[0].format.columns)
    return tuple(name for name in columns if name not in had and name != YEAR_END)
