"""The classes of the status's JSON: the schema is made from them, and it is read and written so."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import attrs
import pytest
from attrs import evolve
from editions_made import public, restricted
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_made import made_report

from cptracker.audit.papers import read_papers
from cptracker.contract.schema import schema_of_status
from cptracker.contract.status import as_document, document_of, status_text
from cptracker.files.bundled import PACKAGE
from cptracker.files.json_text import json_text
from cptracker.model.figures import MeetingLine, MeetingPaper
from cptracker.model.problems import UsageError
from cptracker.plan.history.status_files import read_saved
from cptracker.status_json.converting import as_json, from_json
from cptracker.status_json.ratings import GapDocument
from cptracker.status_json.reading import FileWords, read_statuses
from cptracker.status_json.scalars import ABSENT
from cptracker.status_json.status import IndicatorDocument, StatusDocument

SHIPPED = PACKAGE / "schemas" / "status.schema.json"

FIRST_EDITION = Path(__file__).with_name("first-edition.json")
"""As the first edition with a JSON wrote it, before actions, comparators and much else."""

WORDS = FileWords(
    noun="status", whole="status", foreign="is of another schema", not_json="is no JSON"
)


@pytest.fixture
def file(tmp_path):
    """A file that holds some JSON."""

    def write(document):
        path = tmp_path / "status.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return write


def refusal(path):
    """What is said of a file that cannot be read, without its name."""
    with pytest.raises(UsageError) as refused:
        read_statuses(path, WORDS)
    return str(refused.value).replace(str(path), "FILE").splitlines()


def test_the_shipped_schema_is_made_from_the_classes():
    """Written anew by `cptracker schema status > src/cptracker/schemas/status.schema.json`."""
    assert SHIPPED.read_text(encoding="utf-8") == json_text(schema_of_status())


@pytest.mark.parametrize("edition", [restricted, public])
def test_what_is_written_is_read_back_to_the_byte(edition):
    """Of the example records no field is lost on the way out and in again, and no digit."""
    report = edition("appendix")
    text = status_text(report)
    status = from_json(json.loads(text), StatusDocument)

    assert status == document_of(report)
    assert json_text(as_json(status)) == text


FORMER_NAMES = {
    "missing_reason": "nothing", "trend": "direction_of_travel", "significance": "certainty",
    "number_needed": "shortfall", "progress": "way", "significant": "clear",
    "conflicts": "disagreements", "approval": "agreement", "statistic": "sort", "related": "ties",
    "part_of": "within", "inflow": "grows_by", "outflow": "shrinks_by",
}  # fmt: skip
"""The fields that version 1 called otherwise; of a meeting's lines the `kind` was the `sort`."""


def as_version_1(value, key=""):
    """A JSON of today as the first version wrote it."""
    if isinstance(value, list):
        return [as_version_1(item, key) for item in value]
    if not isinstance(value, dict):
        return value
    names = {"kind": "sort"} if key == "lines" else {} if key == "protection" else FORMER_NAMES
    return {names.get(name, name): as_version_1(item, name) for name, item in value.items()}


@pytest.mark.parametrize("edition", [restricted, public])
def test_a_file_of_version_1_is_read_with_the_names_of_its_fields(file, edition):
    report = edition("appendix")
    document = as_version_1(as_document(report)) | {"schema": "cptracker/status/1"}
    text = json.dumps(document)

    absent = [former for former in FORMER_NAMES.values() if f'"{former}":' not in text]
    assert absent == ["clear"]  # of a gap between groups, which has a test of its own
    assert read_statuses(file(document), WORDS) == (document_of(report),)


def test_gaps_of_version_1_are_read():
    fields = {
        "group_by": "sex", "group": "male", "value": 20, "rest": 30, "difference": -10,
        "words": "10 points below the others",
    }  # fmt: skip

    gap = from_json({**fields, "clear": True}, GapDocument)
    assert as_json(gap) == {**fields, "significant": True}


def test_meeting_lines_of_version_1_are_read(file):
    line = MeetingLine(kind="closed", ref="CPP-2026-01", title="A title", how="closed in time")
    meeting = MeetingPaper(date=date(2026, 3, 12), since=None, lines=(line,))
    report = evolve(made_report(), meeting=meeting)
    document = as_version_1(as_document(report)) | {"schema": "cptracker/status/1"}

    assert document["meeting"]["lines"][0].keys() == {"sort", "ref", "title", "how"}
    assert read_statuses(file(document), WORDS) == (document_of(report),)


# What is wrong


def test_a_field_that_is_missing_is_told_with_its_place(file):
    document = as_document(made_report())
    del document["priorities"][0]["success_measures"]

    assert refusal(file(document)) == [
        "FILE is no whole status: `priorities[0].success_measures` is missing"
    ]


INDICATOR = ("priorities", 0, "success_measures", 0, "indicators", 0)

