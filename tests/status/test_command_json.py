"""The JSON of every command fits its class and its schema, and is read back to the byte."""

import json

import pytest
from click import Choice
from command_line import OWN, PLAN, TEETH, run
from jsonschema import Draft202012Validator

from cptracker.cli.schema import schema_command
from cptracker.contract.actions import TrackedActionDocument
from cptracker.contract.command_schemas import SCHEMAS, command_schema
from cptracker.contract.status import status_schema
from cptracker.files.json_text import json_text
from cptracker.status_json.converting import as_json, from_json
from reference_pages import command_json

TRACKER = """
meetings:
  - {ref: first, body: Panel, date: 2025-01-10, paper: minutes}
  - {ref: second, body: Panel, date: 2025-05-10}
actions:
  - ref: CPP-2025-01
    title: Find a dentist
    meeting: first
    owner: Health lead
    due: 2025-03-01
    deliverables: ["1.1"]
    milestones: [{title: Ask, due: 2025-02-01, key: true}, {title: Sign, due: 2025-02-20}]
    updates:
      - {date: 2025-01-20, by: Health lead, status: in_progress, note: Begun, milestone: Ask}
      - date: 2025-02-10
        by: Health lead
        blocker: No room
        blocker_rating: red
        due: 2025-04-01
        note: Later
      - {date: 2025-02-12, by: Health lead, rating: amber, reason: Slow}
  - {ref: CPP-2025-02, title: Write it down, meeting: second, owner: Clerk, undated: Ongoing}
commentary:
  - success_measure: "1.1"
    period: "202425"
    date: 2025-05-01
    by: Health lead
    data_says: All but two were seen.
    states: [{measure: teeth, value: 80}]
duties:
  - ref: survey
    title: Survey
    every_months: 12
    place: here
    done: [{date: 2024-05-01, by: Clerk, note: Sent}, {date: 2025-07-01}]
targets:
  - measure: teeth
    since: 2024-04-01
    value: 92.5
    within: 5
    due: 2026-03-31
    interim: [{by: 2025-04-01, value: 90}]
    baseline: {value: 81.4, period: "202324", source: Report}
    source: Panel
checks_off:
  - {check: overdue-without-update, reason: The board keeps them, date: 2025-01-01}
"""

OUTCOMES = """\
CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,\
HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED
EXMPL00001,13/09/2010,,SDQ1,0,,1,0,1,0,,
EXMPL00002,12/02/2011,,SDQ1,0,,1,1,1,0,,
"""

COMMANDS = {
    "actions": ["actions", "list", "--plan", "plan", "--as-at", "2025-06-01"],
    "check": ["check", *OWN, "--records", "records"],
    "checks": ["check", "--plan", "plan", "--list-checks"],
    "commentary": ["commentary", "list", "--plan", "plan", "--as-at", "2025-06-01"],
    "deliverables": ["deliverables", "list", "--plan", "plan", "--as-at", "2025-06-01"],
    "diff": ["diff", "2025-01-15", "2025-06-01", "--plan", "plan"],
    "duties": ["duties", "list", "--plan", "plan", "--as-at", "2025-06-01"],
    "explain": ["explain", "teeth", *OWN, "--records", "records"],
    "measures": ["measures", *OWN, "--records", "records"],
    "meetings": ["meetings", "list", "--plan", "plan"],
    "request": ["request", *OWN, "--records", "records"],
    "status": ["status", *OWN, "--records", "records"],
    "targets": ["targets", "list", "--plan", "plan"],
    "values": ["values", "teeth", *OWN, "--records", "records", "--by", "age_group"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small plan with a tracker, a measure of its own, and records."""
    folder = tmp_path_factory.mktemp("commands")
    for name, text in {
        "plan/plan.yaml": PLAN,
        "plan/tracker.yaml": TRACKER,
        "mine/teeth.py": TEETH,
        "records/2025/oc2.csv": OUTCOMES,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def written(folder, monkeypatch):
    """What a command writes as JSON."""
    monkeypatch.chdir(folder)
    return lambda name: run(*COMMANDS[name], "--format", "json").stdout


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_a_command_writes_fits_its_schema(name, written):
    schema = command_schema(name)
    Draft202012Validator.check_schema(schema)
    document = json.loads(written(name))

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(document)] == []
    assert document  # an empty list would fit as well


@pytest.mark.parametrize("name", sorted({*SCHEMAS} - {"status", "values"}))
def test_what_a_command_writes_is_read_back_to_the_byte(name, written):
    wanted = SCHEMAS[name].args[0]
    text = written(name)
    document = json.loads(text)
    several = isinstance(document, list)

    read = (
        [from_json(entry, wanted) for entry in document] if several else from_json(document, wanted)
    )
    assert json_text([as_json(entry) for entry in read] if several else as_json(read)) == text


def test_an_action_carries_all_that_its_updates_came_to(written):
    """So that the round trip above has each part to show."""
    first = json.loads(written("actions"))["actions"][0]

    assert [first["status"], first["slippage_days"], first["own"]["rating"]] == [
        "in_progress", 31, "amber",
    ]  # fmt: skip
    assert [len(first[name]) for name in ("moves", "steps", "blockers")] == [1, 2, 1]


def test_every_json_has_a_schema_on_the_command_line_and_a_page():
    (argument,) = schema_command.params
    assert isinstance(argument.type, Choice)

    assert set(argument.type.choices) == {"plan", *SCHEMAS}
    assert command_json.pages().keys() == {
        "index.md", *(f"{name}.md" for name in SCHEMAS if name != "status"),
    }  # fmt: skip
    assert command_schema("status") == status_schema()


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name not in ("values", "status")])
def test_a_versioned_json_says_its_version(name):
    schema = command_schema(name)
    version = schema.get("properties", {}).get("schema", {}).get("const", "a list")

    assert version == "a list" or version.startswith("cptracker/")


def test_an_action_of_version_1_is_read_with_the_name_of_its_field(written):
    document = json.loads(written("actions"))
    action = document["actions"][0]
    former = {"told" if name == "last_recorded" else name: action[name] for name in action}

    assert (document["schema"], action["last_recorded"]) == ("cptracker/actions/2", "2025-02-12")
    assert from_json(former, TrackedActionDocument) == from_json(action, TrackedActionDocument)
