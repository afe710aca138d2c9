"""What is odd about episodes beside those before and after, in one return or in several.

The numbers in brackets are the DfE's, as in `checking_episodes`; how such rows are counted stands
in the words.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from cptracker.model.problems import Problem
from cptracker.records.care.groups import PRESENT_CARERS, TEMPORARY
from cptracker.records.checks.episodes import (
    EpisodeCheck,
    dec,
    decom,
    episode_problems,
    place,
    rec,
    rne,
)
from cptracker.records.collection_years import TableFile
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

HOLIDAYS_A_YEAR = 2
"""Stays under T3 that rule 377 allows in twelve months."""


next_decom, next_rne = pl.col("next_decom"), pl.col("next_rne")


last_dec, last_rec = pl.col("last_dec"), pl.col("last_rec")


STACK_CHECKS = (
    EpisodeCheck(
        code="388",
        words="REC is X1 and the next episode begins later; there is a gap in care",
        column="rec",
        when=(rec == "X1") & (dec < next_decom),
    ),
    EpisodeCheck(
        code="388",
        words="REC is X1 and no episode follows; the child left for a reason not known",
        column="rec",
        when=(rec == "X1") & dec.is_not_null() & next_decom.is_null(),
    ),
    EpisodeCheck(
        code="388",
        words="REC says that care ended and an episode goes on the same day; care went on",
        column="rec",
        when=(rec != "X1") & (dec == next_decom) & (next_rne != "S").fill_null(value=True),
    ),
    EpisodeCheck(
        code="431",
        words="RNE is S and the episode before ended X1 that day; it is one period of care",
        column="rne",
        when=(rne == "S") & (last_rec == "X1") & (last_dec == decom),
    ),
    EpisodeCheck(
        code="431",
        words="RNE is S and the episode before had not ended; a period of care begins",
        column="rne",
        when=(rne == "S")
        & (last_dec >= decom)
        & ((last_rec != "X1").fill_null(value=True) | (last_dec > decom)),
    ),
    EpisodeCheck(
        code="433",
        words="RNE says that care goes on, and the episode before did not end on that day",
        column="rne",
        when=rne.is_in(["P", "L", "T", "U", "B"])
        & (last_dec != decom)
        & ((last_rec != "X1") | (last_dec > decom)).fill_null(value=True),
    ),
    EpisodeCheck(
        code="383",
        words="PLACE, PL_POST or URN is another than before the temporary stay; it is a move",
        column="place",
        when=pl.col("elsewhere"),
    ),
    EpisodeCheck(
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
    expressions = (check.when.alias(str(number)) for number, check in enumerate(STACK_CHECKS))
    marked = _with_neighbours(used).select(FILE, LINE, *expressions)
    problems = list(_absent_before(files))
    for number, check in enumerate(STACK_CHECKS):
        rows = marked.filter(pl.col(str(number)))
        problems += _by_file(check, rows, files)
    return problems


def _by_file(check: EpisodeCheck, rows: pl.DataFrame, files: Sequence[TableFile]) -> list[Problem]:
    problems = []
    for place_of_file in sorted(rows[FILE].unique()):
        lines = rows.filter(pl.col(FILE) == place_of_file)[LINE].sort()
        problems += episode_problems(files[place_of_file], check, lines)
    return problems


def _with_neighbours(rows: pl.DataFrame) -> pl.DataFrame:
    """Episodes, in order of child and DECOM, with what is asked of the neighbours."""
    child = pl.col("child_id")
    followed, preceded = child == child.shift(-1), child == child.shift(1)
    near = rows.with_columns(
        pl.when(followed).then(decom.shift(-1)).alias("next_decom"),
        pl.when(followed).then(rne.shift(-1)).alias("next_rne"),
        pl.when(preceded).then(dec.shift(1)).alias("last_dec"),
        pl.when(preceded).then(rec.shift(1)).alias("last_rec"),
        (preceded & _is_elsewhere()).alias("elsewhere"),
    )
    holidays = near.filter(place == "T3")
    before = pl.when(child == child.shift(HOLIDAYS_A_YEAR)).then(decom.shift(HOLIDAYS_A_YEAR))
    many = holidays.select("child_id", "decom", before.dt.offset_by("1y").alias("until"))
    many = many.filter(pl.col("until") > decom).select("child_id", "decom", holiday=True)
    return near.join(many, on=["child_id", "decom"], how="left", maintain_order="left")


def _is_elsewhere() -> pl.Expr:
    """Whether an episode after a stay is not where the child was before it."""
    stay = place.is_in(TEMPORARY).fill_null(value=False)
    home = {name: _plain(name) for name in ("child_id", "place", "pl_post", "urn")}
    before = {n: pl.when(~stay).then(expr).forward_fill().shift(1) for n, expr in home.items()}
    urns = (home["urn"] == before["urn"]) | (home["urn"] == "") | (before["urn"] == "")
    same = urns & (home["place"] == before["place"]) & (home["pl_post"] == before["pl_post"])
    expression = before["child_id"] == home["child_id"]
    return stay.shift(1) & ~stay & ~home["place"].is_in(PRESENT_CARERS) & expression & ~same


def _plain(name: str) -> pl.Expr:
    """A code or postcode without blanks, in capitals; two that are not there are alike."""
    return pl.col(name).fill_null("").str.replace_all(" ", "", literal=True).str.to_uppercase()


ABSENT_BEFORE = EpisodeCheck(
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
                yield from episode_problems(file, ABSENT_BEFORE, odd[LINE].sort())


def _children_of(files: Sequence[TableFile], year: int) -> pl.DataFrame:
    """The children that a year's return has."""
    rows = [file.rows_of(year).select("child_id") for file in files if year in file.years]
    return pl.concat(rows).unique()
