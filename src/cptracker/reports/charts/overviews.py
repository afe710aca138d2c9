"""One page of all priorities: a tile for each measure and each key deliverable, by its rating.

Counts, never an average: a priority with one red and nine greens has a red.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from cptracker.judging import RATING_IN_WORDS
from cptracker.judging.wording import long_date
from cptracker.reports.charts.drawing import SMALL, USUAL, Sheet
from cptracker.reports.charts.frames import EDGE, heading
from cptracker.reports.charts.lettering import width, wrapped
from cptracker.reports.charts.marks import draw
from cptracker.reports.charts.palette import GRID, QUIET, TAGS
from cptracker.reports.charts.pictures import Picture
from cptracker.reports.text import counted, listed
from cptracker.results import Rating
from cptracker.standing import PriorityStatus, StatusReport

WIDE = 560
NAMES, TILES = 172, 195
"""Pixels for a priority's name, and from the measures to the deliverables."""
TILE, APART = 22, 4
EXAMPLE = "EXAMPLE DATA"
UNTOLD = "nothing recorded"
"""Of a deliverable, which has no data but words."""

ORDER = (
    Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.HIDDEN, Rating.NOT_STARTED,
    Rating.NO_TARGET, Rating.NO_DATA, Rating.CANCELLED,
)  # fmt: skip
"""What needs attention comes first."""


def overview(report: StatusReport) -> Picture:
    """The plan's priorities as counts of ratings, for one page."""
    sheet = Sheet(WIDE)
    restricted = ["RESTRICTED"] if report.audience == "restricted" else []
    mark = " · ".join([*restricted, *([EXAMPLE] if report.example_data else [])])
    told = f"Its priorities as at {long_date(report.as_at)}"
    y = heading(sheet, report.plan_title, told, mark=mark) + 12
    sheet.words(NAMES, y + 12, "Measures", size=SMALL, bold=True)
    sheet.words(NAMES + TILES, y + 12, "Key deliverables", size=SMALL, bold=True)
    y += 22
    for priority in report.priorities:
        y = _row(sheet, priority, y)
    y = _key(sheet, _found(report), y + 8)
    return sheet.finished(y + EDGE, title=f"{report.plan_title}: its priorities", alt=_alt(report))


def measures_of(priority: PriorityStatus) -> Counter[Rating]:
    """The ratings of a priority's measures, as it counts them."""
    return Counter({rating: count for rating, count in priority.counts.items() if count})


def deliverables_of(priority: PriorityStatus) -> Counter[Rating]:
    """The ratings of its key deliverables."""
    return Counter(one.rating for one in priority.deliverables)


def _found(report: StatusReport) -> list[Rating]:
    """The ratings that are on the page, in their order."""
    found = {
        rating
        for priority in report.priorities
        for rating in (*measures_of(priority), *deliverables_of(priority))
    }
    return [rating for rating in ORDER if rating in found]


def _row(sheet: Sheet, priority: PriorityStatus, y: float) -> float:
    """A priority with its tiles; the upper end of the next row."""
    sheet.line(EDGE, y, WIDE - EDGE, y, stroke=GRID)
    names = wrapped(f"{priority.number}. {priority.title}", USUAL, NAMES - 2 * EDGE, bold=True)
    for at, line in enumerate(names):
        sheet.words(EDGE, y + 21 + at * 17, line, bold=True)
    ends = [y + 14 + 17 * len(names)]
    for x, room, counts, no_data in (
        (NAMES, TILES - 12, measures_of(priority), "no data"),
        (NAMES + TILES, WIDE - NAMES - TILES - EDGE, deliverables_of(priority), UNTOLD),
    ):
        words = wrapped(in_words(counts, no_data), SMALL, room, most=3)
        ends.append(_tiles(sheet, x, y + 8, room, counts, words))
    return max(ends)


def _tiles(
    sheet: Sheet,
    x: float,
    y: float,
    room: float,
    counts: Mapping[Rating, int],
    words: Sequence[str],
) -> float:
    """A tile for each, in rows, and the counts in words under them; the lower end."""
    each = [rating for rating in ORDER for _ in range(counts.get(rating, 0))]
    in_row = max(1, int((room + APART) // (TILE + APART)))
    for at, rating in enumerate(each):
        row, column = divmod(at, in_row)
        _tile(sheet, x + column * (TILE + APART), y + row * (TILE + APART), rating)
    y += -(-len(each) // in_row) * (TILE + APART)
    for line in words:
        y += 15
        sheet.words(x, y, line, size=SMALL, colour=QUIET)
    return y + 12


def _tile(sheet: Sheet, x: float, y: float, rating: Rating) -> None:
    tag = TAGS[rating]
    sheet.box(x, y, TILE, TILE, class_=f"rating {rating}", fill=tag.ground, stroke=tag.ink, rx=3)
    draw(sheet, tag.shape, x + TILE / 2, y + TILE / 2, 6, tag.ink)


def in_words(counts: Mapping[Rating, int], no_data: str = "no data") -> str:
    """Such as `1 red, 2 green and 3 no target`."""
    words = {**RATING_IN_WORDS, Rating.NO_DATA: no_data}
    parts = [f"{counts[rating]} {words[rating].lower()}" for rating in ORDER if counts.get(rating)]
    return listed(parts) if parts else "none"


def _key(sheet: Sheet, found: Sequence[Rating], y: float) -> float:
    """Each tile that is on the page, with its word."""
    sheet.line(EDGE, y - 8, WIDE - EDGE, y - 8, stroke=GRID)
    x = float(EDGE)
    for rating in found:
        word = RATING_IN_WORDS[rating]
        wide = TILE + 6 + width(word, SMALL) + 18
        if x > EDGE and x + wide > WIDE:
            x, y = float(EDGE), y + TILE + APART
        _tile(sheet, x, y, rating)
        sheet.words(x + TILE + 6, y + 16, word, size=SMALL)
        x += wide
    return y + TILE


def _alt(report: StatusReport) -> str:
    return " ".join(_priority_in_words(priority) for priority in report.priorities)


def _priority_in_words(priority: PriorityStatus) -> str:
    """A priority's counts in one sentence."""
    measured, owed = measures_of(priority), deliverables_of(priority)
    return (
        f"Priority {priority.number}, {priority.title}: "
        f"{counted(measured.total(), 'measure')}, {in_words(measured)}; "
        f"{counted(owed.total(), 'key deliverable')}, {in_words(owed, UNTOLD)}."
    )
