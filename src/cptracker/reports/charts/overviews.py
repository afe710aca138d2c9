"""One page of all priorities.

Counts, never an average: a priority with one red and nine greens has a red.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated
from cptracker.rating.wording import RATING_IN_WORDS
from cptracker.reports.charts.drawing import GRID, QUIET, SMALL, TAGS, USUAL, DrawingSheet
from cptracker.reports.charts.layout import EDGE, chart_heading
from cptracker.reports.charts.marks import draw_mark
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.charts.text_widths import width, wrapped
from cptracker.status.attention import counts_beside_others
from cptracker.status.report import PriorityStatus, StatusReport
from cptracker.wording.phrases import BESIDE_OTHERS, days_in_words
from cptracker.wording.text import ShownRating, capitalised, counted_words, listed_words

WIDE = 560


TILE_NAMES, TILES = 172, 195
"""Pixels for a priority's name, and from the measures to the deliverables."""


TILE, TILE_GAP = 22, 4


EXAMPLE = "EXAMPLE DATA"


UNTOLD = "nothing recorded"
"""Of a deliverable, which has no data but words."""


ORDER = (
    Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.HIDDEN, Rating.NOT_STARTED,
    BenchmarkRating.WORSE, BenchmarkRating.SIMILAR, BenchmarkRating.BETTER,
    Rating.NO_TARGET, Rating.NO_DATA, Rating.CANCELLED, Unrated.REPORTED,
)  # fmt: skip
"""What needs attention comes first."""


def overview(report: StatusReport) -> ChartPicture:
    """The plan's priorities as counts of ratings, for one page."""
    sheet = DrawingSheet(WIDE)
    restricted = ["RESTRICTED"] if report.audience == "restricted" else []
    mark = " · ".join([*restricted, *([EXAMPLE] if report.example_data else [])])
    text = f"Its priorities: {days_in_words(report)}"
    y = chart_heading(sheet, report.plan_title, text, mark=mark) + 12
    sheet.words(TILE_NAMES, y + 12, "Measures", size=SMALL, bold=True)
    sheet.words(TILE_NAMES + TILES, y + 12, "Key deliverables", size=SMALL, bold=True)
    y += 22
    for priority in report.priorities:
        y = _row(sheet, priority, y)
    y = _key(sheet, _ratings_shown(report), y + 8, _no_data_in_words(report))
    return sheet.finished(y + EDGE, title=f"{report.plan_title}: its priorities", alt=_alt(report))


SIGNS = {
    BenchmarkRating.BETTER: "+",
    BenchmarkRating.SIMILAR: "=",
    BenchmarkRating.WORSE: "\N{EN DASH}",
}
"""What stands in the tile of a measure without a target that is rated beside others."""


TileRating = ShownRating


WORDS: Mapping[TileRating, str] = dict(
    [*RATING_IN_WORDS.items(), *BESIDE_OTHERS.items(), (Unrated.REPORTED, Unrated.REPORTED)]
)


def measures_of(priority: PriorityStatus) -> Counter[TileRating]:
    """The ratings of a priority's measures, as it counts them; without a target beside others."""
    counts: Counter[TileRating] = Counter(
        {rating: count for rating, count in priority.counts.items() if count}
    )
    compared = counts_beside_others(priority)
    counts.update(compared)
    counts[Rating.NO_TARGET] -= compared.total()
    return +counts


def deliverables_of(priority: PriorityStatus) -> Counter[TileRating]:
    """The ratings of its key deliverables."""
    return Counter(deliverable.shown for deliverable in priority.deliverables)


def _ratings_shown(report: StatusReport) -> list[TileRating]:
    """The ratings that are on the page, in their order."""
    ratings = {
        rating
        for priority in report.priorities
        for rating in (*measures_of(priority), *deliverables_of(priority))
    }
    return [rating for rating in ORDER if rating in ratings]


def _row(sheet: DrawingSheet, priority: PriorityStatus, y: float) -> float:
    """A priority with its tiles; the upper end of the next row."""
    sheet.line(EDGE, y, WIDE - EDGE, y, stroke=GRID)
    names = wrapped(f"{priority.number}. {priority.title}", USUAL, TILE_NAMES - 2 * EDGE, bold=True)
    for at, line in enumerate(names):
        sheet.words(EDGE, y + 21 + at * 17, line, bold=True)
    ends = [y + 14 + 17 * len(names)]
    for x, tiles_width, counts, no_data in (
        (TILE_NAMES, TILES - 12, measures_of(priority), "no data"),
        (TILE_NAMES + TILES, WIDE - TILE_NAMES - TILES - EDGE, deliverables_of(priority), UNTOLD),
    ):
        words = wrapped(overview_in_words(counts, no_data), SMALL, tiles_width, most=3)
        ends.append(_tiles(sheet, x, y + 8, tiles_width, counts, words))
    return max(ends)


