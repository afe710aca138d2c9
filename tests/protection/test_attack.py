"""Public papers of made-up councils, attacked by an integer program that knows nothing of ours.

A small sample; `python tests/bench/attack.py` attacks those of many councils.
"""

import json
from datetime import date
from unittest.mock import patch

import pytest
from attacker import attack, read
from tables_made import count, indicator, report, share

from cptracker.authoring.registry import find_measures
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.disclosure.suppression import suppress
from cptracker.files.bundled import bundled
from cptracker.model.related import SharedBase
from cptracker.plan.reading import load_plan
from cptracker.records.loading import load_records
from cptracker.status.builder import build_status
from cptracker.synthetic.records import write_example


def written(public):
    return read(status_text(public))


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council") / "records"
    write_example(folder, children=80, seed=3, years=3)
    return load_records([folder])


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="panel"),
        pytest.param({"also": ("scorecard",), "back": 1}, id="scorecard"),
        pytest.param({"by": ("sex",), "back": 2}, id="by sex"),
    ],
)
def test_nothing_can_be_worked_out_from_papers_of_a_small_council(council, options):
    plan = load_plan(bundled("strategy"))
    exact = build_status(plan, find_measures(), council, as_at=date(2026, 3, 31), **options)

    outcome = attack(written(release(exact)))

    assert outcome.searched
    assert outcome.leaks == []


def leaks_of(public):
    return {(leak.name[0], leak.name[3]): leak.values for leak in attack(written(public)).leaks}


def test_the_attack_reads_the_legend():
    """White 20 of 24: four groups of one, and nobody else, since nobody would have been shown."""
    sizes = {"white": 20, "mixed": 1, "Asian": 1, "black": 1, "other": 1, "unknown": 0}
    table = [count(24), *(count(n, by="ethnic_group", group=g) for g, n in sizes.items())]
    with patch("cptracker.disclosure.suppression.suppress_totals", lambda _, hidden, __: hidden):
        leaking = suppress(report(indicator(table, over_time="level")))

    assert leaks_of(leaking) == {("m", g): (1,) for g in ("mixed", "Asian", "black", "other")}
    assert leaks_of(release(report(indicator(table, over_time="level")))) == {}


def near():
    """Two measures of one base: of 100 girls 60 live within 20 miles of home, and 94 within 50."""
    tie = SharedBase(
        measure="placed-within-20-miles", of="placed-within-50-miles", how="same", by=("sex",)
    )
    sexes = {"by": "sex", "group": "f"}, {"by": "sex", "group": "m"}
    few = [share(150, 240), share(60, 100, **sexes[0]), share(90, 140, **sexes[1])]
    many = [share(197, 240), share(96, 100, **sexes[0]), share(101, 140, **sexes[1])]
    return report(
        indicator(few, measure="placed-within-20-miles", over_time="level"),
        indicator(many, measure="placed-within-50-miles", over_time="level"),
        related=(tie,),
    )


def test_a_base_that_is_shown_elsewhere_is_known():
    assert leaks_of(release(near())) == {}


def test_counts_told_aside_are_found():
    """EET's base less that of suitable accommodation: three are abroad or not known."""
    tie = SharedBase(
        measure="care-leavers-suitable-accommodation", of="care-leavers-eet", how="among"
    )
    exact = report(
        indicator([share(189, 322)], measure="care-leavers-eet"),
        indicator([share(280, 319)], measure="care-leavers-suitable-accommodation"),
    )
    (aside,) = attack(written(release(exact))).leaks
    tied = attack(written(release(report(*_indicators(exact), related=(tie,)))))

    assert (aside.kind, aside.values) == ("difference", (3,))
    assert tied.leaks == []


def _indicators(document):
    (success,) = document.priorities[0].success_measures
    return success.indicators


def test_papers_that_are_known_together_are_attacked_together():
    """A quarter's three months in one paper, two of them in the other."""
    document = json.loads(status_text(release(report(indicator([count(30)])))))
    (shown_indicator,) = document["priorities"][0]["success_measures"][0]["indicators"]
    shown_indicator |= {"over_time": "flow", "period": {**shown_indicator["period"]}}
    year = {**shown_indicator, "series": []}
    quarters = [
        {"period": f"202425Q{number}", "value": 9, "numerator": 9, "denominator": None,
         "missing_reason": None}
        for number in (1, 2, 3)
    ]  # fmt: skip
    both = {**document, "priorities": [
        {"success_measures": [{"ref": "1", "indicators": [{**year, "series": quarters}]}]}
    ]}  # fmt: skip

    leaks = attack([both]).leaks

    assert {(leak.kind, leak.values) for leak in leaks} == {("stretch", (3,))}
