"""A strategy of typed values alone, played from an empty folder; and a law: nothing breaks."""

# ruff: noqa: E501 - rows of tables and lines of YAML
import json
from io import StringIO

import pytest
from command_line import run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from typed_plan import HEADING, PLAN, blank_project

from cptracker.authoring.registry import Registry
from cptracker.model.figures import MissingReason
from cptracker.model.plan import Better, TypedMeasure
from cptracker.model.typed import TypedKind
from cptracker.plan.reading import read_plan
from cptracker.plan.values.reading import load_values
from cptracker.plan.values.rows import rows_of_table
from cptracker.records.loading import no_records
from cptracker.reports.terminal.first_screen import print_first_screen
from cptracker.status.builder import build_status
from cptracker.status.typed import with_revisions, with_typed


@pytest.fixture
def send(tmp_path, monkeypatch):
    """A blank project with a SEND strategy of five typed measures."""
    monkeypatch.chdir(tmp_path)
    blank_project(tmp_path / "send")
    monkeypatch.chdir(tmp_path / "send")
    return tmp_path / "send"


def add(ref, *numbers, period="202526Q4"):
    return run("values", "add", ref, "--period", period, *numbers, "--by", "Manager")


def added(send):
    add("1.1", "--numerator", 30, "--denominator", 52)
    add("tribunals", "--value", 9)
    add("1.3", "--numerator", 12, "--denominator", 40_000)
    add("1.4", "--value", "11.5")
    add("1.5", "--value", "125000.50")
    return send


def report_of(folder):
    """The exact status, as the commands build it."""
    loaded = read_plan(folder / "strategy")
    values = load_values([folder / "values"], loaded.plan)
    registry = with_typed(Registry(measures={}), loaded, values)
    return build_status(loaded.plan, registry, no_records().as_told_on(values.last_day))


def mistakes(folder, rows):
    (folder / "values" / "values.csv").write_bytes(rows)
    loaded = load_values(
        [folder / "values"], read_plan(folder / "strategy").plan, ["dental-checks"]
    )
    return [(problem.line, problem.column, problem.message) for problem in loaded.problems]


def test_a_blank_project_works_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("init", "mine", "--blank", "--title", 'A "plan": mine', "--council", "Exampleshire")
    monkeypatch.chdir(tmp_path / "mine")

    shown, checked = run("status"), run("check")

    assert shown.exit_code == checked.exit_code == 0
    assert 'A "plan": mine' in shown.stdout
    for word in ("children", "care", "Southampton", "records"):
        assert word not in shown.output.casefold()


def test_a_strategy_of_typed_values_is_tracked(send):
    added(send)

    shown, checked = run("status", "--full"), run("check")

    assert (shown.exit_code, checked.exit_code) == (0, 0)
    assert "57.7%" in shown.stdout
    assert "as at 31 march 2026" in shown.stdout.casefold() or "31 March 2026" in shown.stdout
    for form in ("html", "docx"):
        assert run("report", "-o", f"paper.{form}").exit_code == 0
        assert (send / f"paper.{form}").stat().st_size > 5_000


def test_a_count_of_nine_is_nine_and_a_share_has_an_interval(send):
    added(send)

    document = json.loads(run("status", "--format", "json").stdout)
    series_of = {
        indicator["measure"]: indicator
        for success in document["priorities"][0]["success_measures"]
        for indicator in success["indicators"]
    }

    assert series_of["tribunals"]["value"] == 9
    assert series_of["tribunals"]["rating"] == "green"
    assert series_of["in-time"]["rating"] == "red"
    assert series_of["suspensions"]["value"] == 3
    share, _, _, mean, _ = report_of(send).priorities[0].success_measures
    assert share.indicators[0].interval is not None
    assert mean.indicators[0].interval is None


def test_a_missing_period_is_not_supplied(send):
    added(send)
    add("tribunals", "--value", 0, period="202526Q2")

    series = report_of(send).priorities[0].success_measures[1].indicators[0].series

    assert [figure.value for figure in series[-3:]] == [0, None, 9]
    assert series[-2].missing_reason is MissingReason.NOT_SUPPLIED


def test_explain_says_by_whom_and_request_who_owes(send):
    added(send)

    assert "Q4 2025/26: by Manager, on " in run("explain", "1.1").stdout
    assert "SEND team" in run("request").stdout


def test_a_revision_takes_the_place_of_the_first_value_and_says_so(send):
    added(send)

    refused = add("1.1", "--numerator", 31, "--denominator", 52)
    revised = add("1.1", "--numerator", 31, "--denominator", 52, "--revised")

    assert (refused.exit_code, revised.exit_code) == (5, 0)
    assert "59.6%" in run("values", "in-time").stdout
    assert "was 57.69%" in run("status", "--full").stdout or "[r]" in run("status", "--full").stdout


def test_small_numbers_of_children_are_hidden_from_the_public(send):
    add("1.1", "--numerator", 3, "--denominator", 52)
    run("report", "-o", "public.html")

    paper = (send / "public.html").read_text(encoding="utf-8")

    assert "5.8%" not in paper
    assert "3 of 52" not in paper


