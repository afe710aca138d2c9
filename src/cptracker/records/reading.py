"""Reading records: files or frames in, canonical tables out, with every problem in its place."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from attrs import field, frozen

from cptracker.files.table_problems import LINES, PLACE, YEAR, in_order
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.figures import SourceOfRecords, SourceOfTable
from cptracker.model.periods import current_day
from cptracker.model.problems import Problem, UsageError
from cptracker.records.authority.returns import repaired
from cptracker.records.checks.all_checks import check_together
from cptracker.records.checks.chains import check_stack
from cptracker.records.checks.episodes import check_rows, check_rows_there
from cptracker.records.checks.gathered import stacked_rows
from cptracker.records.checks.rows import check_births, check_codes, check_spells
from cptracker.records.checks.year_dates import in_years_of_dates
from cptracker.records.collection_years import TableFile, with_years, year_rules
from cptracker.records.councils import by_council
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.coverage.stated import stated_together
from cptracker.records.detection import mapping_faults
from cptracker.records.formats import YEAR_END, TableFormat, with_aliases
from cptracker.records.gathering import Gathered
from cptracker.records.identity.joining import join_children
from cptracker.records.mapping import MAPPING
from cptracker.records.origin import Repairing, SameChild
from cptracker.records.parsing import LINE
from cptracker.records.placing import in_one_form, lines_of, with_places
from cptracker.records.stacking import FILE, stack, without_repeats, years_covered

EXAMPLE = "EXMPL"


@frozen(kw_only=True)
class ReadRecords:
    """Records as read, before anything is derived from them.

    Attributes:
        tables: The canonical tables, typed, one row for each key, in order of the key. A table that
            is absent is absent; a file with only a header gives an empty table.
        problems: In order of path and line.
        sources: Where each table came from and how many rows it has.
        years: For each table of the return the collection years it covers.
        returns: The collection years of all returns there are, those of empty files included.
        year_rules: In words, which rule gave each return its year.
        missing: For each table the columns that none of its files has: blank in tables of the
            return, absent in local tables.
        places: For each table, where each of its rows stands: see `lines`.
        stated: For each local table whose files state it, the days that they cover.
        unusable: The tables that came with rows of which none can be used.
        example: Whether any child is made up.
    """

    tables: Mapping[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()
    sources: tuple[SourceOfTable, ...] = ()
    years: Mapping[str, tuple[int, ...]] = field(factory=dict)
    returns: tuple[int, ...] = ()
    year_rules: tuple[str, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(factory=dict)
    places: Mapping[str, pl.Series] = field(factory=dict)
    stated: Mapping[str, StatedDays] = field(factory=dict)
    unusable: tuple[str, ...] = ()
    example: bool = False


def read_records(
    paths: Sequence[Path] = (),
    *,
    frames: Mapping[str, pl.DataFrame] | None = None,
    year: int | None = None,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    tables: Sequence[TableFormat] = (),
    ids: Iterable[SameChild] = (),
    as_returned: bool = False,
    progress: Progress = without_progress,
) -> ReadRecords:
    """The records in folders, zips, files and frames.

    Args:
        paths: Folders (walked to the bottom), zips and files.
        frames: By any name, which problems show as `<name>`; a canonical name helps where the
            columns alone do not tell the table. Cells may be text or typed.
        year: The collection year of all files of the return (it ends on 31 March of it).
        mapping: Local column names: for each canonical table the name in the file by canonical
            column.
        tables: Formats beside the shipped ones.
        ids: Children who stand under two identifiers.
        as_returned: Whether to leave out the repair of what later returns correct.
        progress: Told of each file before it is read.

    Returns:
        All that could be read; nothing is raised for what a user can mend. A problem's line is in
        a frame the row's number, counted from 1.
    """
    options: dict[str, Any] = {"year": year, "mapping": mapping, "tables": tables, "ids": ids}
    options |= {"frames": frames, "as_returned": as_returned, "progress": progress}
    read = read_councils(paths, **options)
    if len(read) > 1:
        raise UsageError(SEVERAL)
    return next(iter(read.values()))


SEVERAL = "the records are of several councils; read them with `load_records`"


def read_councils(
    paths: Sequence[Path] = (),
    *,
    frames: Mapping[str, pl.DataFrame] | None = None,
    year: int | None = None,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    tables: Sequence[TableFormat] = (),
    ids: Iterable[SameChild] = (),
    as_returned: bool = False,
    progress: Progress = without_progress,
) -> Mapping[str, ReadRecords]:
    """The records of each council by its code; under an empty one where it is one council.

    Takes what `read_records` takes. What cannot be read at all is told by each of them.
    """
    gathered = Gathered(known=with_aliases(mapping or {}, tables))
    gathered.add_files(paths, progress)
    gathered.problems += mapping_faults(mapping or {}, MAPPING, tables)
    gathered.add_frames(frames or {})
    gathered.add_other_datasets()
    repairing = Repairing(ids=tuple(ids), as_returned=as_returned)
    councils, wrong = by_council(gathered.files)
    problems = [*gathered.problems, *wrong]
    return {
        code: _together(files, problems, year, repairing)
        for code, files in (councils or {"": []}).items()
    }


def read_frames(frames: Mapping[str, pl.DataFrame], **options: Any) -> ReadRecords:
    """The records in frames alone; options as for `read_records`."""
    return read_records(frames=frames, **options)


def _together(
    files: Sequence[TableFile],
    problems: Sequence[Problem],
    year: int | None,
    repairing: Repairing,
) -> ReadRecords:
    """The tables of all files, and the problems that only show when files are compared."""
    today = current_day()
    yearly, undated = with_years(files, year)
    named, other_forms = in_one_form(yearly)
    dated, moved = in_years_of_dates(named)
    once, repeats = without_repeats(dated)
    by_upn = not repairing.as_returned
    once, joined = join_children(once, repairing.ids, by_upn=by_upn)
    file_problems = [*undated, *other_forms, *moved, *repeats, *joined]
    for file in once:
        file_problems += [*file.problems, *check_codes(file), *check_spells(file)]
        file_problems += [*check_rows(file), *check_rows_there(file)]
    by_table = _by_table(once)
    gathered = stacked_rows(by_table)
    file_problems += check_together(gathered, today)
    tables = {}
    for table, table_files in by_table.items():
        stacked, faults = stack(table_files)
        tables[table], repairs = repaired(table, stacked, table_files, repairing)
        file_problems += [*faults, *repairs, *check_stack(table, tables[table], table_files)]
    if any(rows.births_differ for rows in gathered.values()):
        headers = by_table["children"]
        file_problems += check_births(tables["children"], headers, once)
    placed = [*problems, *with_places(file_problems, files)]
    return _finished(tables, by_table, placed, once)


def _by_table(files: Sequence[TableFile]) -> dict[str, list[TableFile]]:
    tables: dict[str, list[TableFile]] = {}
    for file in files:
        tables.setdefault(file.format.table, []).append(file)
    return dict(sorted(tables.items()))


def _finished(
    tables: Mapping[str, pl.DataFrame],
    by_table: Mapping[str, Sequence[TableFile]],
    problems: Sequence[Problem],
    files: Sequence[TableFile],
) -> ReadRecords:
    expression = pl.exclude(FILE, LINE, YEAR)
    final = {table: frame.select(expression) for table, frame in tables.items()}
    yearly = {table: files for table, files in by_table.items() if files[0].format.yearly}
    return ReadRecords(
        tables=final,
        problems=in_order(problems),
        sources=tuple(_source(table, frame, by_table[table]) for table, frame in final.items()),
        years={table: years_covered(files) for table, files in yearly.items()},
        returns=tuple(sorted({file.year for file in files if file.format.yearly and file.year})),
        year_rules=year_rules(files),
        missing={table: _missing(files) for table, files in by_table.items() if _missing(files)},
        places={table: _places(frame, by_table[table]) for table, frame in tables.items()},
        stated={
            table: stated_together([file.stated for file in files])
            for table, files in by_table.items()
        },
        unusable=tuple(
            table
            for table, frame in tables.items()
            if frame.is_empty() and any(file.rows_given for file in by_table[table])
        ),
        example=any(_made_up(frame) for frame in final.values()),
    )


def _places(frame: pl.DataFrame, files: Sequence[TableFile]) -> pl.Series:
    place = pl.col(FILE).cast(pl.Int64) * LINES + lines_of(frame, files)
    return frame.select(place.alias(PLACE)).to_series()


def _source(table: str, frame: pl.DataFrame, files: Sequence[TableFile]) -> SourceOfTable:
    sources = tuple(SourceOfRecords(path=file.path, sha256=file.sha256) for file in files)
    return SourceOfTable(table=table, rows=frame.height, sources=sources)


def _missing(files: Sequence[TableFile]) -> tuple[str, ...]:
    had = {name for file in files for name in file.frame.columns}
    wanted = (column.name for column in files[0].format.columns if column.name != YEAR_END)
    return tuple(name for name in wanted if name not in had)


def _made_up(frame: pl.DataFrame) -> bool:
    if "child_id" not in frame.columns:
        return False
    return bool(frame["child_id"].str.starts_with(EXAMPLE).any())
