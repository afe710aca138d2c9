"""What is odd about episodes by themselves.

The numbers in brackets are the DfE's of its validation rules, so that the council's data team can
look them up. Nothing is changed here: how such rows are counted stands in the words.
"""

from datetime import date

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import MOST, record_errors, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.care.groups import PRESENT_CARERS, TEMPORARY
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import Column
from cptracker.records.parsing import LINE

HINT = "correct it where the file comes from"


NO_ROWS_HINT = "if nobody was in it that year, say so; else put the whole file in its place"


NO_ROWS = "has its header and no rows: its year counts as not supplied, not as nobody"


PRESENT_CARERS_SINCE = date(2015, 4, 1)
"""The day from which rule 217 is asked of an episode."""


decom, dec, rec = pl.col("decom"), pl.col("dec"), pl.col("rec")


rne, place = pl.col("rne"), pl.col("place")


@frozen(kw_only=True)
class EpisodeCheck:
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


ROW_CHECKS = (
    EpisodeCheck(
        code="148",
        words="REC says why the episode ceased and DEC is blank; it counts as open",
        column="dec",
        when=rec.is_not_null() & (rec != "X1") & dec.is_null(),
        severity=Severity.ERROR,
    ),
    EpisodeCheck(
        code="148",
        words="REC is X1 and DEC is blank; it counts as open",
        column="dec",
        when=(rec == "X1") & dec.is_null(),
    ),
    EpisodeCheck(
        code="148",
        words="DEC has no REC; the episode ended for a reason not known",
        column="rec",
        when=rec.is_null() & dec.is_not_null(),
    ),
    EpisodeCheck(
        code="355",
        words="DEC is DECOM; it is no day of care, and only its REC counts",
        column="dec",
        when=dec == decom,
    ),
    EpisodeCheck(
        code="217",
        words="PLACE A3 or A5 is with the present carers, and RNE is not S, T or U",
        column="rne",
        when=place.is_in(PRESENT_CARERS)
        & (decom >= PRESENT_CARERS_SINCE)
        & ~rne.is_in(["S", "T", "U"]).fill_null(value=False),
    ),
    EpisodeCheck(
        code="380",
        words="a temporary PLACE (T0 to T4) begins a period of care; it begins no placement",
        column="place",
        when=place.is_in(TEMPORARY) & (rne == "S"),
    ),
    EpisodeCheck(
        code="381",
        words="a temporary PLACE (T0 to T4) ends a period of care",
        column="place",
        when=place.is_in(TEMPORARY) & (rec != "X1"),
    ),
    EpisodeCheck(
        code="375",
        words="PLACE T1, in hospital, lasts longer than six weeks; it counts as no placement",
        column="place",
        when=_longer("T1", 42),
    ),
    EpisodeCheck(
        code="376",
        words="PLACE T3, carers on holiday, lasts longer than three weeks; it counts as no "
        "placement",
        column="place",
        when=_longer("T3", 21),
    ),
    EpisodeCheck(
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
    names = set(file.frame.columns)
    checks = [
        episode_check
        for episode_check in ROW_CHECKS
        if set(episode_check.when.meta.root_names()) <= names
    ]
    expressions = (check.when.alias(str(number)) for number, check in enumerate(checks))
    marked = file.frame.select(LINE, *expressions)
    problems = []
    for number, check in enumerate(checks):
        problems += episode_problems(file, check, marked.filter(pl.col(str(number)))[LINE])
    return problems


def episode_problems(file: TableFile, check: EpisodeCheck, lines: pl.Series) -> list[Problem]:
    """One problem for each line of a file that an oddity is true of."""
    column: Column = file.format.column(check.column)
    return record_errors(
        file.path,
        f"{check.words} [DfE {check.code}]",
        lines.head(MOST).to_list(),
        len(lines),
        column=file.text.place(column),
        hint=HINT,
        severity=check.severity,
    )


def check_rows_there(file: TableFile) -> list[Problem]:
    """That a file of the return has a header and no rows, which is no confirmed nought."""
    has_errors = any(problem.severity is Severity.ERROR for problem in file.problems)
    if not file.format.yearly or file.frame.height or has_errors:
        return []
    return [record_warning(file.path, f"this {file.format.name} file {NO_ROWS}", hint=NO_ROWS_HINT)]
