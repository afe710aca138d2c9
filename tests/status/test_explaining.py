"""The definition sheet: what a measure counts and why, from what, and whether it was agreed."""

import json
from datetime import date
from io import StringIO

import pytest
from command_line import OWN, run
from definition_sheets import sheet, shown
from rich.console import Console
from small_plan import MEASURES, TARGETS, indicators, status

from cptracker.authoring.fingerprints import fingerprint
from cptracker.status.definitions import definition_approval
from cptracker.status.problems import plan_problems

MEETING = "meetings: [{ref: cpp-1, body: Panel, date: 2025-03-12}]\n"


def agreed(print_, measure="dental"):
    return (
        f"{MEETING}agreed_definitions:\n"
        f"  - {{measure: {measure}, fingerprint: {print_}, meeting: cpp-1}}\n"
    )


def test_it_says_what_is_to_be_known(make_inputs):
    text = " ".join(shown(sheet(make_inputs(TARGETS), back=2)).split())

    for part in (
        "Dentist dental · % · higher is better",
        "RESTRICTED: exact figures, not for publication",
        "In the plan success measures 1.1 and 1.2",
        "outcomes (child_id, dental_check)",
        "green at 95% or more, amber from 90%; since 31 March 2025, Board",
        "2023/24: 80.0% · 8 of 10 · Green",
        "2024/25: 90.0% · 9 of 10 · Amber",
        "no meeting has agreed it",
    ):
        assert part in text


def test_what_is_missing_is_said(make_inputs):
    text = shown(sheet(make_inputs(), "meetings"))

    assert "events (event_id): not there" in text
    assert "Missing from the records\n    table `events`" in text
    assert "not supplied: needs table `events`" in text


def test_it_computes_no_other_measure(make_inputs):
    inputs = make_inputs()
    sheet(inputs)

    (module,) = {measure.function.__globals__["__name__"] for measure in
                 inputs[1].measures.values() if measure.identifier == "dental"}  # fmt: skip
    import sys

    assert len(sys.modules[module].CALLS) == 1


def test_an_agreed_definition_that_holds_is_quiet(make_inputs, tmp_path):
    first = make_inputs()
    print_ = fingerprint(first[1].measures["dental"])
    (tmp_path / "again").mkdir()
    from small_plan import small_inputs

    inputs = small_inputs(tmp_path / "again", agreed(print_))
    loaded, registry, _ = inputs

    assert "as cpp-1 agreed it" in shown(sheet(inputs))
    assert plan_problems(loaded, registry) == ()
    assert indicators(status(inputs))["dental"].approval.changed is False


def test_a_changed_definition_is_said_everywhere(make_inputs):
    """The sheet, the status, its JSON, and a warning of `check` at the plan's own line."""
    inputs = make_inputs(agreed("d1-000000000000"))
    loaded, registry, _ = inputs
    (warning,) = plan_problems(loaded, registry)

    assert "CHANGED since cpp-1 agreed it as d1-000000000000" in shown(sheet(inputs))
    assert (warning.place.endswith("0.yaml:3:5"), str(warning.severity)) == (True, "warning")
    assert warning.message == "`dental` is defined otherwise than cpp-1 agreed it"
    from cptracker.contract.status import as_document
    from cptracker.reports.terminal.status import print_status

    report = status(inputs)
    page = StringIO()
    print_status(report, Console(file=page, width=80, color_system=None))
    assert "Definition changed since cpp-1 agreed it" in page.getvalue()
    document = json.dumps(as_document(report))
    assert '"agreed": "d1-000000000000"' in document
    assert '"changed": true' in document


def test_a_measure_that_is_not_there_cannot_be_agreed(make_inputs):
    loaded, registry, _ = make_inputs(agreed("d1-000000000000", "dentist"))
    problems = plan_problems(loaded, registry)

    assert [problem.message for problem in problems] == [
        "no plug-in provides the measure `dentist`"
    ]


def test_no_agreement_without_the_source(make_inputs, tmp_path):
    loaded, registry, _ = make_inputs()
    (tmp_path / "mine.py").unlink()

    assert definition_approval(loaded.plan, registry.measures["dental"]) is None


def test_the_command(here):
    result = run("explain", "teeth", *OWN)

    assert result.exit_code == 0
    assert "Fingerprint of the definition\n    d1-" in result.stdout
    assert "sha256" in result.stdout
    assert "EXAMPLE DATA" in result.stdout


def test_the_command_as_json(here):
    document = json.loads(run("explain", "teeth", *OWN, "--format", "json", "--back", "2").stdout)

    assert document["schema"] == "cptracker/definition/2"
    assert len(document["periods"]) == 2
    assert document["records"][0]["table"] == "outcomes"
    assert len(document["records"][0]["sources"][0]["sha256"]) == 64
    assert document["example_data"] is True
    assert date.fromisoformat(document["as_at"])


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(["teath"], 2, "did you mean `teeth`?", id="a near miss"),
        pytest.param(["teeth", "--back", "0"], 2, "0 is not in the range", id="no period"),
        pytest.param(["teeth", "--plan", "none.yaml"], 3, "none.yaml", id="no plan"),
    ],
)
def test_bad_input_is_told(here, args, code, words):
    result = run("explain", *(OWN[2:] if "--plan" in args else OWN), *args)

    assert result.exit_code == code
    assert words in result.output


def test_each_fact_that_is_no_text_is_told(tmp_path):
    from cptracker import find_measures

    path = tmp_path / "mine.py"
    wrong = 'better="higher", why=3, departs=["x"], sensitive="yes",'
    text = MEASURES.replace('better="higher",', wrong, 1)
    path.write_text(text, encoding="utf-8")
    messages = [problem.message for problem in find_measures([path]).problems]

    assert messages == [
        "`why` of `dental` must be text",
        "`departs` of `dental` must be text",
        "`sensitive` of `dental` must be True or False",
    ]
