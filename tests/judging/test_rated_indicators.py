"""A measure as it stands: each line of the table of ratings, through the whole status.

The measure is a share of replies given month by month, so that any series can be told.
"""

from datetime import date
from fractions import Fraction

import pytest

from cptracker.authoring.registry import find_measures
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.periods import Every, first_day, last_day, month_index
from cptracker.model.plan import Better
from cptracker.plan.reading import read_plan
from cptracker.records.frames import from_rows
from cptracker.stats.intervals import Significance
from cptracker.stats.spc.charts import Assurance, Variation
from cptracker.stats.trends import Direction
from cptracker.status.builder import build_status

PLAN = """
plan: {identifier: p, title: A plan, council: Southampton, period: 2022-2030, source: Board}
meetings:
  - {ref: m1, body: Corporate Parenting Panel, date: 2025-01-15}
  - {ref: m2, body: Corporate Parenting Panel, date: 2025-03-15}
priorities:
  - number: 1
    title: Voice
    place: page 1
    young_people_said: Ask us.
    deliverables: []
    success_measures:
      - {ref: "1.1", title: Replies, place: page 1, measures: [replies]}
"""

MEASURE = """
from cptracker import col, events, measure, supplied

@measure(title="Replies", unit="%", better="BETTER", every="month",
         nouns=("young person", "young people"),
         needs={"surveys": ["survey", "fieldwork_end", "eligible", "responses"]})
def replies(records):
    return supplied(records.surveys, subject="survey", date="fieldwork_end",
                    numerator="responses", denominator="eligible")
"""

CHECKS = """
from cptracker import col, events, measure

@measure(title="Replies", unit="%", better="higher",
         needs={"outcomes": ["child_id", "dental_check"]})
def replies(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)
"""

AS_AT = date(2025, 3, 31)
SINCE = "since: 2022-04-01, source: Board"


def target(text):
    return f"targets:\n  - {{measure: replies, {SINCE}, {text}}}\n"


