"""The JSON of the status is a public contract: every field always there, described by a schema."""

import json
from copy import deepcopy
from decimal import Decimal

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from reports_made import indicator, made_report, published, share

from cptracker.contract.status import as_document, status_schema, status_text
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.plan import Better
from cptracker.model.problems import ProblemKind, Severity
from cptracker.model.targets import Target
from cptracker.status.report import SuccessMeasureStatus

SCHEMA = status_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

CONTRACT = {
    "schema": 0, "plan": {"identifier", "title", "period"}, "as_at": 0,
    "tracker_at": 0, "later_changes": 0, "audience": 0,
    "example_data": 0, "records": 0, "only_priorities": 0, "priorities": 0,
    "areas": 0, "actions": 0,
    "action_list": 0, "duties": 0, "quotations": 0, "meeting": 0, "problems": 0,
    "protection": 0, "appendix": 0,
}  # fmt: skip

INDICATOR = [
    "measure", "title", "unit", "better", "period", "value", "numerator", "denominator",
    "unknown", "lower", "upper", "excluded", "missing_reason", "rating", "rule", "target",
    "trend", "spc", "judgement", "comparators", "rank", "group_ranks", "departs",
    "benchmark", "conflicts", "series",
    "statistic", "about", "sensitive", "over_time", "related", "breakdowns", "gaps", "approval",
]  # fmt: skip


def indicators(document):
    return [
        indicator
        for priority in document["priorities"]
        for success in priority["success_measures"]
        for indicator in success["indicators"]
    ]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_what_is_written_is_as_the_schema_says():
    VALIDATOR.validate(json.loads(status_text(made_report())))
    counts = {"open": 1, "overdue": 0, "complete": 2, "closed_since_last_meeting": 1}
    VALIDATOR.validate(as_document(made_report(actions=counts)))


def test_the_snapshot(snapshot):
    snapshot(status_text(made_report()), "status.json")


def test_every_field_is_always_there():
    """With nothing to say it is null."""
    document = as_document(made_report())

    assert list(document) == list(CONTRACT)
    assert set(document["plan"]) == CONTRACT["plan"]
    assert all(list(indicator) == INDICATOR for indicator in indicators(document))
    assert document["actions"] is None
    assert {indicator["trend"] for indicator in indicators(document)} == {None}


def test_the_schema_and_the_writer_name_the_same_fields():
    """The schema allows no other field and requires each."""
    definitions = {"root": SCHEMA, **SCHEMA["$defs"]}
    objects = {name: shape for name, shape in definitions.items() if "properties" in shape}

    assert all(shape["required"] == list(shape["properties"]) for shape in objects.values())
    assert not any(shape["additionalProperties"] for shape in objects.values())
    assert list(SCHEMA["properties"]) == list(CONTRACT)
    assert list(objects["indicator"]["properties"]) == INDICATOR


def test_the_schema_knows_the_words_of_the_model():
    defs = SCHEMA["$defs"]
    indicator = defs["indicator"]["properties"]
    problem = defs["problem"]["properties"]

    assert defs["rating"]["enum"] == [str(rating) for rating in Rating]
    assert indicator["better"]["enum"] == [str(better) for better in Better]
    assert indicator["missing_reason"]["enum"] == [None, *map(str, MissingReason)]
    assert problem["kind"]["enum"] == [str(kind) for kind in ProblemKind]
    assert problem["severity"]["enum"] == [str(severity) for severity in Severity]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("as_at",), "31/03/2025"),
        (("priorities", 0, "counts", "red"), -1),
        (("priorities", 0, "success_measures", 0, "indicators", 0, "rating"), "blue"),
        (("priorities", 0, "success_measures", 0, "indicators", 0, "missing_reason"), "zero"),
        (("problems", 0, "line"), 0),
        (("surprise",), 1),
    ],
)
def test_the_schema_refuses_what_is_not_so(where, value):
    """A schema that accepts all says nothing."""
    document = deepcopy(as_document(made_report()))
    place = document
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value

    assert not VALIDATOR.is_valid(document)


def test_a_figure_in_full():
    (first, *_) = indicators(as_document(made_report()))

    assert first["value"] == pytest.approx(1062 / 460)
    assert first["period"] == {
        "code": "202425", "identifier": "Financial year", "start": "2024-04-01",
        "end": "2025-03-31",
    }  # fmt: skip
    assert first["excluded"] == {"short breaks": 4}
    assert first["rating"] == "amber"
    assert first["rule"] == "green at 2 or fewer, amber up to 2.5"
    assert first["target"] == {
        "value": 2, "low": None, "high": None, "within": None, "within_percent": None,
        "floor": 2.5, "since": "2024-04-01", "due": None,
        "source": "Board, March 2024",
    }  # fmt: skip
    assert first["comparators"] == [
        {"kind": "last published", "area": "Southampton", "period": "202324", "value": 2.1,
         "like_for_like": True, "better": None, "method": None, "of": None, "out_of": None,
         "source": "Annual report", "note": None, "group_by": "", "group": "", "missing": []}
    ]  # fmt: skip
    assert first["series"] == [
        {"period": "202324", "value": 2.5, "numerator": 1200, "denominator": 480,
         "missing_reason": None, "rating": None, "rule": None},
        {"period": "202425", "value": pytest.approx(1062 / 460), "numerator": 1062,
         "denominator": 460, "missing_reason": None, "rating": None, "rule": None},
    ]  # fmt: skip


def test_nothing_is_null_and_says_why():
    by_measure = {
        indicator["measure"]: indicator for indicator in indicators(as_document(made_report()))
    }

    assert by_measure["absent"]["value"] is None
    assert by_measure["absent"]["missing_reason"] == "not_supplied"
    assert by_measure["absent"]["target"] is None
    assert by_measure["no-target"]["comparators"] == []
    names = ("nobody", "later", "faulty", "hidden")
    assert {by_measure[name]["missing_reason"] for name in names} == {
        "no_cases", "not_due", "not_computable", "hidden",
    }  # fmt: skip


def written(indicator):
    """An indicator as it is written in a status of its own."""
    report = made_report()
    success = SuccessMeasureStatus(ref="1.1", title="Alone", indicators=(indicator,))
    alone = (evolve(report.priorities[0], success_measures=(success,)),)
    (only,) = indicators(as_document(evolve(report, priorities=alone)))
    return only


def test_a_range_as_target_has_no_single_value():
    since = made_report().as_at
    near = Target(measure="x", since=since, source="Board", low=Decimal(40), high=Decimal(60))
    document = written(indicator("x", "Near", share(1, 2), near, better=Better.NEAR))

    assert document["target"] == {
        "value": None, "low": 40, "high": 60, "within": None, "within_percent": None,
        "floor": None, "since": "2025-03-31", "due": None, "source": "Board",
    }  # fmt: skip
    assert document["rule"] == "green from 40% to 60%, otherwise red"


def test_whole_numbers_stay_whole():
    document = written(indicator("x", "x", share(1, 2), published=published("x", 50)))

    assert json.dumps(document["value"]) == "50"
    assert json.dumps(document["comparators"][0]["value"]) == "50"


def test_counts_are_those_of_the_indicators():
    document = as_document(made_report())
    (first, second) = document["priorities"]

    assert first["counts"] == {
        "hidden": 0, "red": 1, "amber": 1, "green": 1, "no_target": 0, "no_data": 0,
    }  # fmt: skip
    assert sum(second["counts"].values()) == 6
