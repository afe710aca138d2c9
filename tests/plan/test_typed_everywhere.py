"""Typed measures in every command, in the library and in notebooks, like those computed."""

import json

import pytest
from command_line import run
from typed_plan import PLAN, VALUES, blank_project

import cptracker
from cptracker.cli import cases


@pytest.fixture
def send(tmp_path, monkeypatch):
    """A project of five typed measures without records, in which a command runs."""
    blank_project(tmp_path / "send", values=VALUES)
    monkeypatch.chdir(tmp_path / "send")
    return tmp_path / "send"


NOBODY = "the values of `in-time` are typed: no records stand behind them, so nobody is listed"


@pytest.mark.parametrize("name", ["in-time", "1.1"])
@pytest.mark.parametrize("how", [(), ("--operational", "-o", "list.csv")])
def test_nobody_stands_behind_a_typed_value(send, monkeypatch, name, how):
    """Not even to be refused for a pipe: there is nothing that could name a child."""
    monkeypatch.setattr(cases, "_on_screen", lambda: True)
    result = run("cases", name, *how)

    assert result.exit_code == 2
    assert NOBODY in result.output
    assert "`cptracker explain in-time` says who typed them" in result.output
    assert "child" not in run("cases", name).output


@pytest.mark.parametrize("ask", [cptracker.cases, cptracker.members])
def test_the_library_says_so_too(send, ask):
    with pytest.raises(cptracker.UsageError, match="no records stand behind them"):
        ask("in-time", plan="strategy", values=["values"])


def test_the_library_gives_a_typed_series(send):
    """As `cptracker values` does: by quarter, with what was revised, and by sex."""
    plan = cptracker.load_plan("strategy")
    for options in ({"plan": "strategy", "values": "values"},
                  {"plan": plan, "values": cptracker.load_values(["values"], plan)}):  # fmt: skip
        table = cptracker.compute("in-time", by="sex", **options)
        rows = table.select(
            "period_end", "group", "numerator", "denominator", "missing_reason"
        ).rows()
        typed = [(str(end), *rest) for end, *rest in rows]

        assert ("2026-03-31", "", 30, 52, None) in typed
        assert ("2026-03-31", "female", 12, 22, None) in typed
        assert ("2025-12-31", "female", None, None, "not_supplied") in typed


def test_a_series_on_an_earlier_day_has_the_value_known_then(send):
    table = cptracker.compute(
        "in-time", plan="strategy", values="values", as_at="2026-01-31", every="quarter"
    )

    assert table["numerator"].to_list()[-1] == 28


def test_values_with_a_mistake_are_refused_and_not_left_out(send):
    with (send / "values" / "values.csv").open("a", encoding="utf-8") as file:
        file.write("tribunals,202526Q2,many,,,,,,,,\n")

    with pytest.raises(cptracker.RecordsError) as refused:
        cptracker.compute("tribunals", plan="strategy", values="values")
    assert [problem.message for problem in refused.value.problems] == ["`value` is no number"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measures": "in-time", "values": "values"}, "give `plan`"),
        ({"measures": "dental-checks"}, "`dental-checks` is computed from records: give `records`"),
        (
            {"measures": "dental-checks", "plan": "strategy"},
            "`dental-checks` is computed from records",
        ),
    ],
)
def test_what_is_lacking_is_said(send, arguments, message):
    with pytest.raises(cptracker.UsageError, match=message):
        cptracker.compute(**arguments)


def test_measures_lists_those_of_the_plan_first(send):
    listed = json.loads(run("measures", "--format", "json").stdout)
    shown = run("measures").stdout

    assert [measure["measure"] for measure in listed][:2] == ["in-time", "tribunals"]
    assert [measure["typed"] for measure in listed].count(True) == 5
    assert (listed[0]["by"], listed[0]["path"]) == (["sex"], "strategy/plan.yaml")
    assert "typed by SEND team, no records; the last is of Q4 2025/26" in " ".join(shown.split())
    assert "5 typed" in shown


