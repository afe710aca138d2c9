"""Charts: what is drawn, what is said, and what never is."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from drawn import (
    DROP,
    JUMP,
    STEADY,
    SVG,
    compared,
    comparison,
    figure,
    indicator,
    of_kind,
    parsed,
    point_shapes,
    points,
    recalculated,
    target,
    written,
)
from measure_facts import info
from reports_made import made_report

from cptracker.model.comparisons import ComparatorKind
from cptracker.model.figures import Figure, MissingReason, Rating, Series
from cptracker.model.periods import Every, from_key
from cptracker.model.plan import Better
from cptracker.reports import charts
from cptracker.reports.charts.bars import bar_chart
from cptracker.status.report import Profile

HIDDEN = MissingReason.HIDDEN
SHORT = [80, 82, 79]
DRAWN = {
    "control chart": lambda: charts.spc_chart(indicator(JUMP, aim=target(90))),
    "line": lambda: charts.line_chart(indicator(SHORT, aim=target(90))),
    "sparkline": lambda: charts.sparkline(indicator(SHORT)),
    "dot strip": lambda: charts.dot_strip(indicator(SHORT, comparisons=compared())),
    "rating strip": lambda: charts.rating_strip(indicator(SHORT, aim=target(90))),
    "overview": lambda: charts.overview(made_report()),
    "bars": lambda: charts.bar_chart(profile()),
}
every_chart = pytest.mark.parametrize("drawn", [pytest.param(v, id=k) for k, v in DRAWN.items()])


def profile(values=(30, 40, 44, 52), unit="children", **fields):
    """Two age groups over two years."""
    years, groups = (from_key("202324"), from_key("202425")), ("under 5", "5 and over")
    cells = [(year, group) for year in years for group in groups]
    figures = [
        Figure(period=year, group_by="age", group=group, missing_reason=value)
        if isinstance(value, MissingReason)
        else Figure(period=year, group_by="age", group=group, value=Fraction(value))
        for (year, group), value in zip(cells, values, strict=True)
    ]
    about = info("m", title="t", unit=unit, better=Better.CONTEXT)
    series = Series(info=about, figures=tuple(figures))
    return Profile(title="Children by age", series=series, **fields)


@every_chart
def test_every_picture_is_an_image_with_words_and_nothing_from_outside(drawn):
    picture = drawn()
    root = parsed(picture)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}

    assert root.get("role") == "img"
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == picture.title
    assert root[1].text == picture.alt
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "circle", "text"}
    assert not {name for node in root.iter() for name in node.keys()} & {"id", "href", "onclick"}  # noqa: SIM118 - an element's own
    assert picture.svg.count("http") == picture.svg.count("http://www.w3.org/2000/svg") == 1
    assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"


@every_chart
def test_every_picture_is_the_same_each_time(drawn):
    assert drawn() == drawn()


@every_chart
def test_every_picture_stays_on_its_paper(drawn):
    """What lies beyond the edge would be cut."""
    picture = drawn()

    for element in parsed(picture).iter():
        for name, end in (("x", picture.width), ("cx", picture.width), ("y", picture.height),
                          ("cy", picture.height)):  # fmt: skip
            assert 0 <= float(element.get(name, 0)) <= end


@every_chart
def test_every_picture_in_dots_has_twice_its_size(drawn):
    picture = drawn()
    dots = picture.png()

    assert dots.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(dots[16:20], "big") == 2 * picture.width
    assert int.from_bytes(dots[20:24], "big") == 2 * picture.height
    assert dots == picture.png()


def test_dots_need_one_more_library_and_say_which(monkeypatch):
    from cptracker.model.problems import UsageError

    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)

    with pytest.raises(UsageError, match=r"pip install 'cptracker\[reports\]'"):
        DRAWN["line"]().png()


def test_words_in_dots_need_no_font_of_the_machine():
    """Letters come with the package: without them the picture would have fewer dark dots."""
    picture = charts.sparkline(indicator(SHORT))
    lettered = evolve(picture, svg=picture.svg.replace("</svg>", "<text y='20'>Wxyz</text></svg>"))

    assert picture.png() != lettered.png()


def test_a_notebook_shows_the_picture():
    picture = DRAWN["line"]()

    assert picture._repr_svg_() == picture.svg


@pytest.mark.parametrize(
    ("values", "better", "meaning", "shape"),
    [
        pytest.param(STEADY, Better.HIGHER, "common", "circle", id="within chance"),
        pytest.param(JUMP, Better.HIGHER, "improvement", "3 corners", id="better"),
        pytest.param(DROP, Better.HIGHER, "concern", "3 corners", id="worse"),
        pytest.param(JUMP, Better.LOWER, "concern", "3 corners", id="worse, where lower is better"),
        pytest.param(JUMP, Better.CONTEXT, "neutral", "4 corners", id="neither"),
    ],
)
def test_a_point_shows_its_signal_by_shape_and_group(values, better, meaning, shape):
    picture = charts.spc_chart(indicator(values, better=better))
    marks = points(picture)

    assert sum(marks.values()) == len(values)
    assert point_shapes(picture, meaning) == {shape}
    assert marks == {"common": 14} if meaning == "common" else {"common": 13, meaning: 1}


def test_better_points_up_and_worse_points_down():
    def apex(values, kind):
        picture = charts.spc_chart(indicator(values))
        (group,) = of_kind(picture, kind)
        corners = group[0].get("d").strip("MZ").split("L")
        heights = [float(corner.split()[1]) for corner in corners]
        return heights[0] < heights[1]

    assert apex(JUMP, "improvement")
    assert not apex(DROP, "concern")


def test_a_control_chart_has_its_lines_in_words():
    picture = charts.spc_chart(indicator(STEADY, aim=target(90)))

    assert len(of_kind(picture, "mean")) == 1
    assert len(of_kind(picture, "limit")) == 2
    assert len(of_kind(picture, "target")) == 1
    assert {text.rsplit(" ", 1)[0] for text in written(picture)} >= {
        "Upper limit", "Mean", "Lower limit", "Target",
    }  # fmt: skip
    assert "The vertical axis starts at 70%, not at 0%." in written(picture)


def test_limits_begin_anew_with_the_reason_and_are_dashed_on_trial():
    picture = charts.spc_chart(
        indicator([*STEADY, 90, 91, 92], recalculations=[recalculated(14, "a new form")])
    )
    steady, trial = of_kind(picture, "mean")

    assert len(of_kind(picture, "recalculation")) == 1
    assert steady.get("stroke-dasharray") is None
    assert trial.get("stroke-dasharray")
    assert "trial" in trial.get("class")
    assert any("a new form (Board, May 2024)" in text for text in written(picture))
    assert any("limits on trial since June 2024" in text for text in written(picture))
    assert "a new form" in picture.alt


def test_a_target_steps_where_it_changed_and_begins_when_it_was_set():
    later = target(88, since=date(2023, 12, 1))
    picture = charts.spc_chart(
        indicator(STEADY, aims=(None,) * 4 + (target(85),) * 4 + (later,) * 6)
    )
    starts = [
        element.get("d").split("L")[0].strip("M").split() for element in of_kind(picture, "target")
    ]

    assert len(starts) == 2
    assert float(starts[0][0]) < float(starts[1][0])
    assert float(starts[0][1]) > float(starts[1][1])
    assert "Target 88%" in written(picture)


def test_a_target_without_judgements_is_drawn_from_its_own_day_on():
    aim = target(88, since=month_end(7))
    judged_indicator, untold = (
        indicator(STEADY, aim=aim, judged=is_rated) for is_rated in (True, False)
    )

    assert line_start(charts.spc_chart(untold)) > line_start(charts.spc_chart(judged_indicator))


def month_end(number):
    return figure(number, 1).period.end


def line_start(picture):
    (line,) = of_kind(picture, "target")
    return float(line.get("d").strip("M").split()[0])


def test_a_range_has_both_its_ends():
    picture = charts.line_chart(indicator(SHORT, better=Better.NEAR, aim=target(low=75, high=85)))

    assert len(of_kind(picture, "target")) == 2
    assert {"Target from 75%", "Target to 85%"} <= set(written(picture))
    assert "Target 75% to 85%." in picture.alt


def test_limits_where_no_figure_can_be_are_not_drawn():
    picture = charts.spc_chart(indicator([98, 100, 99, 100, 97, 100, 99] * 2))

    assert len(of_kind(picture, "limit")) == 1
    assert any("over 100%" in text for text in written(picture))


@pytest.mark.parametrize("where", [0, 5, 13], ids=["first", "amid", "latest"])
def test_a_control_chart_with_a_hidden_point_is_withheld(where):
    """Its mean and limits would rest on the number that nobody may see."""
    full = [figure(at, value) for at, value in enumerate(JUMP)]
    values = [HIDDEN if at == where else value for at, value in enumerate(JUMP)]
    own_indicator = indicator(values, charted=full)

    assert own_indicator.spc.chart is not None
    assert charts.spc_chart(own_indicator) is None
    assert "hidden" in charts.line_chart(own_indicator).alt


def test_a_control_chart_of_periods_that_are_not_shown_is_withheld():
    full = [figure(at, value) for at, value in enumerate([*STEADY, 85])]
    own_indicator = indicator(STEADY, charted=full)

    assert charts.spc_chart(own_indicator) is None
    assert "not shown here" in charts.line_chart(own_indicator).alt


@pytest.mark.parametrize("chart", [charts.line_chart, charts.sparkline, charts.rating_strip])
def test_no_picture_tells_one_hidden_value_from_another(chart):
    """The same bytes, whatever the chart behind it was worked out from."""

    def drawn(secret):
        full = [figure(at, secret if at == 5 else value) for at, value in enumerate(STEADY)]
        shown = [HIDDEN if at == 5 else value for at, value in enumerate(STEADY)]
        return chart(indicator(shown, charted=full, aim=target(90)))

    assert drawn(3) == drawn(97)


def test_a_gap_has_its_sign_and_no_point_and_no_line():
    picture = charts.line_chart(indicator([50, 52, HIDDEN, 55, MissingReason.NO_CASES, 53]))
    (line,) = of_kind(picture, "line")
    (gaps,) = of_kind(picture, "gaps")

    assert points(picture) == {"plain": 4}
    assert line.get("d").count("M") == 1
    assert [gap.text for gap in gaps] == ["[c]", "[z]"]
    assert "[c] hidden, to protect children; [z] no cases." in written(picture)
    assert "no cases in 1 period" in picture.alt.lower()
    assert (
        "Hidden to protect children in 1 period"
        in charts.line_chart(indicator([50, 52, HIDDEN])).alt
    )


def test_gaps_too_near_for_a_sign_each_share_one():
    picture = charts.line_chart(indicator([50, HIDDEN, HIDDEN, 52] + [51] * 30 + [HIDDEN, 50]))
    (gaps,) = of_kind(picture, "gaps")

    assert [gap.text for gap in gaps] == ["[c]", "[c]"]


def test_a_movement_from_or_to_a_hidden_figure_is_not_told():
    for values in ([50, 52, HIDDEN], [50, 52, HIDDEN, 55]):
        alt = charts.line_chart(indicator(values)).alt

        assert " up " not in alt
        assert " down " not in alt


def test_values_are_drawn_no_finer_than_they_are_shown():
    """From 77.78 a place on the paper would tell 7 of 9; 77.8 is all that the words say."""
    fine, coarse = (
        indicator([50, Fraction(value), 60]) for value in (Fraction(700, 9), Fraction(778, 10))
    )

    assert charts.line_chart(fine) == charts.line_chart(coarse)


def test_public_digits_are_those_of_the_picture():
    """A protected figure says how many digits it has."""
    own_indicator = indicator([50, 60, 70])
    whole = tuple(evolve(each, digits=0) for each in own_indicator.series)
    shown = charts.line_chart(evolve(own_indicator, series=whole, figure=whole[-1]))

    assert "70%" in written(shown)
    assert "70.0%" not in written(shown)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param([50], None, id="one figure has no line"),
        pytest.param([HIDDEN, HIDDEN, 50], None, id="one that is shown"),
        pytest.param([50, 51], "April 2023 to May 2023", id="two"),
        pytest.param([50] * 5, "All figures are 50.0%", id="all equal"),
        pytest.param([-4, -2, -3], "Lowest -4.0% in April 2023", id="under nought"),
        pytest.param([10**9, 2 * 10**9], "1,000,000,000", id="huge"),
        pytest.param([0, 0, 0], "All figures are 0.0%", id="nought"),
    ],
)
def test_lines_of_odd_series(values, words):
    own_indicator = indicator(values)
    picture = charts.line_chart(own_indicator)

    assert (charts.sparkline(own_indicator) is None) == (picture is None) == (words is None)
    if words:
        assert words in picture.alt
        assert sum(points(picture).values()) == len(values)


def test_a_level_series_has_one_line_for_mean_and_limits():
    picture = charts.spc_chart(indicator([100] * 14, aim=target(100)))

    assert "Mean and limits 100%" in written(picture)
    assert points(picture) == {"common": 14}


def test_a_line_says_why_it_is_no_control_chart_and_shows_the_median():
    picture = charts.line_chart(indicator(SHORT))

    assert "Not a control chart: 3 figures: limits and icons need 13." in written(picture)
    assert "Median 80%" in written(picture)


def test_small_movements_look_small():
    """A point of movement does not fill the chart from top to bottom."""
    picture = charts.line_chart(indicator([50, 51]))
    first, last = of_kind(picture, "points")[0]

    assert abs(float(first.get("cy")) - float(last.get("cy"))) < 25


ALT = {
    "control": lambda: charts.spc_chart(indicator(JUMP, aim=target(90))),
    "within chance": lambda: charts.spc_chart(indicator(STEADY)),
    "on trial": lambda: charts.spc_chart(
        indicator([*STEADY, 90], recalculations=[recalculated(14)])
    ),
    "line": lambda: charts.line_chart(indicator([50, 52, HIDDEN, 55], aim=target(60))),
    "count": lambda: charts.line_chart(indicator([3, 5, 4], unit="events", every=Every.QUARTER)),
    "sparkline": lambda: charts.sparkline(indicator(SHORT)),
    "dot strip": lambda: charts.dot_strip(indicator(SHORT, comparisons=compared())),
    "hidden beside others": lambda: charts.dot_strip(
        indicator([50, HIDDEN], comparisons=compared(like_for_like=False))
    ),
    "rating strip": lambda: charts.rating_strip(indicator([80, 86, HIDDEN, 92], aim=target(90))),
    "overview": lambda: charts.overview(made_report()),
    "bars": lambda: charts.bar_chart(profile(values=(30, 40, HIDDEN, 52))),
}  # fmt: skip


def test_what_pictures_say_in_words(snapshot):
    texts = [f"{name}\n  {drawn().alt}\n" for name, drawn in ALT.items()]

    snapshot("\n".join(texts), "charts-in-words.txt")


@pytest.mark.parametrize("name", ["control", "line", "dot strip", "rating strip", "bars"])
def test_what_pictures_hold(snapshot, name):
    """The whole of the SVG, an element a line."""
    snapshot(ALT[name]().svg.replace("><", ">\n<") + "\n", f"chart-{name.replace(' ', '-')}.svg")


HOSTILE = 'A & B <script>alert(1)</script> "x" \x1b[31mred\x1b[0m \u202eevil\x00 =cmd'


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(
            lambda: charts.spc_chart(
                indicator(
                    [*STEADY, 90],
                    title=HOSTILE,
                    unit=HOSTILE,
                    recalculations=[recalculated(14, HOSTILE)],
                )
            ),
            id="control",
        ),
        pytest.param(lambda: charts.line_chart(indicator(SHORT, title=HOSTILE)), id="line"),
        pytest.param(lambda: charts.sparkline(indicator(SHORT, title=HOSTILE)), id="sparkline"),
        pytest.param(
            lambda: charts.dot_strip(
                indicator(
                    SHORT,
                    comparisons=(comparison(ComparatorKind.REGION, HOSTILE, 5, period=HOSTILE),),
                ),
                council=HOSTILE,
            ),
            id="dot strip",
        ),
        pytest.param(lambda: charts.overview(made_report(plan_title=HOSTILE)), id="overview"),
        pytest.param(
            lambda: charts.bar_chart(evolve(profile(), title=HOSTILE, note=HOSTILE)), id="bars"
        ),
    ],
)
def test_hostile_names_are_words_and_nothing_else(drawn):
    picture = drawn()
    parsed(picture)

    assert "<script" not in picture.svg
    for character in "\x1b\x00\u202e":
        assert character not in picture.svg
    assert picture.png().startswith(b"\x89PNG")


def test_long_names_end_in_an_ellipsis_inside_the_picture():
    picture = charts.spc_chart(indicator(STEADY, title="Children " * 60))

    assert written(picture)[1].endswith("…")


def test_neighbours_are_placed_and_not_named():
    picture = charts.dot_strip(indicator(SHORT, comparisons=compared()), council="Southampton")
    text = " ".join([picture.svg, picture.alt])

    assert len([element for element in parsed(picture).iter() if element.get("class") == (
        "a statistical neighbour")]) == 10  # fmt: skip
    assert "Neighbour 3" not in text
    assert {"Southampton", "England", "South East", "Statistical neighbours"} <= set(
        written(picture)
    )


def test_equal_neighbours_do_not_cover_each_other():
    equal = tuple(comparison(ComparatorKind.NEIGHBOUR, f"N{n}", 70) for n in range(3))
    picture = charts.dot_strip(indicator(SHORT, comparisons=equal))
    rings = [
        element
        for element in parsed(picture).iter()
        if element.get("class") == "a statistical neighbour"
    ]

    assert len({ring.get("cy") for ring in rings}) == 3


def test_a_figure_of_another_definition_is_an_outline_and_says_so():
    def england(like):
        others = (comparison(ComparatorKind.ENGLAND, "England", 78, like_for_like=like),)
        picture = charts.dot_strip(indicator(SHORT, comparisons=others))
        (mark,) = (
            element for element in parsed(picture).iter() if element.get("class") == "England"
        )
        return mark.get("fill"), "another definition" in picture.alt

    assert england(True) == ("#3D3D3D", False)
    assert england(False) == ("#ffffff", True)


def test_a_hidden_figure_has_no_place_beside_others():
    picture = charts.dot_strip(indicator([50, HIDDEN], comparisons=compared()))

    assert of_kind(picture, "own") == []
    assert "This council: [c] hidden" in picture.alt


def test_only_the_latest_figure_of_others_is_drawn():
    others = tuple(comparison(ComparatorKind.ENGLAND, "England", v, period=p)
                   for p, v in (("202223", 70), ("202425", 78), ("202324", 74)))  # fmt: skip

    assert "England: 78%, 2024/25." in charts.dot_strip(indicator(SHORT, comparisons=others)).alt


def test_nobody_to_compare_with_is_no_picture():
    own = (comparison(ComparatorKind.OWN_EARLIER, "Southampton", 70),)

    assert charts.dot_strip(indicator(SHORT)) is None
    assert charts.dot_strip(indicator(SHORT, comparisons=own)) is None


def test_a_year_of_ratings_is_told_by_letter_and_shape():
    picture = charts.rating_strip(indicator([50] * 5 + [86] * 5 + [95] * 5, aim=target(90)))
    groups = of_kind(picture, "rating")

    assert {group.get("class"): len(group) // 3 for group in groups} == {
        "rating red": 2, "rating amber": 5, "rating green": 5,
    }  # fmt: skip
    assert [text for text in written(picture) if text in "RAG"] == ["R"] * 2 + ["A"] * 5 + ["G"] * 5


def test_an_older_rating_stays_as_it_was():
    easy, hard = target(50), target(90)
    picture = charts.rating_strip(indicator([60, 60], aims=(easy, hard)))

    assert picture.alt == "Ratings: April 2023 green; May 2023 red."


def test_a_hidden_rating_is_a_hatched_cell():
    definition_sheet = indicator([50, 60, 95], aim=target(90))
    gone = evolve(definition_sheet.judgements[1], rating=Rating.HIDDEN)
    picture = charts.rating_strip(
        evolve(
            definition_sheet,
            judgements=(definition_sheet.judgements[0], gone, definition_sheet.judgements[2]),
        )
    )

    assert "[c]" in written(picture)
    assert "May 2023 hidden" in picture.alt


def test_no_target_makes_no_strip():
    assert charts.rating_strip(indicator(SHORT)) is None
    assert charts.rating_strip(indicator([50], aim=target(90))) is None
    assert charts.rating_strip(indicator(SHORT, aim=target(90), judged=False)) is None


def test_the_overview_has_a_tile_for_each_measure_and_each_deliverable():
    report = made_report()
    picture = charts.overview(report)
    tiles = of_kind(picture, "rating")
    measured = sum(sum(priority.counts.values()) for priority in report.priorities)
    owed = sum(len(priority.deliverables) for priority in report.priorities)
    in_key = len({tile.get("class") for tile in tiles})

    assert len(tiles) == measured + owed + in_key
    assert "1 red, 1 amber and 1 green" in written(picture) or "red" in " ".join(written(picture))
    assert written(picture)[0] == "RESTRICTED · EXAMPLE DATA"


def test_bars_begin_at_nought_and_hidden_ones_are_not_there():
    picture = charts.bar_chart(profile(values=(10, 20, HIDDEN, 40)))
    bars = of_kind(picture, "bar")
    widths = sorted(float(bar.get("width")) for bar in bars)

    assert len({bar.get("x") for bar in bars}) == 1
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    assert widths[2] == pytest.approx(4 * widths[0], abs=0.2)
    assert "[c]" in written(picture)
    assert "Under 5 hidden (10)" in picture.alt


def test_a_profile_without_groups_has_a_bar_a_year():
    figures = tuple(Figure(period=from_key(key), value=Fraction(value))
                    for key, value in (("202324", 480), ("202425", 460)))  # fmt: skip
    series = Series(info=info("m", unit="children", better=Better.CONTEXT), figures=figures)
    picture = charts.bar_chart(Profile(title="Children", series=series))

    assert picture.alt == "2023/24 480; 2024/25 460."
    assert len(of_kind(picture, "bar")) == 2


@pytest.mark.parametrize("values", [(HIDDEN,) * 4, (0, 0, 0, 0)], ids=["hidden", "nought"])
def test_bars_of_nothing(values):
    """Neither of what is hidden alone, nor of groups with nobody in them."""
    assert charts.bar_chart(profile(values=values)) is None


@pytest.mark.parametrize(
    ("every", "most"),
    [(Every.MONTH, 12), (Every.QUARTER, 12), (Every.FINANCIAL_YEAR, 10), (Every.TRAILING_YEAR, 12)],
)
@pytest.mark.parametrize("number", [2, 13, 36, 120])
def test_the_periods_named_have_room_and_the_latest_is_among_them(every, most, number):
    picture = charts.line_chart(indicator([50 + n % 7 for n in range(number)], every=every))
    names = [float(text.get("x")) for text in parsed(picture).iter(f"{SVG}text")
             if text.text and text.text[:1].isalnum() and float(text.get("y")) > 250]  # fmt: skip
    last = max(float(element.get("cx")) for element in of_kind(picture, "points")[0])

    assert any(abs(x - last) < 0.2 for x in names)


def test_a_mark_is_in_every_picture_that_takes_one():
    own_indicator = indicator(JUMP, aim=target(90), comparisons=compared())
    for drawn in (charts.spc_chart, charts.line_chart, charts.dot_strip):
        assert written(drawn(own_indicator, mark="EXAMPLE DATA"))[0] == "EXAMPLE DATA"
    assert written(charts.bar_chart(profile(), mark="EXAMPLE DATA"))[0] == "EXAMPLE DATA"


def grouped(*groups):
    """Two years of groups: each a name and its counts, of which None is hidden."""
    years = (from_key("202324"), from_key("202425"))
    figures = [
        Figure(period=year, group_by="age_group", group=name, value=value and Fraction(value),
               missing_reason=MissingReason.HIDDEN if value is None else None)
        if value != 0 else Figure(period=year, group_by="age_group", group=name, value=Fraction(0))
        for name, counts in groups
        for year, value in zip(years, counts, strict=True)
    ]  # fmt: skip
    series = Series(info=info("m", {"statistic": "count"}, title="Children", unit="children"),
                    figures=tuple(figures))  # fmt: skip
    return Profile(title="Children by age", part="p", series=series)


def test_bars_name_groups_as_tables_do():
    drawn = bar_chart(grouped(("under_1", (20, 30)), ("unknown", (10, 12))))

    assert ">Under 1<" in drawn.svg
    assert ">Not known<" in drawn.svg
    assert "unknown" not in drawn.svg + drawn.alt


def test_no_bars_are_drawn_of_a_group_with_nobody_in_it_but_of_one_that_is_hidden():
    drawn = bar_chart(grouped(("under_1", (20, 30)), ("1-4", (0, 0)), ("5-9", (None, None))))

    assert ">Under 1<" in drawn.svg
    assert ">1-4<" not in drawn.svg
    assert ">5-9<" in drawn.svg


def test_the_overviews_legend_has_the_words_of_its_rows():
    """A deliverable of which nothing is recorded has no data but words."""
    words = written(charts.overview(made_report()))
    rows = " ".join(words)

    assert "nothing recorded" in rows
    assert any(text.startswith(("Nothing recorded", "No data or nothing")) for text in words)
    assert ("No data" in words) is False