WRONG = [
    (("later_changes",), "1", "`later_changes` is not a whole number"),
    (("later_changes",), -1, "`later_changes` is not a whole number of at least 0"),
    (("example_data",), 1, "`example_data` is not true or false"),
    (("audience",), None, "`audience` is not a text"),
    (("as_at",), "31 March", "`as_at` is not a date such as 2026-03-31"),
    (("as_at",), "2026-02-30", "`as_at` is not a date such as 2026-03-31"),
    (("as_at",), 20260331, "`as_at` is not a date such as 2026-03-31"),
    (("plan",), [], "`plan` is not an object of names and values"),
    (("priorities",), {}, "`priorities` is not a list"),
    (("priorities", 0), None, "`priorities[0]` is not an object of names and values"),
    ((*INDICATOR, "better"), "blue", "indicators[0].better` is not one of higher, lower, near"),
    ((*INDICATOR, "value"), "2", "indicators[0].value` is not a number"),
    ((*INDICATOR, "value"), True, "indicators[0].value` is not a number"),
    ((*INDICATOR, "excluded", "Amy"), "x", "indicators[0].excluded` is not a whole number"),
    ((*INDICATOR, "series", 1, "period"), "soon", "series[1].period` is not the key of a period"),
    ((*INDICATOR, "period", "code"), "soon", "indicators[0].period` is not the key of a period"),
]


@pytest.mark.parametrize(("where", "value", "words"), WRONG)
def test_a_wrong_value_is_told_with_its_place_and_never_as_it_stands(file, where, value, words):
    document = as_document(made_report())
    inner = document
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value

    (line,) = refusal(file(document))
    assert words in line
    assert "blue" not in line
    assert "soon" not in line
    assert "Amy" not in line


def test_all_that_is_wrong_is_told_at_once(file):
    """What is wrong alike in a list is told once, with the first place and how many more."""
    document = as_document(made_report())
    document["as_at"] = None
    for priority in document["priorities"]:
        priority["number"] = 0
        del priority["counts"]["red"]

    assert refusal(file(document)) == [
        "FILE is no whole status:",
        "    `as_at` is not a date such as 2026-03-31",
        "    `priorities[0].number` is not a whole number of at least 1, and so is 1 more like it",
        "    `priorities[0].counts.red` is missing, and so is 1 more like it",
    ]


def test_of_several_statuses_it_is_told_in_which_it_is(file):
    document = as_document(made_report())

    assert refusal(file([document, document | {"audience": 1}])) == [
        "FILE is no whole status: `[1].audience` is not a text"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html>", "FILE is no JSON"),
        ("[" * 100_000, "FILE is no JSON"),
        ('{"schema": NaN}', "FILE is no JSON"),
        ("[]", "FILE holds no status"),
        ("1", "FILE is of another schema"),
        ('{"schema": "cptracker/status/3"}', "FILE is of another schema"),
    ],
)
def test_what_is_no_status_at_all_is_refused(tmp_path, text, words):
    path = tmp_path / "status.json"
    path.write_text(text, encoding="utf-8")

    assert refusal(path) == [words]


# Other editions


def test_an_older_edition_is_read(tmp_path):
    """What it had not got is as if it had nothing to say."""
    (status,) = read_statuses(FIRST_EDITION, WORDS)
    first = next(indicator for _, indicator in status.indicators)

    assert status.tracker_at == status.as_at
    assert (status.action_list, status.protection, first.related) == ((), None, None)
    assert first.comparators[0].kind == "last published"
    assert (first.about, first.judgement.reason, first.judgement.stale) == ("children", "", 0)


def test_what_a_later_edition_added_is_passed_over(file):
    document = as_document(made_report())

    (status,) = read_statuses(file(document | {"weather": "fair"}), WORDS)

    assert as_json(status) == document


def test_what_says_what_its_absence_means_need_not_be_there(file):
    """A field that is added to a version must be nullable, or say what its absence means."""
    added = {field.name for field in attrs.fields(IndicatorDocument) if ABSENT in field.metadata}
    document = as_document(made_report())
    for name in added:
        del document["priorities"][0]["success_measures"][0]["indicators"][0][name]

    (status,) = read_statuses(file(document), WORDS)

    assert "gaps" in added
    assert next(indicator for _, indicator in status.indicators).gaps == ()


# Whatever stands in it

SECRET = "EXMPL-SECRET-7"

ODD = st.sampled_from(
    [None, True, -1, 10**400, 1.5, 1e308, "", SECRET, "2026-13-45", "202425Q9", "1/0", [], [SECRET],
     {}, {SECRET: SECRET}, [[[]]]]
)  # fmt: skip


def places(value, steps=()):
    """Each place in a JSON, as the steps that lead to it."""
    yield steps
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in items:
        if isinstance(inner, dict | list):
            yield from places(inner, (*steps, step))
        else:
            yield (*steps, step)


@cache
def short():
    """A public status with two priorities and tables, so that it is read quickly."""
    document = as_document(public("appendix"))
    fewer = {"priorities": document["priorities"][5:], "appendix": document["appendix"][:3]}
    return document | fewer | {"records": document["records"][:1]}


def any_place():
    return st.sampled_from([steps for steps in places(short()) if steps])


def with_value(document, steps, value):
    """A copy of a JSON with another value in one place."""
    first, *rest = steps
    copy = document.copy()
    copy[first] = with_value(document[first], rest, value) if rest else value
    return copy


@given(st.deferred(any_place), ODD)
@settings(max_examples=150, deadline=None)
def test_any_other_value_anywhere_is_read_or_told_with_its_place(tmp_path_factory, steps, value):
    """By all who read statuses; never a traceback, and never what stands there."""
    path = tmp_path_factory.mktemp("odd") / "odd.json"
    path.write_text(json.dumps(with_value(short(), steps, value)), encoding="utf-8")
    for read in (read_saved, read_papers):
        try:
            read(path)
        except UsageError as error:
            said = str(error)
            assert SECRET not in said
            assert steps[0] in said or steps[0] in {"schema", "audience"}
