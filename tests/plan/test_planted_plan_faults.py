"""Nothing in a plan moves a figure in silence: of faults planted one by one, each is told."""

import pytest
from planted_plan_faults import FAULTS
from sound_plan import AS_AT, FILES, MEASURES, RECORDS, TODAY, write_plan

from cptracker.authoring.registry import find_measures
from cptracker.benchmarking.conflicts import conflict_problems
from cptracker.benchmarking.unknown_names import unknown_area_problems
from cptracker.model.comparisons import LoadedFigures
from cptracker.plan.reading import read_plan
from cptracker.records.frames import from_rows
from cptracker.status.builder import build_status
from cptracker.status.consistency.checking import inconsistencies
from cptracker.status.problems import plan_problems

SILENT = {
    "another council's figure with its digits swapped": "38 and 83 are both shares that a council "
    "can have; only the publication knows which it was",
    "a target a few points off": "93 is as good a promise as 95 to who was "
    "not at the meeting; `cptracker diff` tells that it changed",
    "a day due in another month": "the other month is as good; `cptracker diff` tells of it",
    "another deliverable of the plan": "what an action serves is for its owner to say",
    "another measure of the plan": "it has a target that it misses, so it may have been accepted",
    "another role of the plan": "any role may own any action",
    "a note on another thing": "nobody reads notes but people",
    "progress reported by year": "it is the council's to choose, and every report says it",
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
def problems_of(tmp_path, registry, records):
    """Every problem of a plan's folder, as `cptracker check` tells them."""

    def problems(folder):
        loaded = read_plan(folder)
        all_problems = [*loaded.problems, *plan_problems(loaded, registry)]
        if loaded.plan is not None:
            report = build_status(loaded.plan, registry, records, as_at=AS_AT)
            series = {
                indicator.measure: indicator.series
                for priority in report.priorities
                for success in priority.success_measures
                for indicator in success.indicators
            }
            all_problems += unknown_area_problems(loaded)
            all_problems += conflict_problems(loaded, LoadedFigures(), series)
            all_problems += inconsistencies(loaded, report, registry, records, today=TODAY)
        return all_problems

    return problems


def test_the_sound_plan_is_sound(problems_of, tmp_path):
    """Otherwise nothing below would say anything."""
    assert problems_of(write_plan(tmp_path / "plan")) == []


def lines_of(text, fault):
    """The lines at which a fault may be told."""
    start = FILES[fault.file].index(fault.old) if fault.at is None else text.index(fault.at)
    first = text[:start].count("\n") + 1
    return range(first, first + (fault.at or fault.new).rstrip("\n").count("\n") + 1)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_told_at_its_place(fault, problems_of, tmp_path):
    """With what is wrong and what to do about it."""
    sound = FILES[fault.file]
    assert sound.count(fault.old) == 1
    text = sound.replace(fault.old, fault.new)
    problems = problems_of(write_plan(tmp_path / "plan", {fault.file: text}))
    here = [
        problem
        for problem in problems
        if problem.path == str(tmp_path / "plan" / fault.file)
        and problem.line in lines_of(text, fault)
    ]
    assert bool(here) is (fault.name not in SILENT), [str(problem) for problem in problems]
    assert all(problem.message for problem in here)


FILE_FAULTS = {
    "a file emptied": ({"tracker.yaml": ""}, "tracker.yaml"),
    "a file that holds remarks only": ({"words.yaml": "# glossary\n"}, "words.yaml"),
    "a file saved as text": (
        {"words.yaml": None, "words.yaml.txt": FILES["words.yaml"]},
        "words.yaml.txt",
    ),
    "a file copied": ({"tracker - Copy.yaml": FILES["tracker.yaml"]}, "tracker.yaml"),
    "a file copied of which nothing has a reference": (
        {"words (1).yaml": FILES["words.yaml"]},
        "words.yaml",
    ),
    "a file in UTF-16": ({"words.yaml": FILES["words.yaml"].encode("utf-16")}, "words.yaml"),
    "a file in Windows-1252": (
        {"words.yaml": FILES["words.yaml"].replace("dentist", "caf\xe9").encode("cp1252")},
        "words.yaml",
    ),
    "a file with null bytes": (
        {"words.yaml": FILES["words.yaml"].encode() + b"\0" * 40},
        "words.yaml",
    ),
    "a file cut within an entry": (
        {"published.yaml": FILES["published.yaml"].partition("Derby")[0]},
        "published.yaml",
    ),
    "a file with the marks of a merge": (
        {
            "words.yaml": FILES["words.yaml"].replace(
                "plain_promises", "<<<<<<< HEAD\nplain_promises"
            )
        },
        "words.yaml",
    ),
    "a council that is not the plan's": (
        {"plan.yaml": FILES["plan.yaml"].replace("council: Southampton", "council: Southamptn")},
        "published.yaml",
    ),
    "the heading twice": (
        {"zz.yaml": FILES["plan.yaml"].partition("roles")[0]},
        "zz.yaml",
    ),
}


@pytest.mark.parametrize(("files", "where"), FILE_FAULTS.values(), ids=FILE_FAULTS)
def test_a_fault_of_a_whole_file_is_told(files, where, problems_of, tmp_path):
    """What was cut between two entries is told by the last commit: see test_vanished.py."""
    problems = problems_of(write_plan(tmp_path / "plan", files))

    assert any(problem.path == str(tmp_path / "plan" / where) for problem in problems)


def test_the_catalogue_is_as_long_as_it_says():
    """Names are given once, and what is silent is little and is in the catalogue."""
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 90
    assert set(SILENT) <= set(names)
    assert len(SILENT) <= 10