@pytest.fixture
def stand(tmp_path):
    """The indicator of a series of replies out of a hundred, the last one of March 2025."""

    def stand(met, plan="", better=Better.HIGHER, of=100, as_at=AS_AT, **options):
        last = month_index(date(2025, 3, 31))
        rows = [
            {
                "survey": f"s{ago}",
                "fieldwork_end": last_day(last - ago).isoformat(),
                "eligible": of,
                "responses": number,
            }
            for ago, number in enumerate(reversed(met))
            if number is not None
        ]
        return made(MEASURE.replace("BETTER", better), {"surveys": rows}, plan, as_at, options)

    def made(measure, tables, plan, as_at, options):
        folder = tmp_path / "plan"
        folder.mkdir(exist_ok=True)
        (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        if plan:  # a file that holds nothing is told as such
            (folder / "more.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "mine.py").write_text(measure, encoding="utf-8")
        loaded = read_plan(folder)
        assert loaded.problems == ()
        report = build_status(
            loaded.plan,
            find_measures([tmp_path / "mine.py"]),
            from_rows(tables),
            as_at=as_at,
            **options,
        )
        (success,) = report.priorities[0].success_measures
        return success.indicators[0]

    stand.of = made
    return stand


@pytest.fixture
def checked(stand):
    """The indicator of yearly checks: for each year those met, missed and unknown."""

    def checked(years, plan="", **options):
        rows = [
            {"child_id": f"C{at}", "year_end": f"{year}-03-31", "dental_check": met_value}
            for year, (met, missed, unknown) in years.items()
            for at, met_value in enumerate([1] * met + [0] * missed + [None] * unknown)
        ]
        return stand.of(CHECKS, {"outcomes": rows}, plan, AS_AT, options)

    return checked


@pytest.mark.parametrize(
    ("met", "better", "aim", "rating", "words"),
    [
        pytest.param(90, "higher", "value: 90", "green", "exactly 90%, as promised",
                     id="met exactly"),
        pytest.param(95, "higher", "value: 90", "green", "5.0 points above 90%", id="above"),
        pytest.param(85, "higher", "value: 90, within: 5", "amber", "5.0 points short of 90%",
                     id="at the edge of an absolute tolerance"),
        pytest.param(84, "higher", "value: 90, within: 5", "red", "6.0 points short of 90%",
                     id="beyond it"),
        pytest.param(81, "higher", "value: 90, within_percent: 10", "amber",
                     "9.0 points short of 90%", id="at the edge of a relative tolerance"),
        pytest.param(80, "higher", "value: 90, within_percent: 10", "red",
                     "10.0 points short of 90%", id="beyond a relative one"),
        pytest.param(70, "higher", "value: 90, floor: 70", "amber", "20.0 points short of 90%",
                     id="at the floor"),
        pytest.param(69, "higher", "value: 90, floor: 70", "red", "21.0 points short of 90%",
                     id="below the floor"),
        pytest.param(89, "higher", "value: 90", "red", "1.0 points short of 90%",
                     id="no tolerance, anything short is red"),
        pytest.param(89, "higher", "value: 90, within: 0", "red", "1.0 points short of 90%",
                     id="tolerance of nought"),
        pytest.param(10, "lower", "value: 10", "green", "exactly 10%, as promised",
                     id="lower, met exactly"),
        pytest.param(15, "lower", "value: 10, within: 5", "amber", "5.0 points over 10%",
                     id="lower, at the edge"),
        pytest.param(16, "lower", "value: 10, floor: 15", "red", "6.0 points over 10%",
                     id="lower, beyond the floor"),
        pytest.param(50, "near", "low: 40, high: 60, within: 5", "green", "within 40% to 60%",
                     id="near, inside"),
        pytest.param(35, "near", "low: 40, high: 60, within: 5", "amber", "5.0 points below 40%",
                     id="near, amber below"),
        pytest.param(65, "near", "low: 40, high: 60, within: 5", "amber", "5.0 points above 60%",
                     id="near, amber above"),
        pytest.param(66, "near", "low: 40, high: 60, within: 5", "red", "6.0 points above 60%",
                     id="near, red above"),
        pytest.param(50, "context", "value: 90", "no_target", "for context only", id="context"),
    ],
)  # fmt: skip
def test_each_line_of_the_table(stand, met, better, aim, rating, words):
    judgement = stand([met], target(aim), better=Better(better)).judgement

    assert (str(judgement.rating), judgement.reason) == (rating, words)


def test_no_target_is_set(stand):
    indicator = stand([50])

    assert (indicator.judgement.rating, indicator.judgement.reason) == (
        Rating.NO_TARGET,
        "no target set",
    )
    assert indicator.significance is None
    assert indicator.number_needed is None


def test_a_new_target_never_rewrites_an_old_rating(stand):
    """87% stays green in the months that ended before the higher target began."""
    indicator = stand(
        [87, 87, 87],
        target("value: 85")
        + "  - {measure: replies, since: 2025-03-01, value: 90, within: 5, source: Board}\n",
        back=3,
    )

    assert [judgement.rating for judgement in indicator.judgements] == [
        Rating.GREEN,
        Rating.GREEN,
        Rating.AMBER,
    ]
    assert [judgement.target.value for judgement in indicator.judgements] == [85, 85, 90]
    assert indicator.judgement == indicator.judgements[-1]


def test_before_the_first_target_nothing_is_judged(stand):
    text = "targets:\n  - {measure: replies, since: 2025-03-01, value: 90, source: Board}\n"
    indicator = stand([99, 99], text, back=2)

    assert [judgement.rating for judgement in indicator.judgements] == [
        Rating.NO_TARGET,
        Rating.GREEN,
    ]


TRAJECTORY = """
targets:
  - measure: replies
    since: 2024-04-01
    value: 90
    within: 5
    due: 2025-03-31
    interim:
      - {by: 2025-01-31, value: 60}
      - {by: 2025-02-28, value: 75}
    baseline: {value: 45, period: "202324", source: Report}
    source: Board
"""


def test_a_period_is_judged_by_the_last_interim_value_whose_day_has_come(stand):
    indicator = stand([70, 70, 70, 70], TRAJECTORY, back=4)
    ratings = [judgement.rating for judgement in indicator.judgements]

    assert ratings == [Rating.NO_TARGET, Rating.GREEN, Rating.AMBER, Rating.RED]
    assert indicator.judgements[0].reason == (
        "90% by 31 March 2025 is promised, and before that 60% by 31 January 2025"
    )
    assert indicator.judgements[2].rule == (
        "green at 75% or more, amber from 70%, on the way to 90% by 31 March 2025"
    )
    assert indicator.judgements[2].target.value == 75
    assert indicator.judgement.rule == "green at 90% or more, amber from 85%"


@pytest.mark.parametrize(
    ("met", "words"),
    [
        pytest.param(75, "two thirds of the way from 45% to 90%", id="a part with a name"),
        pytest.param(45, "none of the way from 45% to 90%", id="where it began"),
        pytest.param(46, "a little of the way from 45% to 90%", id="hardly begun"),
        pytest.param(69, "about half the way from 45% to 90%", id="between two names"),
        pytest.param(89, "nearly all the way from 45% to 90%", id="nearly there"),
        pytest.param(95, "all the way from 45% to 90%", id="there"),
        pytest.param(40, "further from 90% than at the start, 45%", id="the wrong way"),
    ],
)
def test_the_way_travelled_is_told_in_words(stand, met, words):
    assert stand([met], TRAJECTORY).judgement.progress == words


def test_the_way_to_a_range_leads_to_its_nearer_edge(stand):
    plan = target('low: 40, high: 60, baseline: {value: 80, period: "202324", source: b}')

    assert stand([65], plan, better=Better.NEAR).judgement.progress == (
        "three quarters of the way from 80% to 60%"
    )
    assert stand([30], plan, better=Better.NEAR).judgement.progress is None


EXCEPTIONS = """
exceptions:
  - {measure: replies, by: Director, meeting: m1, until: 2025-02-28, reason: a flood}
  - {measure: replies, by: Director, meeting: m2, until: 2025-04-30, reason: still wet}
"""


def test_an_accepted_exception_keeps_the_colour_and_adds_words(stand):
    indicator = stand([80, 80, 80, 80], target("value: 90") + EXCEPTIONS, back=4)

    assert {judgement.rating for judgement in indicator.judgements} == {Rating.RED}
    assert [
        judgement.accepted and judgement.accepted[-9:] for judgement in indicator.judgements
    ] == [
        None,
        ": a flood",
        ": a flood",
        "still wet",
    ]
    assert indicator.judgement.accepted == (
        "accepted until 30 April 2025 by Director, Corporate Parenting Panel of 15 March 2025: "
        "still wet"
    )


@pytest.mark.parametrize(
    ("met", "as_at"),
    [
        pytest.param(95, AS_AT, id="green needs no exception"),
        pytest.param(80, date(2025, 5, 31), id="it has run out"),
    ],
)
def test_an_exception_that_does_not_apply_says_nothing(stand, met, as_at):
    indicator = stand([met, met, met], target("value: 90") + EXCEPTIONS, as_at=as_at)

    assert indicator.judgement.accepted is None


def test_provisional_and_revised_figures_are_marked_and_the_old_value_kept(stand):
    indicator = stand(
        [80, 81],
        target("value: 90")
        + 'provisional:\n  - {measure: replies, period: "2025-03", reason: some to come}\n'
        + "revised:\n  - {measure: replies, period: '2025-02', was: 78.5, reason: late forms,"
        + " source: Panel of March}\n",
        back=2,
    )

    assert indicator.judgement.provisional == "some to come"
    assert indicator.judgements[0].revised == "was 78.5% in Panel of March: late forms"
    assert indicator.judgement.revised is None
    assert indicator.judgements[0].rating is indicator.judgement.rating


def test_a_bound_that_changes_the_colour_is_named(checked):
    """80 of 90 known is 88.9%; with all ten unknown missed it would be red."""
    indicator = checked({2025: (80, 10, 10)}, target("value: 90, within: 5"))

    assert indicator.judgement.rating is Rating.AMBER
    assert (indicator.judgement.worst, indicator.judgement.best) == (Rating.RED, Rating.GREEN)
    assert indicator.judgement.doubtful


def test_bounds_of_one_colour_leave_no_doubt(checked):
    indicator = checked({2025: (95, 3, 2)}, target("value: 90"))

    assert (indicator.judgement.worst, indicator.judgement.best) == (Rating.GREEN, Rating.GREEN)
    assert not indicator.judgement.doubtful


def test_a_range_may_be_crossed_from_red_to_red(stand, checked):
    """Between 35% and 95% lies the whole of 60% to 70%, so green is possible too."""
    plan = target("low: 60, high: 70")
    rows = {2025: (35, 5, 60)}
    indicator = checked(rows, plan)
    near = stand.of(
        CHECKS.replace('better="higher"', 'better="near"'),
        {
            "outcomes": [
                {"child_id": f"C{at}", "year_end": "2025-03-31", "dental_check": met_value}
                for at, met_value in enumerate([1] * 35 + [0] * 5 + [None] * 60)
            ]
        },
        plan,
        AS_AT,
        {},
    )

    assert indicator.judgement.rating is Rating.NO_TARGET
    assert near.judgement.rating is Rating.RED
    assert (near.judgement.worst, near.judgement.best) == (Rating.RED, Rating.GREEN)


@pytest.mark.parametrize(
    ("missed", "stale", "rating", "year"),
    [
        pytest.param(0, 0, Rating.GREEN, 2025, id="fresh"),
        pytest.param(1, 1, Rating.GREEN, 2024, id="one period missed"),
        pytest.param(2, 2, Rating.GREEN, 2023, id="two periods missed"),
        pytest.param(3, 0, Rating.NO_DATA, 2025, id="after two there is no data"),
    ],
)
def test_a_stale_figure_says_so_and_then_is_none(checked, missed, stale, rating, year):
    """Nobody's check is known in the missed years, so nothing can be computed."""
    years = {year: (0, 0, 5) if year > 2025 - missed else (95, 5, 0) for year in range(2020, 2026)}
    indicator = checked(years, target("value: 90"))

    assert (indicator.judgement.stale, indicator.judgement.rating) == (stale, rating)
    assert indicator.figure.period.end.year == year
    assert indicator.series[-1].period.end.year == 2025
    if stale:
        assert "2024/25 not computable" in indicator.judgement.reason
        assert indicator.trend.last_period.since.end.year == year - 1
    if rating is Rating.NO_DATA:
        # The target began after that year, which has no colour.
        assert indicator.judgement.reason.endswith("last known: 95.0%, 2021/22")


def test_no_cases_are_news_and_not_stale(checked):
    """Nobody was eligible in 2024/25: an older figure must not stand in for that."""
    indicator = checked({2024: (95, 5, 0)}, target("value: 90"))

    assert indicator.figure.missing_reason is MissingReason.NO_CASES
    assert indicator.judgement.rating is Rating.NO_DATA
    assert indicator.judgement.stale == 0
    assert "last known: 95.0%, green, 2023/24" in indicator.judgement.reason


def test_nothing_known_at_all_has_no_last_known(checked):
    indicator = checked({2025: (0, 0, 3)}, target("value: 90"))

    assert indicator.judgement.rating is Rating.NO_DATA
    assert "last known" not in indicator.judgement.reason
    assert indicator.spc is None


@pytest.mark.parametrize(
    ("met", "of", "significance"),
    [
        pytest.param(45, 50, Significance.WITHIN_CHANCE, id="90% of 50"),
        pytest.param(300, 1000, Significance.CLEARLY, id="30% of a thousand"),
    ],
)
def test_beside_the_colour_stands_how_sure_it_is(stand, met, of, significance):
    indicator = stand([met], target("value: 90, within: 5"), of=of)

    assert indicator.significance is significance
    assert indicator.interval.method == "Wilson"


def test_a_missed_share_is_told_in_people(stand):
    indicator = stand([83], target("value: 90"))

    assert indicator.number_needed.words() == "Seven more young people would meet the target"


STEADY = [70, 72, 69, 71, 70, 73, 68, 71, 70, 72, 69, 71, 70, 72]


def test_a_long_series_has_a_control_chart(stand):
    indicator = stand([*STEADY, 90], target("value: 95"))

    assert (indicator.spc.variation, indicator.spc.assurance) == (
        Variation.IMPROVEMENT_HIGH,
        Assurance.FAIL,
    )
    assert indicator.spc.sentence == "Getting better, but the target is still out of reach"
    assert (indicator.trend.direction, indicator.trend.by) == (Direction.BETTER, "spc")


def test_too_few_points_have_the_tests_of_a_run_chart(stand):
    indicator = stand(STEADY[:8])

    assert indicator.spc.variation is None
    assert indicator.spc.withheld == "8 figures: limits and icons need 13"
    assert indicator.spc.run_chart.useful == 8
    assert indicator.trend.by == "trend"


def test_trailing_years_are_refused_with_the_reason(stand):
    indicator = stand([*STEADY, *STEADY], every=Every.TRAILING_YEAR)

    assert indicator.spc.chart is None
    assert indicator.spc.withheld.startswith("each figure looks back over 12 months")


def test_a_window_beyond_the_step_is_refused_too(tmp_path, stand):
    """Monthly figures of visits in the last three months share two of them."""
    measure = """
from cptracker import contacts, measure, stock

@measure(title="Visited", unit="%", better="higher", every="month",
         needs={"visits": ["child_id", "visit_date"], "foster_households": ["household_id"]})
def replies(records):
    seen = contacts(records.visits, on="visit_date", months=3)
    return stock(records.foster_households, subject="household_id", start="approved",
                 end="ended", contacts=seen, at_least=1)
"""
    tables = {
        "foster_households": [{"household_id": "A", "approved": "2020-01-01"}],
        "visits": [
            {"child_id": "A", "visit_date": first_day(month_index(AS_AT) - ago).isoformat()}
            for ago in range(0, 30, 4)
        ],
    }
    indicator = stand.of(measure, tables, "", AS_AT, {})

    assert indicator.spc.withheld.startswith("each figure looks back over 3 months")
    assert indicator.trend.by != "spc"


def test_recalculations_and_baselines_of_the_plan_shape_the_chart(stand):
    plan = (
        "recalculations:\n"
        "  - {measure: replies, since: 2024-03-01, reason: a new form, source: b}\n"
        "chart_baselines:\n  - {measure: replies, points: 12, reason: the first year, source: b}\n"
    )
    indicator = stand([*STEADY, *(20 + value for value in STEADY[:13])], plan)
    first, second = indicator.spc.chart.segments

    assert second.recalculation.reason == "a new form"
    assert len(second.points) == 13
    assert second.limits.points == 12
    assert first.limits.mean == Fraction(sum(STEADY[:12]), 12)


def test_the_last_period_and_last_year_stand_beside_the_direction(stand):
    indicator = stand(list(range(50, 63)), better=Better.LOWER)

    assert indicator.trend.direction is Direction.WORSE
    assert (indicator.trend.last_period.difference, indicator.trend.last_period.direction) == (
        1,
        Direction.WORSE,
    )
    assert indicator.trend.last_year.difference == 12


def test_two_points_never_have_a_direction(stand):
    indicator = stand([10, 90], target("value: 50"))

    assert indicator.trend.direction is Direction.TOO_FEW_POINTS


@pytest.mark.parametrize(
    ("every", "number"),
    [
        (Every.MONTH, 36),
        (Every.QUARTER, 20),
        (Every.FINANCIAL_YEAR, 8),
        (Every.ACADEMIC_YEAR, 8),
        (Every.TRAILING_YEAR, 36),
    ],
)
def test_a_series_goes_back_far_enough_for_limits(stand, every, number):
    indicator = stand([50], every=every)

    assert len(indicator.series) == len(indicator.judgements) == number


def test_a_mean_has_an_interval_of_its_squares(stand):
    """Three children with 1, 2 and 3 workers: mean 2, squares 14, and t with two degrees."""
    measure = """
from cptracker import contacts, measure, stock

@measure(title="Workers", unit="workers", better="lower",
         needs={"social_worker_spells": ["child_id"], "foster_households": ["household_id"]})
def replies(records):
    seen = contacts(records.social_worker_spells, item="worker_id", months=12)
    return stock(records.foster_households, subject="household_id", start="approved",
                 end="ended", contacts=seen)
"""
    tables = {
        "foster_households": [{"household_id": name, "approved": "2020-01-01"} for name in "ABC"],
        "social_worker_spells": [
            {
                "child_id": name,
                "worker_id": f"w{worker}",
                "start": "2024-05-01",
                "end": "2024-09-01",
            }
            for name, workers in (("A", 1), ("B", 2), ("C", 3))
            for worker in range(workers)
        ],
    }
    indicator = stand.of(measure, tables, target("value: 9"), AS_AT, {})

    assert (indicator.statistic, indicator.figure.squares) == ("mean", 14)
    assert indicator.interval.method == "Student's t"
    assert indicator.interval.upper == pytest.approx(2 + 4.302653 / 3**0.5, abs=1e-5)
    assert indicator.significance is Significance.CLEARLY
