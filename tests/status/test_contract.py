"""The classes of the status's JSON: the schema is made from them, and the writer agrees."""

import json

import cattrs
import pytest
from editions_made import public, restricted
from reports_made import made_report

from cptracker.contract.converting import as_json, status_document
from cptracker.contract.schema import schema_of_status
from cptracker.contract.status import as_document, status_text
from cptracker.files.bundled import PACKAGE
from cptracker.files.json_text import json_text

SHIPPED = PACKAGE / "schemas" / "status.schema.json"


def test_the_shipped_schema_is_made_from_the_classes():
    """Written anew by `cptracker schema status > src/cptracker/schemas/status.schema.json`."""
    assert SHIPPED.read_text(encoding="utf-8") == json_text(schema_of_status())


@pytest.mark.parametrize("edition", [restricted, public])
def test_the_classes_hold_what_is_written_to_the_byte(edition):
    """Of the example records no field is lost on the way in and out again, and no digit."""
    text = status_text(edition("appendix"))
    document = status_document(json.loads(text))

    assert json_text(as_json(document)) == text


def test_a_field_that_is_not_of_the_contract_is_refused():
    document = as_document(made_report())

    with pytest.raises(cattrs.ClassValidationError):
        status_document(document | {"child_id": "x"})


def test_a_field_that_is_missing_is_refused():
    document = as_document(made_report())
    del document["priorities"][0]["title"]

    with pytest.raises(cattrs.ClassValidationError):
        status_document(document)


@pytest.mark.parametrize(
    ("key", "value"), [("later_changes", "1"), ("example_data", 1), ("audience", None)]
)
def test_a_value_of_another_kind_is_refused(key, value):
    with pytest.raises(cattrs.ClassValidationError):
        status_document(as_document(made_report()) | {key: value})
