"""What is odd about episodes: rows by themselves, and beside the row before and after.

The numbers in brackets are the DfE's of its validation rules, so that the council's data team can
look them up. Nothing is changed here: how such rows are counted stands in the words.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl
from attrs import frozen

from cptracker.errors import Problem, Severity
from cptracker.records.faults import MOST, faults, warning
from cptracker.records.formats import Column
from cptracker.records.groups import TEMPORARY
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE
from cptracker.records.years import TableFile

HINT = "correct it where the file comes from"
NO_ROWS_HINT = "if nobody was in it that year, say so; else put the whole file in its place"
NO_ROWS = "has its header and no rows: its year counts as not supplied, not as nobody"

PRESENT_CARERS_SINCE = date(2015, 4, 1)
"""The day from which rule 217 is asked of an episode."""

HOLIDAYS_A_YEAR = 2
"""Stays under T3 that rule 377 allows in twelve months."""

decom, dec, rec = pl.col("decom"), pl.col("dec"), pl.col("rec")
rne, place = pl.col("rne"), pl.col("place")


@frozen(kw_only=True)
class Oddity:
    """One thing that can be odd about an episode.

    Attributes:
        code: The DfE's number.
        words: What is odd, and how it is counted.
        column: The canonical column to look at.
        when: Which rows it is true of.
        severity: What it costs.
    """

    code: str
    words: str
    column: str
    when: pl.Expr
    severity: Severity = Severity.WARNING


def _longer(code: str, days: int) -> pl.Expr:
    return (place == code) & (dec > decom.dt.offset_by(f"{days}d"))


ROW_ODDITIES = (
    Oddity(
        code="148",
        words="REC says why the episode ceased and DEC is blank; it counts as open",
        column="dec",
        when=rec.is_not_null() & (rec != "X1") & dec.is_null(),
        severity=Severity.ERROR,
    ),
    Oddity(
        code="148",
        words="REC is X1 and DEC is blank; it counts as open",
        column="dec",
        when=(rec == "X1") & dec.is_null(),
    ),
    Oddity(
        code="148",
        words="DEC has no REC; the episode ended for a reason not known",
        column="rec",
        when=rec.is_null() & dec.is_not_null(),
    ),
    Oddity(
        code="355",
        words="DEC is DECOM; it is no day of care, and only its REC counts",
        column="dec",
        when=dec == decom,
    ),
    Oddity(
        code="217",
        words="PLACE A3 or A5 is with the present carers, and RNE is not S, T or U",
        column="rne",
        when=place.is_in(["A3", "A5"])
        & (decom >= PRESENT_CARERS_SINCE)
        & ~rne.is_in(["S", "T", "U"]).fill_null(value=False),
    ),
    Oddity(
        code="380",
        words="a temporary PLACE (T0 to T4) begins a period of care; it begins no placement",
        column="place",
        when=place.is_in(TEMPORARY) & (rne == "S"),
    ),
    Oddity(
        code="381",
        words="a temporary PLACE (T0 to T4) ends a period of care",
        column="place",
        when=place.is_in(TEMPORARY) & (rec != "X1"),
    ),
    Oddity(
        code="375",
        words="PLACE T1, in hospital, lasts longer than six weeks; it counts as no placement",
        column="place",
        when=_longer("T1", 42),
    ),
    Oddity(
        code="376",
        words="PLACE T3, carers on holiday, lasts longer than three weeks; it counts as no "
        "placement",
        column="place",
        when=_longer("T3", 21),
    ),
    Oddity(
        code="379",
        words="PLACE T4 lasts longer than seven days; it counts as no placement",
        column="place",
        when=_longer("T4", 7),
    ),
)


def check_rows(file: TableFile) -> list[Problem]:
    """What is odd about episodes by themselves."""
    if file.format.table != "episodes":
        return []
    there = set(file.frame.columns)
    oddities = [one for one in ROW_ODDITIES if set(one.when.meta.root_names()) <= there]
    wanted = (oddity.when.alias(str(number)) for number, oddity in enumerate(oddities))
    marked = file.frame.select(LINE, *wanted)
    problems = []
    for number, oddity in enumerate(oddities):
        problems += _listed(file, oddity, marked.filter(pl.col(str(number)))[LINE])
    return problems


def _listed(file: TableFile, oddity: Oddity, lines: pl.Series) -> list[Problem]:
    column: Column = file.format.column(oddity.column)
    return faults(
        file.path,
        f"{oddity.words} [DfE {oddity.code}]",
        lines.head(MOST).to_list(),
        len(lines),
        column=file.text.place(column),
        hint=HINT,
        severity=oddity.severity,
    )


def check_rows_there(file: TableFile) -> list[Problem]:
    """That a file of the return has a header and no rows, which is no confirmed nought."""
    told = any(problem.severity is Severity.ERROR for problem in file.problems)
    if not file.format.yearly or file.frame.height or told:
        return []
    return [warning(file.path, f"this {file.format.name} file {NO_ROWS}", hint=NO_ROWS_HINT)]


next_decom, next_rne = pl.col("next_decom"), pl.col("next_rne")
last_dec, last_rec = pl.col("last_dec"), pl.col("last_rec")

STACK_ODDITIES = (
    Oddity(
        code="388",
        words="REC is X1 and the next episode begins later; there is a gap in care",
        column="rec",
        when=(rec == "X1") & (dec < next_decom),
    ),
    Oddity(
        code="388",
        words="REC is X1 and no episode follows; the child left for a reason not known",
        column="rec",
        when=(rec == "X1") & dec.is_not_null() & next_decom.is_null(),
    ),
    Oddity(
        code="388",
        words="REC says that care ended and an episode goes on the same day; care went on",
        column="rec",
        when=(rec != "X1") & (dec == next_decom) & (next_rne != "S").fill_null(value=True),
    ),
    Oddity(
        code="431",
        words="RNE is S and the episode before ended X1 that day; it is one period of care",
        column="rne",
        when=(rne == "S") & (last_rec == "X1") & (last_dec == decom),
    ),
    Oddity(
        code="431",
        words="RNE is S and the episode before had not ended; a period of care begins",
        column="rne",
        when=(rne == "S")
        & (last_dec >= decom)
        & ((last_rec != "X1").fill_null(value=True) | (last_dec > decom)),
    ),
    Oddity(
        code="433",
        words="RNE says that care goes on, and the episode before did not end on that day",
        column="rne",
        when=rne.is_in(["P", "L", "T", "U", "B"])
        & (last_dec != decom)
        & ((last_rec != "X1") | (last_dec > decom)).fill_null(value=True),
    ),
    Oddity(
        code="377",
        words="PLACE T3, carers on holiday, for the third time or more in twelve months",
        column="place",
        when=pl.col("holiday"),
    ),
)


def check_stack(table: str, stacked: pl.DataFrame, files: Sequence[TableFile]) -> list[Problem]:
    """What is odd about episodes beside those before and after, short breaks left out.

    Args:
        table: The canonical name.
        stacked: One row for each key, in its order, with `_file` and `_line`; repaired, unless
            returns are taken as they stand, so that nothing is said of a row that is replaced.
        files: The files that `_file` counts.
    """
    if table != "episodes":
        return []
    used = stacked.filter(
        (dec.is_null() | (dec >= decom)), ~pl.col("ls").is_in(["V3", "V4"]).fill_null(value=False)
    )
    wanted = (oddity.when.alias(str(number)) for number, oddity in enumerate(STACK_ODDITIES))
    marked = _beside(used).select(FILE, LINE, *wanted)
    problems = list(_absent_before(files))
    for number, oddity in enumerate(STACK_ODDITIES):
        rows = marked.filter(pl.col(str(number)))
        problems += _by_file(oddity, rows, files)
    return problems


def _by_file(oddity: Oddity, rows: pl.DataFrame, files: Sequence[TableFile]) -> list[Problem]:
    problems = []
    for place_of_file in sorted(rows[FILE].unique()):
        lines = rows.filter(pl.col(FILE) == place_of_file)[LINE].sort()
        problems += _listed(files[place_of_file], oddity, lines)
    return problems


def _beside(rows: pl.DataFrame) -> pl.DataFrame:
    """Episodes, in order of child and DECOM, with what is asked of the neighbours."""
    child = pl.col("child_id")
    followed, preceded = child == child.shift(-1), child == child.shift(1)
    near = rows.with_columns(
        pl.when(followed).then(decom.shift(-1)).alias("next_decom"),
        pl.when(followed).then(rne.shift(-1)).alias("next_rne"),
        pl.when(preceded).then(dec.shift(1)).alias("last_dec"),
        pl.when(preceded).then(rec.shift(1)).alias("last_rec"),
    )
    holidays = near.filter(place == "T3")
    before = pl.when(child == child.shift(HOLIDAYS_A_YEAR)).then(decom.shift(HOLIDAYS_A_YEAR))
    many = holidays.select("child_id", "decom", before.dt.offset_by("1y").alias("until"))
    many = many.filter(pl.col("until") > decom).select("child_id", "decom", holiday=True)
    return near.join(many, on=["child_id", "decom"], how="left", maintain_order="left")


ABSENT_BEFORE = Oddity(
    code="562",
    words="began before its return's year, and last year's return has no such child; the start "
    "stands",
    column="decom",
    when=pl.lit(value=True),
)


def _absent_before(files: Sequence[TableFile]) -> Iterator[Problem]:
    """Episodes from before a return's year whose child is not in last year's return at all."""
    years = {year for file in files for year in file.years}
    by_year = {year: _children_of(files, year) for year in years}
    for file in files:
        for year in file.years:
            before = by_year.get(year - 1)
            if before is not None and before.height:
                rows = file.rows_of(year).filter(decom < date(year - 1, 4, 1))
                odd = rows.join(before, on="child_id", how="anti")
                yield from _listed(file, ABSENT_BEFORE, odd[LINE].sort())


def _children_of(files: Sequence[TableFile], year: int) -> pl.DataFrame:
    """The children that a year's return has."""
    rows = [file.rows_of(year).select("child_id") for file in files if year in file.years]
    return pl.concat(rows).unique()
