"""The two icons, and the sentence that both make together."""

import re
from fractions import Fraction
from itertools import product

import pytest
from spc_series import IN_TURNS, figures

from cptracker.model.plan import Better
from cptracker.stats.spc.charts import Assurance, Variation, control_chart, variation
from cptracker.stats.spc.limits import ChartProfile, LimitsConflict
from cptracker.stats.spc.result import spc_sentence
from cptracker.stats.spc.rules import Signal, SpcRule

HIGHER, LOWER, NEAR = Better.HIGHER, Better.LOWER, Better.NEAR

HIGH, LOW = Signal(SpcRule.RUN, True), Signal(SpcRule.TREND, False)


@pytest.mark.parametrize(
    ("signals", "better", "icon"),
    [
        pytest.param((), HIGHER, "common_cause", id="no rule"),
        pytest.param((HIGH,), HIGHER, "improvement_high", id="high is good"),
        pytest.param((LOW,), HIGHER, "concern_low", id="low is bad"),
        pytest.param((HIGH,), LOWER, "concern_high", id="high is bad"),
        pytest.param((LOW,), LOWER, "improvement_low", id="low is good"),
        pytest.param((HIGH,), NEAR, "neutral_high", id="high where near is better"),
        pytest.param((LOW,), Better.CONTEXT, "neutral_low", id="low for context"),
        pytest.param((LOW, HIGH), HIGHER, "improvement_high", id="both ways: improvement is shown"),
        pytest.param((LOW, HIGH), LOWER, "improvement_low", id="both ways, lower is better"),
        pytest.param((LOW, HIGH), NEAR, "neutral_low", id="both ways, neither good: first rule"),
    ],
)
def test_variation(signals, better, icon):
    """The latest point's direction, and whether that way is good."""
    assert variation(signals, better) == icon


def test_conflict_may_go_to_the_first_rule():
    """R shows the first of outside, trend, two of three and run."""
    first = ChartProfile(conflict=LimitsConflict.FIRST)

    assert variation((LOW, HIGH), HIGHER, first) is Variation.CONCERN_LOW


def test_a_falling_run_above_the_mean_is_an_improvement():
    """Seven falling points above the mean are both, and improvement is shown."""
    chart = control_chart(figures([*[10, 12] * 10, 30, 29, 28, 27, 26, 25, 24]), HIGHER)

    assert {signal.code for signal in chart.points[-1].signals} >= {"run_above", "trend_down"}
    assert chart.variation is Variation.IMPROVEMENT_HIGH
    assert chart.points[0].variation is not None


@pytest.mark.parametrize(
    ("aim", "higher", "lower"),
    [
        pytest.param(26, "fail", "pass", id="above the upper limit"),
        pytest.param("25.32", "hit_or_miss", "hit_or_miss", id="on the upper limit"),
        pytest.param(20, "hit_or_miss", "hit_or_miss", id="between the limits"),
        pytest.param("14.68", "hit_or_miss", "hit_or_miss", id="on the lower limit"),
        pytest.param("14.67", "pass", "fail", id="below the lower limit"),
    ],
)
def test_assurance(aim, higher, lower):
    """The target against the limits, 14.68 to 25.32; on a limit decides nothing."""
    points = figures(IN_TURNS)

    assert control_chart(points, HIGHER, target=Fraction(aim)).assurance == higher
    assert control_chart(points, LOWER, target=Fraction(aim)).assurance == lower
    assert control_chart(points, NEAR, target=Fraction(aim)).assurance is None


def test_a_target_on_a_limit_may_decide():
    """Making Data Count's text says "at or beyond", its charts and R "beyond"."""
    decides = ChartProfile(limit_decides=True)

    def assured(aim, better):
        chart = control_chart(figures(IN_TURNS), better, target=Fraction(aim), profile=decides)
        return chart.assurance

    assert assured("25.32", HIGHER) is Assurance.FAIL
    assert assured("14.68", HIGHER) is Assurance.PASS
    assert assured("14.68", LOWER) is Assurance.FAIL
    assert assured("20", LOWER) is Assurance.HIT_OR_MISS


@pytest.mark.parametrize("better", [HIGHER, LOWER])
def test_a_level_series_on_its_target_passes(better):
    """100% every month meets 100%; one slip after the baseline is no longer always."""
    assert control_chart(figures([7] * 13), better, target=Fraction(7)).assurance == "pass"
    slipped = control_chart(figures([*[7] * 13, 6]), better, target=Fraction(7), baseline=13)
    assert slipped.assurance == "hit_or_miss"


def combinations():
    for shown, assured in product(Variation, (*Assurance, None)):
        if shown.kind != "neutral" or assured is None:
            yield shown, assured


@pytest.mark.parametrize(
    ("variation", "assured", "met", "words"),
    [
        ("concern_low", "hit_or_miss", True, "a target met today may well be missed next time"),
        ("concern_low", "hit_or_miss", False, "the target is missed, and meeting it next time"),
        ("concern_high", "pass", True, "The target is being met"),
        ("concern_high", "pass", False, "which was met as a rule, is missed"),
        ("improvement_high", "fail", True, "the target is met, not yet reliably"),
        ("improvement_high", "fail", False, "but the target is still out of reach"),
    ],
)
def test_the_sentence_agrees_with_the_colour(variation, assured, met, words):
    """Beside a red rating no target is met today, and beside a green one none is missed."""
    assert words in spc_sentence(Variation(variation), Assurance(assured), met=met)


@pytest.mark.parametrize("met", [True, False])
def test_no_sentence_says_the_opposite_of_what_is_so(met):
    """Whatever both icons say."""
    wrong = "is missed" if met else "(?:a target met today|target is being met|is met, )"
    for shown, assured in combinations():
        assert not re.search(wrong, spc_sentence(shown, assured, met=met))


def test_each_pair_of_icons_has_its_sentence():
    """High or low does not matter for the panel, better or worse and the target do."""
    said = {
        (shown.kind, assurance): spc_sentence(shown, assurance)
        for shown, assurance in combinations()
    }
    for shown, assurance in combinations():
        if shown.kind != "neutral":
            assert spc_sentence(shown, assurance) == said[shown.kind, assurance]

    assert len(set(said.values())) == len(said)
    assert spc_sentence(Variation.NEUTRAL_HIGH, None) != spc_sentence(Variation.NEUTRAL_LOW, None)


@pytest.mark.parametrize(
    ("shown", "assured", "words"),
    [
        pytest.param("common_cause", "fail", "until the way of working changes", id="never"),
        pytest.param("common_cause", "hit_or_miss", "is chance too", id="now and then"),
        pytest.param("common_cause", "pass", "relied on", id="always"),
        pytest.param("improvement_low", "fail", "Getting better, but", id="better, out of reach"),
        pytest.param("concern_low", "pass", "slipping", id="still met"),
        pytest.param("neutral_low", None, "Lower than before", id="no polarity"),
    ],
)
def test_sentences(shown, assured, words):
    """What a panel should take from both icons."""
    assert words in spc_sentence(Variation(shown), assured and Assurance(assured))