def test_measures_without_a_plan_at_hand_lists_no_typed_ones(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert "typed" not in run("measures").stdout


def test_a_plan_with_mistakes_is_told_and_the_rest_is_listed(send):
    (send / "strategy" / "plan.yaml").write_text(PLAN.replace("kind: mean", "kind: man"))
    result = run("measures")

    assert result.exit_code == 3
    assert "dental-checks" in result.stdout
    assert "plan.yaml" in result.stderr


def test_a_plan_without_a_council_shows_itself_in_a_notebook(send):
    plan = cptracker.load_plan("strategy")

    assert plan._repr_mimebundle_()["text/plain"] == "SEND strategy, Exampleshire, 2024-2028"
    text = PLAN.replace("council: Exampleshire, ", "")
    (send / "strategy" / "plan.yaml").write_text(text, encoding="utf-8")
    alone = cptracker.load_plan("strategy")
    assert alone._repr_mimebundle_()["text/plain"] == "SEND strategy, 2024-2028"


TEETH = """
from cptracker import CHILD, col, events, measure

@measure(title="Teeth", unit="%", better="higher", by=CHILD,
         needs={"outcomes": ["child_id", "dental_check"]})
def teeth(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)
"""


@pytest.fixture
def own(send):
    """The same with a measure of one's own, which the project file names."""
    (send / "measures").mkdir()
    (send / "measures" / "teeth.py").write_text(TEETH, encoding="utf-8")
    project = send / "cptracker.yaml"
    project.write_text(f"{project.read_text()}measures: [measures]\n", encoding="utf-8")
    return send


def test_a_value_of_a_computed_measure_of_ones_own_is_refused(own):
    """As one of a shipped measure is, and by the same words."""
    before = (own / "values" / "values.csv").read_bytes()
    add = ("values", "add", "teeth", "--period", "202526", "--value", 9, "--by", "Manager")

    result = run(*add)

    assert result.exit_code == 5
    assert "the measure `teeth` is computed, so it takes no typed value" in result.output
    assert (own / "values" / "values.csv").read_bytes() == before


def test_a_measure_that_is_declared_and_computed_takes_no_value(own):
    """The plan's mistake is told with the command that meets it, and no value is kept by it."""
    text = PLAN.replace("identifier: waiting", "identifier: teeth").replace("[waiting]", "[teeth]")
    (own / "strategy" / "plan.yaml").write_text(text, encoding="utf-8")

    result = run("values", "add", "teeth", "--period", "202526Q4", "--value", 9, "--by", "Manager")

    assert result.exit_code == 5
    assert "the measure `teeth` is computed, so it takes no typed value" in result.output


def test_a_folder_of_measures_can_be_named(own):
    (own / "cptracker.yaml").write_text("plan: strategy\nvalues: [values]\n", encoding="utf-8")
    add = ("values", "add", "teeth", "--period", "202526", "--value", 9, "--by", "Manager")

    assert "the plan declares no measure `teeth`" in run(*add).output
    assert "`teeth` is computed" in run(*add, "--measures", "measures").output


def test_two_plans_share_a_file_of_values(send):
    """What one of them declares is no mistake in the other; what neither declares is told once."""
    other = PLAN.replace("identifier: send", "identifier: other")
    for name in ("in-time", "tribunals", "suspensions", "waiting", "spending"):
        other = other.replace(f"identifier: {name},", f"identifier: other-{name},").replace(
            f"[{name}]", f"[other-{name}]"
        ).replace(f"measure: {name},", f"measure: other-{name},")  # fmt: skip
    (send / "other.yaml").write_text(other, encoding="utf-8")
    with (send / "values" / "values.csv").open("a", encoding="utf-8") as file:
        file.write("other-tribunals,202526Q4,5,,,,,,Manager,2026-04-14,\n")
        file.write("nobody-s,202526Q4,5,,,,,,Manager,2026-04-14,\n")

    problems = json.loads(run("check", "--plan", "strategy", "--plan", "other.yaml",
                              "--format", "json").stdout)  # fmt: skip
    messages = [
        problem["message"] for problem in problems["problems"] if "declares" in problem["message"]
    ]
    both = json.loads(run("status", "--plan", "strategy", "--plan", "other.yaml",
                          "--format", "json").stdout)  # fmt: skip

    assert messages == ["the plan declares no measure `nobody-s`"]
    assert [
        status["priorities"][0]["success_measures"][1]["indicators"][0]["value"] for status in both
    ] == [9, 5]
