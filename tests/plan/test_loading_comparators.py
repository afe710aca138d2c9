"""Whom a plan compares with: its council's own neighbours, each once; else told with its place."""

import pytest
from small_plan import PLAN

from cptracker.model.published import Comparators
from cptracker.plan.reading import read_plan

GOOD = """
comparators:
  neighbours_of: Southampton
  region: South East
  neighbours: [Derby, Leeds]
  source: the model
"""


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Read the small plan with one more file."""
    monkeypatch.chdir(tmp_path)

    def read(*texts):
        for number, text in enumerate((PLAN, *texts)):
            (tmp_path / f"{number}.yaml").write_text(text.lstrip(), encoding="utf-8")
        return read_plan(tmp_path.relative_to(tmp_path))

    return read


def problem_lines(loaded):
    return [str(problem).splitlines()[0] for problem in loaded.problems]


def test_it_lands_in_the_model(load):
    assert load(GOOD).plan.comparators == Comparators(
        neighbours_of="Southampton",
        region="South East",
        neighbours=("Derby", "Leeds"),
        source="the model",
    )


def test_a_plan_may_do_without(load):
    assert load().plan.comparators is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "neighbours_of: Southampton", "neighbours_of: Derby",
            ["1.yaml:2:18: these are the neighbours of Derby, but the plan is that of Southampton",
             "1.yaml:4:16: Derby is no neighbour of its own"],
            id="the neighbours of another council",
        ),
        pytest.param(
            "[Derby, Leeds]", "[Derby, Leeds, Derby]",
            ["1.yaml:4:30: the neighbour `Derby` is given twice, first in line 4"],
            id="a neighbour twice",
        ),
        pytest.param(
            "[Derby, Leeds]", "[Derby, Southampton]",
            ["1.yaml:4:23: Southampton is no neighbour of its own"],
            id="the council among its own neighbours",
        ),
        pytest.param(
            "[Derby, Leeds]", "[England, South East]",
            ["1.yaml:4:16: England is no council", "1.yaml:4:25: South East is no council"],
            id="England and the region",
        ),
        pytest.param(
            "  source: the model\n", "",
            ["1.yaml:2:3: `source` is missing from this list of comparators"],
            id="no source",
        ),
        pytest.param(
            "neighbours:", "neighbors:",
            ["1.yaml:4:3: unknown key `neighbors`"],
            id="a key misspelt",
        ),
    ],
)  # fmt: skip
def test_a_broken_rule(load, old, new, expected):
    loaded = load(GOOD.replace(old, new))

    assert loaded.plan is None
    assert problem_lines(loaded) == expected


def test_two_lists_of_comparators(load):
    assert problem_lines(load(GOOD, GOOD)) == [
        "2.yaml:1:1: `comparators` is given twice, first in 1.yaml:1:1"
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("compare_with: []", ["1.yaml:1:12: `compare_with` of the benchmark names nobody"]),
        ("compare_with: [wales]", [
            "1.yaml:1:28: `compare_with` item 1 must be `neighbours`, `region` or `england`, "
            "not text",
        ]),
        ("compare_with: [england, england]", [
            "1.yaml:1:37: `england` of the benchmark is given twice, first in line 1",
        ]),
        ("compare_with: [neighbours]", [
            "1.yaml:1:28: the benchmark names neighbours, and `comparators` has none",
        ]),
    ],
)  # fmt: skip
def test_a_benchmark_rule_that_cannot_be_followed_is_told_at_its_place(load, rule, expected):
    """It names nobody, somebody unknown, one twice, or neighbours that the plan has none of."""
    loaded = load(f"benchmark: {{{rule}, source: Board}}\n")

    assert problem_lines(loaded) == expected
    assert loaded.plan is None