def test_a_dry_run_and_a_refused_value_change_nothing(send):
    before = (send / "values" / "values.csv").read_bytes()

    run("values", "add", "1.1", "--period", "202526Q4", "--value", "50", "--by", "M", "--dry-run")
    refused = add("1.1", "--numerator", 60, "--denominator", 52)

    assert refused.exit_code == 5
    assert (send / "values" / "values.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("in-time,202526Q4,,60,52", (2, 4, "the numerator is above the denominator")),
        ("in-time,202526Q4,50,,", (2, 3, "a share about children needs its numerator and denominator")),
        ("dental-checks,202526Q4,9,,", (2, 1, "the measure `dental-checks` is computed, so it takes no typed value")),
        ("tribunal,202526Q4,9,,", (2, 1, "the plan declares no measure `tribunal`")),
        ("tribunals,202526,9,,", (2, 2, "`tribunals` is typed by quarter, and 202526 is a financial-year")),
        ("tribunals,2025Q4,9,,", (2, 2, "`period` is no period's key: '2025Q4'")),
        ("tribunals,202526Q4,nine,,", (2, 3, "`value` is no number")),
        ("tribunals,202526Q4,9.5,,", (2, 3, "a count is a whole number")),
        ("tribunals,202526Q4,,9,10", (2, 4, "a measure of the kind `count` has a value alone")),
        ("waiting,202526Q4,,9,", (2, 5, "there is no denominator")),
    ],
)  # fmt: skip
def test_each_mistake_stands_at_its_place(send, row, expected):
    assert mistakes(send, f"{HEADING}{row},,,,,,\n".encode()) == [expected]


def test_all_mistakes_are_told_at_once(send):
    rows = "tribunals,202526Q4,x,,,,,,,31.3.26,\ntribunals,,9,,,sex,,,,,maybe\n"

    assert [mistake[:2] for mistake in mistakes(send, f"{HEADING}{rows}".encode())] == [
        (2, 3), (2, 10), (3, 2), (3, 6), (3, 11),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [
    "\ufeffmeasure,period,value,note\r\ntribunals,202526Q4,9,fine\r\n".encode(),
    "measure;period;value;note\ntribunals;202526Q4;9;caf\u00e9\n".encode("cp1252"),
    b"Measure\tPeriod\tValue\ntribunals\t202526Q4\t9\n",
])  # fmt: skip
def test_tables_are_read_as_they_were_saved(send, content):
    (send / "values" / "values.csv").write_bytes(content)
    loaded = load_values([send / "values"], read_plan(send / "strategy").plan)

    assert [value.value for value in loaded.values] == [9]


def test_values_in_yaml_have_places_too(send):
    text = "values:\n  - {measure: tribunals, period: 202526Q4, value: 9}\n  - {measure: tribunals, period: 202526Q3, value: many}\n"
    (send / "values" / "more.yaml").write_text(text, encoding="utf-8")
    loaded = load_values([send / "values"], read_plan(send / "strategy").plan)

    assert [value.value for value in loaded.values] == [9]
    assert [(problem.line, problem.message) for problem in loaded.problems] == [
        (3, "`value` is no number")
    ]


def test_a_plugin_of_the_same_name_is_told(send):
    text = PLAN.replace("identifier: waiting", "identifier: dental-checks").replace(
        "[waiting]", "[dental-checks]"
    )
    (send / "strategy" / "plan.yaml").write_text(text, encoding="utf-8")

    result = run("check")

    assert result.exit_code == 3
    assert "a plug-in computes the measure `dental-checks` already" in result.output


def test_a_mistake_in_the_plan_hides_no_measure_that_it_declares(send):
    """It is told alone: what the plan declares is not called unknown because of it."""
    text = PLAN.replace("better: lower, kind: mean", "better: lower, kind: man")
    (send / "strategy" / "plan.yaml").write_text(text, encoding="utf-8")

    result = run("check")

    assert result.exit_code == 3
    assert "plan.yaml" in result.stdout
    assert "no plug-in provides" not in result.stdout


cells = st.sampled_from(["", "0", "9", "30", "52", "-1", "0.5", "x", "1,000", "999999999"])
kinds = st.builds(
    TypedMeasure,
    identifier=st.just("in-time"),
    title=st.just("A measure"),
    unit=st.sampled_from(["%", "plans", "£"]),
    better=st.sampled_from([Better.HIGHER, Better.LOWER, Better.CONTEXT]),
    kind=st.sampled_from(list(TypedKind)),
    per=st.none() | st.integers(1, 10_000),
)
periods = st.sampled_from(["202526Q4", "202526Q3", "202526", "2026-03", "", "202526Q9"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds,
    st.lists(st.tuples(periods, cells, cells, cells, st.sampled_from(["", "yes"])), max_size=6),
)
def test_any_typed_plan_gives_a_status(send, declared, rows):
    """Whatever is typed: a status comes of it, and each row is used, empty or told."""
    from attrs import evolve

    (send / "strategy" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    loaded = read_plan(send / "strategy")
    measures = (declared, *loaded.plan.typed_measures[1:])
    loaded = evolve(loaded, plan=evolve(loaded.plan, typed_measures=measures))
    lines = [f"in-time,{key},{value},{part},{whole},,,,,,{again}" for key, value, part, whole, again in
             [(a, *(f'"{cell}"' for cell in (b, c, d)), e) for a, b, c, d, e in rows]]  # fmt: skip
    from cptracker.plan.values.reading import checked_values

    problems = []
    table = rows_of_table((HEADING + "\n".join(lines) + "\n").encode(), "values.csv", problems)
    values = checked_values(table, loaded.plan, (), problems)
    registry = with_typed(Registry(measures={}), loaded, values)
    loaded = with_revisions(loaded, registry)

    report = build_status(loaded.plan, registry, no_records(), problems=values.problems)

    assert report.priorities[0].success_measures[0].indicators[0].measure == "in-time"
    assert all(problem.line for problem in values.problems)
    page = StringIO()
    print_first_screen(report, Console(file=page, width=80, color_system=None), "strategy")
    screen = page.getvalue().splitlines()
    assert len(screen) <= 45
    assert max(map(len, screen)) <= 80
