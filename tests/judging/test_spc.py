"""The nine reference cases of the Making Data Count profile: limits, rules, icons.

They are typed in, so that they hold without the file they come from.
"""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from spc_series import IN_TURNS, codes, figures

from cptracker.model.plan import Better
from cptracker.stats.spc.charts import Assurance, control_chart
from cptracker.stats.spc.limits import MDC

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "spc_cases.json"

HIGHER, LOWER = Better.HIGHER, Better.LOWER

EVERY_LENGTH = evolve(MDC, least_points=2)
"""The reference cases have a chart of eight points, which the panel would not be shown."""


def every(positions, rules):
    return dict.fromkeys(positions, rules)


STEADY = [84, 79, 82, 86, 80, 83, 78, 85, 81, 84, 79, 83, 82, 80, 85, 81, 83, 79, 84, 82, 80, 83,
          81, 82]  # fmt: skip
TWICE = {8: "two_of_three+run_below", 9: "two_of_three+run_below"}

CASES = {
    "steady_24_common": (
        STEADY, HIGHER, 80, None, (81.91666666666667, 72.43318840579711, 91.40014492753623), {},
        "common_cause", "hit_or_miss",
    ),
    "one_point_below": (
        [*STEADY[:-1], 62], HIGHER, 80, None,
        (81.08333333333333, 69.51811594202898, 92.64855072463767), {24: "outside"},
        "concern_low", "hit_or_miss",
    ),
    "run_of_7_above": (
        [50, 54, 49, 55, 48, 52, 50, 47, 46, 51, 49, 50, 56, 55, 57, 56, 55, 57, 58], HIGHER, 60,
        None, (52.36842105263158, 44.388421052631585, 60.34842105263158),
        {**every(range(5, 13), "run_below"), **TWICE, **every(range(13, 20), "run_above")},
        "improvement_high", "hit_or_miss",
    ),
    "trend_of_7_points_six_rises": (
        [12, 9, 13, 10, 8, 14, 9, 7, 8, 9, 10, 11, 12, 13, 9], LOWER, 6, None,
        (10.266666666666667, 3.616666666666667, 16.916666666666668),
        every(range(8, 15), "trend_up"), "common_cause", "hit_or_miss",
    ),
    "two_of_three_near_upper": (
        [*IN_TURNS, 24, 21, 24.5], LOWER, None, 14, (20.0, 14.68, 25.32),
        every((15, 17), "two_of_three"), "concern_high", None,
    ),
    "near_flat_small_counts": (
        [*[1] * 14, 2], LOWER, None, None,
        (1.0666666666666667, 0.8766666666666667, 1.2566666666666666),
        {**every(range(1, 15), "run_below"), 15: "outside"}, "concern_high", None,
    ),
    "flat_100_percent_on_target": (
        [100] * 15, HIGHER, 100, None, (100.0, 100.0, 100.0), {}, "common_cause", "pass",
    ),
    "consistent_fail_but_improving": (
        [40, 42, 39, 41, 43, 40, 42, 41, 43, 44, 43, 45, 44, 46, 45, 46], HIGHER, 80, None,
        (42.75, 38.13933333333333, 47.36066666666667),
        {**every(range(9, 17), "run_above"), **every((14, 16), "two_of_three+run_above")},
        "improvement_high", "fail",
    ),
    "short_series_8_points": (
        [3, 5, 4, 6, 3, 5, 4, 5], LOWER, 5, None, (4.375, -0.1849999999999996, 8.934999999999999),
        {}, "common_cause", "hit_or_miss",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_reference_cases(case):
    """Limits, the rules of every point, the latest icon and assurance."""
    values, better, aim, baseline, lines, flagged, latest, assured = case
    chart = control_chart(
        figures(values), better, target=None if aim is None else Fraction(aim), baseline=baseline,
        profile=EVERY_LENGTH,
    )  # fmt: skip
    limits = chart.segments[-1].limits

    assert (limits.mean, limits.lower, limits.upper) == pytest.approx(lines, rel=1e-12)
    assert codes(chart) == flagged
    assert (chart.variation, chart.assurance) == (latest, assured)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference cases are not here")
def test_the_reference_file_is_met_exactly():
    """The file calls hit or miss `inconsistent`; all else is compared as it stands."""
    cases = json.loads(REFERENCE.read_text())
    assert set(cases) == set(CASES)
    for name, case in cases.items():
        better = {"increase": HIGHER, "decrease": LOWER}[case["improvement"]]
        chart = control_chart(
            figures(case["values"]), better, baseline=case["baseline"], profile=EVERY_LENGTH,
            target=None if case["target"] is None else Fraction(str(case["target"])),
        )  # fmt: skip
        limits = chart.segments[-1].limits
        lines = {
            "mean": float(limits.mean),
            "lower_limit": float(limits.lower),
            "upper_limit": float(limits.upper),
        }
        assert lines == pytest.approx({key: case[key] for key in lines}, rel=1e-12), name
        assert [[signal.code for signal in point.signals] for point in chart.points] == case[
            "rules"
        ]
        assert chart.variation == case["latest"], name
        assured = {"inconsistent": Assurance.HIT_OR_MISS}.get(case["assurance"], case["assurance"])
        assert chart.assurance == assured, name
