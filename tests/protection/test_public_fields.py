"""Redaction denies by default: a field that nobody has spoken of is in no public output."""

import typing
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import attrs
import pytest
from attrs import evolve
from reports_made import made_report
from tables_made import count, indicator, report

from cptracker.contract.status import status_text
from cptracker.disclosure.public_fields import FIELDS, public_only, rules_of
from cptracker.disclosure.release import release
from cptracker.model.measure_info import MeasureInfo
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.status.report import Indicator, StatusReport

MARKER = "EXMPL-SECRET-7"


def classes_of(kind, classes):
    """Every class that a report can hold, and those that these can hold."""
    if attrs.has(kind):
        if kind not in classes:
            classes.add(kind)
            attrs.resolve_types(kind)
            for field in attrs.fields(kind):
                classes_of(field.type, classes)
        return classes
    for inner in typing.get_args(kind):
        classes_of(inner, classes)
    return classes


def report_classes():
    dropped = {
        field.type
        for kind, rules in FIELDS.items()
        for field in attrs.fields(attrs.resolve_types(kind))
        if field.name in rules.drop.split()
    }
    never = set().union(*(classes_of(kind, set()) for kind in dropped if kind is not None))
    return classes_of(StatusReport, set()), never


def test_the_table_speaks_of_each_field_and_of_no_other():
    """A field that is added to a class of the report is named here, or this fails."""
    wrong = {
        kind.__name__: {field.name for field in attrs.fields(kind)} ^ rules.named
        for kind, rules in FIELDS.items()
    }

    assert {name: fields for name, fields in wrong.items() if fields} == {}


def test_each_field_has_one_rule():
    for kind, rules in FIELDS.items():
        words = f"{rules.keep} {rules.protect} {rules.drop}".split()
        assert len(words) == len(set(words)), kind


def test_the_table_speaks_of_each_class_that_a_public_report_can_hold():
    reached, never = report_classes()

    assert {kind.__name__ for kind in reached - never if kind not in FIELDS} == set()


def test_a_class_that_the_table_does_not_name_stops_the_paper():
    @attrs.frozen
    class Unknown:
        child: str = MARKER

    with pytest.raises(LookupError, match="`Unknown`"):
        public_only(evolve(report(indicator([count(30)])), council=(Unknown(),)))


@attrs.frozen(kw_only=True)
class NewFacts(Indicator):
    """An indicator with a fact that somebody has just added."""

    children: str = ""


@attrs.frozen(kw_only=True)
class NewInfo(MeasureInfo):
    """Facts of a measure with one that somebody has just added."""

    children_named: str = ""


def words_in(content):
    """All text of a file; of a zip of everything in it."""
    if not is_zipfile(BytesIO(content)):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture(scope="module")
def marked():
    """A report whose measures all have the new fact, marked, and marks where nothing may go out."""
    exact = made_report()
    priorities = tuple(
        evolve(
            priority,
            success_measures=tuple(
                evolve(success, indicators=tuple(map(with_fact, success.indicators)))
                for success in priority.success_measures
            ),
        )
        for priority in exact.priorities
    )
    return release(evolve(exact, priorities=priorities))


def with_fact(report_part):
    values = {field.name: getattr(report_part, field.name) for field in attrs.fields(Indicator)}
    info = {
        field.name: getattr(report_part.info, field.name) for field in attrs.fields(MeasureInfo)
    }
    return NewFacts(**values | {"info": NewInfo(**info, children_named=MARKER)}, children=MARKER)


def test_a_new_field_is_dropped_before_any_writer(marked):
    (first, *_) = marked.priorities[0].success_measures[0].indicators

    assert isinstance(first, NewFacts)
    assert first.children == ""
    assert isinstance(first.info, NewInfo)
    assert first.info.children_named == ""
    assert MARKER not in repr(marked)


@pytest.mark.parametrize("name", [name for name, edition in EDITIONS.items() if not edition.also])
def test_a_new_field_is_in_no_public_file(marked, name):
    paper_formats = [form for form in FORMATS.values() if form.of != "picture"]
    for content in render(marked, paper_formats, name=name):
        assert MARKER not in words_in(content)
    assert MARKER not in status_text(marked)


def test_what_is_dropped_holds_its_default():
    """The list of problems names files and lines; the public gets an empty one."""
    assert "problems" in rules_of(StatusReport).drop.split()
    assert public_only(made_report()).problems == ()
