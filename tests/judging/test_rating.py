"""A figure is judged against the plan's dated target: exactly, in order, and in words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from cptracker.model.figures import Figure, MissingReason, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.rounding import number
from cptracker.model.targets import Interim, Target
from cptracker.rating.rate import rate_figure
from cptracker.rating.thresholds import Thresholds, target_in_force, target_problems
from cptracker.rating.wording import figure_text, rule_in_words, short_of

YEAR = from_key("202425")


def figure(value=None, **fields):
    exact = None if value is None else Fraction(str(value)) if isinstance(value, float) else value
    if exact is not None:
        exact = Fraction(exact)
    return Figure(period=YEAR, value=exact, **{"denominator": 100, **fields})


def target(**fields):
    numbers = {
        name: Decimal(str(value)) if isinstance(value, int | float) else value
        for name, value in fields.items()
    }
    return Target(measure="dental-checks", since=date(2024, 4, 1), source="Board", **numbers)


SHARE = target(value=90, within=5)


@pytest.mark.parametrize(
    ("value", "rating", "reason"),
    [
        pytest.param(95, Rating.GREEN, "5.0 points above 90%", id="better than promised"),
        pytest.param(90, Rating.GREEN, "exactly 90%, as promised", id="target met exactly"),
        pytest.param(87.9, Rating.AMBER, "2.1 points short of 90%", id="short within tolerance"),
        pytest.param(85, Rating.AMBER, "5.0 points short of 90%", id="at the edge of tolerance"),
        pytest.param(84.9, Rating.RED, "5.1 points short of 90%", id="beyond tolerance"),
        pytest.param(84.96, Rating.RED, "5.04 points short of 90%", id="just beyond tolerance"),
        pytest.param(Fraction(8999999, 100000), Rating.AMBER, "0.00001 points short of 90%",
                     id="so close that it takes more digits"),
    ],
)  # fmt: skip
def test_rating_where_higher_is_better(value, rating, reason):
    """Equal to the target is green, equal to the floor is amber, anything less is red."""
    judgement = rate_figure(figure(value), Better.HIGHER, SHARE, unit="%")

    assert (judgement.rating, judgement.reason) == (rating, reason)
    assert judgement.rule == "green at 90% or more, amber from 85%"
    assert judgement.target is SHARE


@pytest.mark.parametrize(
    ("value", "rating", "reason"),
    [
        pytest.param(1.6, Rating.GREEN, "0.40 under 2", id="fewer than promised"),
        pytest.param(2, Rating.GREEN, "exactly 2, as promised", id="target met exactly"),
        pytest.param(2.31, Rating.AMBER, "0.31 over 2", id="over within tolerance"),
        pytest.param(2.5, Rating.AMBER, "0.50 over 2", id="at the edge of tolerance"),
        pytest.param(2.501, Rating.RED, "0.501 over 2", id="just beyond tolerance"),
    ],
)
def test_rating_where_lower_is_better(value, rating, reason):
    """The mirror of higher: a floor is then the greatest value that is amber."""
    aim = target(value=2, floor=2.5)

    judgement = rate_figure(figure(value), Better.LOWER, aim, unit="social workers")

    assert (judgement.rating, judgement.reason) == (rating, reason)
    assert judgement.rule == "green at 2 or fewer, amber up to 2.5"


@pytest.mark.parametrize(
    ("value", "rating", "reason"),
    [
        pytest.param(34.9, Rating.RED, "5.1 points below 40%", id="far below"),
        pytest.param(35, Rating.AMBER, "5.0 points below 40%", id="below at the edge"),
        pytest.param(40, Rating.GREEN, "within 40% to 60%", id="on the lower edge"),
        pytest.param(60, Rating.GREEN, "within 40% to 60%", id="on the upper edge"),
        pytest.param(65, Rating.AMBER, "5.0 points above 60%", id="above at the edge"),
        pytest.param(65.1, Rating.RED, "5.1 points above 60%", id="far above"),
    ],
)
def test_rating_where_near_is_better(value, rating, reason):
    """Inside the range is green; the distance to the nearer edge decides outside it."""
    judgement = rate_figure(figure(value), Better.NEAR, target(low=40, high=60, within=5), unit="%")

    assert (judgement.rating, judgement.reason) == (rating, reason)
    assert judgement.rule == "green from 40% to 60%, amber from 35% or up to 65%"


@pytest.mark.parametrize(
    ("better", "aim", "unit", "rule"),
    [
        (Better.HIGHER, {"value": 90}, "%", "green at 90% or more, otherwise red"),
        (Better.LOWER, {"value": 10, "within": 2}, "%", "green at 10% or less, amber up to 12%"),
        (Better.HIGHER, {"value": 150, "within_percent": 10}, "carers",
         "green at 150 or more, amber from 135"),
        (Better.HIGHER, {"value": 1200}, "people", "green at 1,200 or more, otherwise red"),
        (Better.HIGHER, {"value": Decimal("2.50"), "floor": 2}, "x",
         "green at 2.5 or more, amber from 2"),
        (Better.HIGHER, {"value": -10, "within_percent": 10}, "x",
         "green at -10 or more, amber from -11"),
        (Better.NEAR, {"low": 40, "high": 60}, "x", "green from 40 to 60, otherwise red"),
        (Better.NEAR, {"low": 40, "high": 60, "within_percent": 10}, "x",
         "green from 40 to 60, amber from 36 or up to 66"),
    ],
)  # fmt: skip
def test_the_rule_is_stated_in_words(better, aim, unit, rule):
    assert rate_figure(figure(1), better, target(**aim), unit=unit).rule == rule


def test_without_a_tolerance_anything_short_is_red():
    assert rate_figure(figure(89.999), Better.HIGHER, target(value=90)).rating is Rating.RED


def test_floats_would_have_said_red():
    """85% is exactly 5 points short of 90%; 0.85 - 0.90 in floats is a little more."""
    assert rate_figure(figure(Fraction(100 * 85, 100)), Better.HIGHER, SHARE).rating is Rating.AMBER


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param(
            {"missing_reason": MissingReason.NO_CASES},
            "no cases: nobody was eligible in the period",
            id="nobody eligible",
        ),
        pytest.param({"missing_reason": MissingReason.NOT_DUE}, "not due yet", id="not due"),
        pytest.param(
            {"missing_reason": MissingReason.NOT_SUPPLIED, "note": "needs table `sdq`"},
            "not supplied: needs table `sdq`",
            id="table absent",
        ),
        pytest.param(
            {"missing_reason": MissingReason.NOT_COMPUTABLE, "unknown": 12},
            "not computable: not known for any of 12",
            id="all unknown",
        ),
        pytest.param(
            {"missing_reason": MissingReason.HIDDEN},
            "hidden: small numbers are protected",
            id="hidden",
        ),
    ],
)
def test_missing_is_never_red(fields, reason):
    """Each kind of nothing is no data with its own reason; without a target none is missed."""
    with_target = rate_figure(figure(None, **fields), Better.HIGHER, SHARE)
    without = rate_figure(figure(None, **fields), Better.HIGHER, None)

    assert (with_target.rating, with_target.reason) == (Rating.NO_DATA, reason)
    assert with_target.rule is not None
    assert (without.rating, without.reason) == (Rating.NO_TARGET, f"no target set; {reason}")
    assert without.rule is None


def test_no_target_and_context_come_first():
    assert rate_figure(figure(5), Better.HIGHER, None).reason == "no target set"
    context = rate_figure(figure(5), Better.CONTEXT, SHARE)
    assert (context.rating, context.reason) == (Rating.NO_TARGET, "for context only")
    assert context.target is None


def test_a_target_holds_from_its_day_until_the_next():
    """A newer target never changes the rating of a period that ended before it began."""
    old = target(value=85)
    new = evolve(old, since=date(2026, 4, 1), value=Decimal(90))
    other = evolve(new, measure="immunisations-up-to-date")
    targets = [target_in_force([new, other, old], "dental-checks", day) for day in (
        date(2024, 3, 31), date(2024, 4, 1), date(2026, 3, 31), date(2026, 4, 1),
    )]  # fmt: skip

    assert targets == [None, old, old, new]


@pytest.mark.parametrize(
    ("better", "aim", "part"),
    [
        (Better.HIGHER, {"value": 90, "floor": 95}, "`floor` on the good side"),
        (Better.LOWER, {"value": 10, "floor": 5}, "`floor` on the good side"),
        (Better.NEAR, {"value": 50}, "needs `low` and `high`"),
        (Better.NEAR, {"low": 50}, "needs `low` and `high`"),
        (Better.NEAR, {"low": 60, "high": 40}, "`low` 60 is above `high` 40"),
        (Better.NEAR, {"low": 40, "high": 60, "floor": 30}, "has a `floor`, but near is better"),
        (Better.HIGHER, {"low": 40, "high": 60}, "needs `value`"),
        (Better.HIGHER, {"value": 0, "within_percent": 5}, "of a target of 0 is always 0"),
        (Better.NEAR, {"low": 0, "high": 60, "within_percent": 5}, "of a target of 0"),
        (Better.HIGHER, {"value": 9, "within": 1, "floor": 8}, "`floor` stands beside `within`"),
        (Better.HIGHER, {"value": 9, "within": -1}, "`within` must be 0 or more, not -1"),
        (Better.CONTEXT, {"value": 9}, "for context only"),
    ],
)
def test_a_target_that_cannot_judge_is_a_problem_of_the_plan(better, aim, part):
    """It is named with measure and date, and costs the rating, never the figure."""
    (problem,) = target_problems(target(**aim), better)

    assert problem.message.startswith("the target for `dental-checks` from 2024-04-01 ")
    assert part in problem.message
    assert rate_figure(figure(50), better, target(**aim)).rating is Rating.NO_TARGET


def test_a_sound_target_has_no_problems():
    assert target_problems(SHARE, Better.HIGHER) == ()
    assert target_problems(target(low=1, high=2, within=1), Better.NEAR) == ()


@pytest.mark.parametrize(
    ("value", "fields", "unit", "text"),
    [
        (Fraction(200, 3), {}, "%", "66.7%"),
        (Fraction(1062, 460), {}, "social workers", "2.31"),
        (Fraction(903, 10), {}, "per 10,000", "90.3"),
        (1234, {"denominator": None}, "children", "1,234"),
        (Fraction(1, 4), {}, "%", "0.3%"),
        (0, {"denominator": None}, "children", "0"),
        (None, {"missing_reason": MissingReason.NOT_DUE}, "%", "not due yet"),
    ],
)
def test_a_figure_for_show(value, fields, unit, text):
    assert figure_text(figure(value, **fields), unit) == text


def test_a_number_never_shows_minus_nothing():
    assert number(Fraction(-1, 1000), 1) == "0.0"
    assert number(Fraction(-12345, 10), 1) == "-1,234.5"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(120_000), "£120,000"),
        (Fraction("125000.5"), "£125,000.50"),
        (Fraction("-2.5"), "-£2.50"),
        (Fraction("0.005"), "£0.01"),
    ],
)
def test_money_has_its_sign_before_it_and_two_digits_of_pence(value, shown):
    assert figure_text(Figure(period=from_key("202526"), value=value), "£") == shown


def test_a_rule_about_money_is_told_in_money():
    limits = Thresholds(low=None, high=Fraction("2.5"), amber_low=None, amber_high=Fraction(3))
    spent = Figure(period=from_key("202526"), value=Fraction(4))

    assert rule_in_words(limits, "£") == "green at £2.50 or less, amber up to £3"
    assert short_of(spent, "£", limits) == "£1.50 over £2.50"
    assert short_of(spent, "appeals", limits) == "1.5 over 2.5"


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param({"value": 650}, id="a target"),
        pytest.param({"value": -5}, id="a target below nothing"),
        pytest.param({"value": 90, "floor": 850}, id="a floor"),
        pytest.param({"value": 90, "interim": (Interim(value=Decimal(800), by=date(2024, 9, 1)),),
                      "due": date(2026, 3, 31)}, id="a stage"),
    ],
)  # fmt: skip
def test_a_target_that_is_no_percentage_rates_no_percentage(numbers):
    """`check` calls it an error, so that no paper may call a figure red for it."""
    judgement = rate_figure(figure(84), Better.LOWER, target(**numbers), unit="%")

    assert judgement.rating is Rating.NO_TARGET
    assert judgement.rule is None
    assert "is no percentage from 0 to 100" in judgement.reason
    assert rate_figure(figure(84), Better.LOWER, target(value=650)).rating is Rating.GREEN
