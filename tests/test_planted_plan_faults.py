"""Nothing in a plan moves a figure in silence: of faults planted one by one, each is told."""

import pytest

from cptracker.comparing import disagreement_faults
from cptracker.comparisons import LoadedFigures
from cptracker.consistency import inconsistencies
from cptracker.faults import plan_faults
from cptracker.loading import read_plan
from cptracker.records.typed import from_rows
from cptracker.registry import find_measures
from cptracker.status import build_status
from planted_faults import FAULTS
from sound_plan import AS_AT, FILES, MEASURES, RECORDS, TODAY, write_plan

SILENT = {
    "another council's figure with its digits swapped": "38 and 83 are both shares that a council "
    "can have; only the publication knows which it was",
}
"""What nobody can tell from a plan alone, each with the reason."""


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    path = tmp_path_factory.mktemp("measures") / "measures.py"
    path.write_text(MEASURES, encoding="utf-8")
    return find_measures([path])


@pytest.fixture(scope="module")
def records():
    return from_rows(RECORDS)


@pytest.fixture
def told(tmp_path, registry, records):
    """Every problem of a plan's folder, as `cptracker check` tells them."""

    def problems(folder):
        loaded = read_plan(folder)
        found = [*loaded.problems, *plan_faults(loaded, registry)]
        if loaded.plan is not None:
            report = build_status(loaded.plan, registry, records, as_at=AS_AT)
            series = {
                one.measure: one.series
                for priority in report.priorities
                for success in priority.success_measures
                for one in success.indicators
            }
            found += disagreement_faults(loaded, LoadedFigures(), series)
            found += inconsistencies(loaded, report, registry, records, today=TODAY)
        return found

    return problems


def test_the_sound_plan_is_sound(told, tmp_path):
    """Otherwise nothing below would say anything."""
    assert told(write_plan(tmp_path / "plan")) == []


def lines_of(text, fault):
    """The lines at which a fault may be told."""
    start = FILES[fault.file].index(fault.old) if fault.at is None else text.index(fault.at)
    first = text[:start].count("\n") + 1
    return range(first, first + (fault.at or fault.new).rstrip("\n").count("\n") + 1)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_told_at_its_place(fault, told, tmp_path):
    """With what is wrong and what to do about it."""
    sound = FILES[fault.file]
    assert sound.count(fault.old) == 1
    text = sound.replace(fault.old, fault.new)
    found = told(write_plan(tmp_path / "plan", {fault.file: text}))
    here = [
        one
        for one in found
        if one.path == str(tmp_path / "plan" / fault.file) and one.line in lines_of(text, fault)
    ]
    assert bool(here) is (fault.name not in SILENT), [str(one) for one in found]
    assert all(one.message for one in here)