def _tiles(
    sheet: DrawingSheet,
    x: float,
    y: float,
    tiles_width: float,
    counts: Mapping[TileRating, int],
    words: Sequence[str],
) -> float:
    """A tile for each, in rows, and the counts in words under them; the lower end."""
    ratings = [rating for rating in ORDER for _ in range(counts.get(rating, 0))]
    in_row = max(1, int((tiles_width + TILE_GAP) // (TILE + TILE_GAP)))
    for at, rating in enumerate(ratings):
        row, column = divmod(at, in_row)
        _tile(sheet, x + column * (TILE + TILE_GAP), y + row * (TILE + TILE_GAP), rating)
    y += -(-len(ratings) // in_row) * (TILE + TILE_GAP)
    for line in words:
        y += 15
        sheet.words(x, y, line, size=SMALL, colour=QUIET)
    return y + 12


def _tile(sheet: DrawingSheet, x: float, y: float, rating: TileRating) -> None:
    if isinstance(rating, BenchmarkRating):
        tag = TAGS[Rating.NO_TARGET]
        sheet.box(x, y, TILE, TILE, class_="rating", fill=tag.ground, stroke=tag.ink, rx=3)
        sheet.open(text_anchor="middle", fill=tag.ink)
        sheet.words(x + TILE / 2, y + 16, SIGNS[rating], bold=True)
        sheet.close()
        return
    tag = TAGS[rating]
    sheet.box(x, y, TILE, TILE, class_=f"rating {rating}", fill=tag.ground, stroke=tag.ink, rx=3)
    draw_mark(sheet, tag.shape, x + TILE / 2, y + TILE / 2, 6, tag.ink)


def overview_in_words(counts: Mapping[TileRating, int], no_data: str = "no data") -> str:
    """Such as `1 red, 2 green and 3 no target`."""
    words: dict[TileRating, str] = {**WORDS, Rating.NO_DATA: no_data}
    counts_in_words = [
        f"{counts[rating]} {words[rating].lower()}" for rating in ORDER if counts.get(rating)
    ]
    return listed_words(counts_in_words) if counts_in_words else "none"


def _no_data_in_words(report: StatusReport) -> str:
    """What one tile means that a measure and a deliverable can have, as the rows above call it."""
    measures = any(measures_of(priority)[Rating.NO_DATA] for priority in report.priorities)
    deliverables = any(deliverables_of(priority)[Rating.NO_DATA] for priority in report.priorities)
    words = [*(["no data"] if measures else []), *([UNTOLD] if deliverables else [])]
    return " or ".join(words)


def _key(sheet: DrawingSheet, ratings: Sequence[TileRating], y: float, no_data: str) -> float:
    """Each tile that is on the page, with its word."""
    sheet.line(EDGE, y - 8, WIDE - EDGE, y - 8, stroke=GRID)
    x = float(EDGE)
    for rating in ratings:
        word = capitalised(no_data if rating is Rating.NO_DATA else WORDS[rating])
        wide = TILE + 6 + width(word, SMALL) + 18
        if x > EDGE and x + wide > WIDE:
            x, y = float(EDGE), y + TILE + TILE_GAP
        _tile(sheet, x, y, rating)
        sheet.words(x + TILE + 6, y + 16, word, size=SMALL)
        x += wide
    return y + TILE


def _alt(report: StatusReport) -> str:
    return " ".join(_priority_in_words(priority) for priority in report.priorities)


def _priority_in_words(priority: PriorityStatus) -> str:
    """A priority's counts in one sentence."""
    measured, owed = measures_of(priority), deliverables_of(priority)
    owed_words = overview_in_words(owed, UNTOLD)
    return (
        f"Priority {priority.number}, {priority.title}: "
        f"{counted_words(measured.total(), 'measure')}, {overview_in_words(measured)}; "
        f"{counted_words(owed.total(), 'key deliverable')}, {owed_words}."
    )
