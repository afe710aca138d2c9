"""Cells of tables: words, numbers just as they are shown, days, ratings and reasons for nothing."""

import re
from datetime import date
from fractions import Fraction

from attrs import evolve

from cptracker.model.figures import Figure, MissingReason, Rating, Unrated
from cptracker.model.periods import long_date
from cptracker.rating.wording import MISSING_IN_WORDS, RATING_IN_WORDS
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    NumberCell,
    RatingTag,
    TableCell,
    Words,
)
from cptracker.status.report import StatusReport
from cptracker.status.tracker_lines import DeliverableStatus
from cptracker.wording.text import RATING_SYMBOLS, capitalised

_NUMBER = re.compile(r"(-?)(£?)([0-9][0-9,]*(?:\.([0-9]+))?)(%?)")


TONES = {
    Rating.GREEN: "green",
    Rating.AMBER: "amber",
    Rating.RED: "red",
    Rating.COMPLETE: "complete",
}
"""The tone of each rating's tag; one that is not named here is plain."""


SHORTHAND = {
    MissingReason.HIDDEN: "[c]",
    MissingReason.NO_CASES: "[z]",
    MissingReason.NOT_DUE: "[x]",
    MissingReason.NOT_SUPPLIED: "[x]",
    MissingReason.NOT_COMPUTABLE: "[x]",
}
"""The government's shorthand for an empty cell; words beside it keep the reasons apart."""


PUBLISHED = "†"
"""The sign of a figure as it was published at the time."""


MEANINGS = (
    ("[c]", "confidential: hidden, so that nobody can be found by a small number"),
    ("[u]", "low reliability: a share of few children, which chance moves far"),
    ("[x]", "not available: not supplied, not computable, or not due yet, as the words say"),
    ("[z]", "not applicable: nobody was eligible"),
)


def meanings(report: StatusReport) -> tuple[tuple[str, str], ...]:
    """The signs that its cells may hold: none of protection where no children are counted."""
    protection_signs = () if report.counts_children else ("[c]", "[u]")
    return tuple(meaning for meaning in MEANINGS if meaning[0] not in protection_signs)


def words_cell(text: str) -> TableCell:
    """A cell of plain words; empty for none."""
    return TableCell(spans=(Words(text),) if text else ())


def line_cell(line: Line) -> TableCell:
    """A cell of a line that may hold links."""
    return TableCell(spans=line)


def number_cell(text: str) -> TableCell:
    """A cell that is a number where its words are one, such as `93.8%` or `1,062`.

    Words without a digit, such as `none set`, say that there is no number.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        is_missing = not any(letter.isdigit() for letter in text)
        return evolve(words_cell(text), is_missing=is_missing)
    minus, before, value, digits, after = match.groups(default="")
    number = NumberCell(
        value=Fraction(minus + value.replace(",", "")),
        digits=len(digits),
        before=before,
        after=after,
    )
    return TableCell(spans=(Words(text),), number=number)


def marked_cell(cell: TableCell, mark: str) -> TableCell:
    """A cell with a sign behind what it shows; a number stays one."""
    number = cell.number and evolve(cell.number, after=f"{cell.number.after} {mark}")
    return evolve(cell, spans=(*cell.spans, Words(f" {mark}")), number=number)


def count_cell(value: int | None) -> TableCell:
    """A whole number; empty where there is none."""
    return words_cell("") if value is None else number_cell(f"{value:,}")


def day_cell(value: date | None) -> TableCell:
    """A day; empty where there is none."""
    return (
        words_cell("") if value is None else TableCell(spans=(Words(long_date(value)),), day=value)
    )


def rating_tag(rating: Rating) -> RatingTag:
    """A rating as its word, with its shape."""
    return RatingTag(
        text=RATING_IN_WORDS[rating],
        shape=RATING_SYMBOLS[rating][0],
        tone=TONES.get(rating, "plain"),
    )


def deliverable_tag(deliverable: DeliverableStatus) -> RatingTag:
    """How a key deliverable is rated, or that a published document tells of it unrated."""
    if isinstance(deliverable.shown, Unrated):
        shape, _ = RATING_SYMBOLS[deliverable.shown]
        return RatingTag(text=capitalised(deliverable.shown), shape=shape, tone="plain")
    return rating_tag(deliverable.shown)


def rating(value: Rating) -> TableCell:
    """A rating in a cell."""
    return TableCell(spans=(rating_tag(value),))


def picture_cell(drawn: InlinePicture | None) -> TableCell:
    """A picture in a cell, with its words for those who do not see it."""
    return TableCell() if drawn is None else TableCell(picture=drawn)


def value_cell(figure: Figure, text: str) -> TableCell:
    """A figure's value as it is shown, else its shorthand."""
    if figure.value is not None:
        unsaid = [mark for mark in signs(figure).split() if mark not in text]
        shown = number_cell(text)
        return marked_cell(shown, " ".join(unsaid)) if unsaid else shown
    return words_cell(SHORTHAND[figure.missing_reason or MissingReason.NOT_COMPUTABLE])


def signs(figure: Figure) -> str:
    """What the shorthand says of a figure that has a value, such as `[u]`."""
    return " ".join(f"[{mark}]" for mark in figure.marks) if figure.value is not None else ""


def why_none(figure: Figure) -> TableCell:
    """Why a figure has no value, in words; empty where it has one."""
    if figure.value is not None:
        return words_cell("")
    return words_cell(MISSING_IN_WORDS[figure.missing_reason or MissingReason.NOT_COMPUTABLE])
