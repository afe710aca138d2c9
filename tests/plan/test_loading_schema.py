"""The JSON Schema of a plan file follows the model, and the shipped plan follows the schema."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cptracker.files.bundled import bundled
from cptracker.model.plan import Plan
from cptracker.plan.document import Document, Heading
from cptracker.plan.reading import load_plan
from cptracker.plan.schema import plan_schema, schema_text

STRATEGY = bundled("strategy")
FILES = sorted(STRATEGY.glob("*.yaml"))
VALIDATOR = Draft202012Validator(plan_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_json(value: Any) -> Any:
    """What an editor sees: YAML 1.2 has no dates, only text."""
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def read(text: str) -> Any:
    return as_json(YAML(typ="safe", pure=True).load(text))


def test_it_is_a_schema():
    Draft202012Validator.check_schema(plan_schema())


def test_the_shipped_schema_is_up_to_date():
    """To bring it up to date, write `cptracker.plan.schema.schema_text()` into the file."""
    shipped = (STRATEGY / "plan.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text()
    assert json.loads(shipped) == plan_schema()


def test_there_is_a_shipped_plan():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_shipped_plan_follows_it(path):
    errors = VALIDATOR.iter_errors(read(path.read_text(encoding="utf-8")))
    assert [(list(error.path), error.message) for error in errors] == []


def test_the_shipped_plan_loads():
    """Whole, without a problem."""
    plan = load_plan(STRATEGY)
    assert plan.council == "Southampton"
    assert [priority.number for priority in plan.priorities] == [1, 2, 3, 4, 5, 6, 7]


def test_a_file_and_a_plan_have_the_same_parts():
    """The heading and the lists of a file are together the attributes of a plan."""
    names: Callable[[type], list[str]] = lambda model: [  # noqa: E731 # shorter than a function
        field.name for field in attrs.fields(model)
    ]
    sections = set(names(Heading)) | set(names(Document)) - {"plan", "measures"}
    assert sections | {"typed_measures"} == set(names(Plan))


def test_every_part_may_stand_alone():
    schema = plan_schema()
    assert schema["required"] == []
    assert list(schema["properties"]) == [field.name for field in attrs.fields(Document)]


def test_descriptions_come_from_the_docstrings():
    target = plan_schema()["$defs"]["Target"]
    assert target["description"].startswith("What was promised for a measure from a date on")
    assert target["properties"]["within"]["description"] == (
        "Tolerance in the measure's unit (points for a percentage)."
    )
    assert target["required"] == ["measure", "since", "source"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("targts: []", "'targts' was unexpected", id="unknown key"),
        pytest.param("glossary: [{term: a}]", "'meaning' is a required property", id="missing key"),
        pytest.param(
            "glossary: [{term: 1, meaning: b}]", "1 is not of type 'string'", id="number as text"
        ),
        pytest.param(
            "principles: [{number: 1.5, text: b}]", "1.5 is not of type 'integer'", id="not whole"
        ),
        pytest.param(
            'targets: [{measure: a, since: "2024-02-30", source: c, value: 1}]',
            "'2024-02-30' is not a 'date'",
            id="no such day",
        ),
        pytest.param(
            "published: [{measure: a, area: b, period: 2024/25, value: 1, source: c}]",
            "'2024/25' does not match",
            id="no period's key",
        ),
        pytest.param("glossary:", "None is not of type 'array'", id="nothing"),
    ],
)
def test_the_schema_finds_mistakes(text, message):
    """An editor underlines what loading would refuse."""
    (error,) = VALIDATOR.iter_errors(read(text))
    assert message in error.message
