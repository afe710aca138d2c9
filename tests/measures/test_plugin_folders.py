"""Folders of plug-ins: files that import each other, names that are taken, installed packages."""

import shutil
import sys
from datetime import date
from textwrap import dedent

import polars as pl
import pytest
from attrs import evolve

from cptracker.authoring.fingerprints import fingerprint
from cptracker.authoring.registry import find_measures
from cptracker.engine.isolation.remote_measures import find_measures as find_apart
from cptracker.files.bundled import bundled
from cptracker.model.problems import Severity
from cptracker.status.problems import measure_problems

MEASURE = '''
from cptracker import deadlines, measure
{imports}

@measure(title=TITLE, unit="%", better="higher", needs={{"peps": ["child_id", "due", "completed"]}})
def {name}(records):
    """Share of the plans due in the period that were completed by their due day."""
    return deadlines(records.peps, due="due", done="completed")
'''
"""A plug-in whose title stands elsewhere."""


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def plugin(imports, name="plans_here"):
    return MEASURE.format(imports=imports, name=name)


@pytest.mark.parametrize("find", [find_measures, find_apart], ids=["here", "apart"])
@pytest.mark.parametrize(
    "imports",
    [
        pytest.param("from ._shared import TITLE", id="as a package does"),
        pytest.param("from _shared import TITLE", id="by its bare name"),
        pytest.param("from words.titles import TITLE", id="from a folder beside it"),
        pytest.param("from . import _shared; TITLE = _shared.TITLE", id="as a module"),
    ],
)
def test_files_beside_each_other_can_be_imported(find, imports, tmp_path):
    folder = write(
        tmp_path,
        {
            "plans.py": plugin(imports),
            "_shared.py": "from .words.titles import TITLE",
            "words/__init__.py": "",
            "words/titles.py": 'TITLE = "Plans in time"',
        },
    )
    registry = find(folder)

    assert registry.problems == ()
    assert registry.measures["plans-here"].info.title == "Plans in time"
    assert not {"_shared", "words", "words.titles"} & set(sys.modules)


def test_each_folder_has_helpers_of_its_own(tmp_path):
    for name in ("one", "two"):
        write(
            tmp_path / name,
            {"plans.py": plugin("from _shared import TITLE", f"plans_{name}"),
             "_shared.py": f'TITLE = "Of {name}"'},
        )  # fmt: skip
    measures = find_measures([tmp_path / "one", tmp_path / "two"]).measures

    assert [measures[f"plans-{name}"].info.title for name in ("one", "two")] == ["Of one", "Of two"]


def test_a_helper_that_was_changed_is_seen_and_changes_the_fingerprint(tmp_path):
    """Who counts may stand in the helper."""
    files = {"plans.py": plugin("from ._shared import TITLE, DAYS"), "_shared.py": ""}
    files["plans.py"] = files["plans.py"].replace("return", "DAYS\n    return")
    taken = []
    for days in (10, 20):
        files["_shared.py"] = f'TITLE, DAYS = "Plans", {days}'
        write(tmp_path, files)
        measure = find_measures(tmp_path).measures["plans-here"]
        assert measure.function.__globals__["DAYS"] == days
        taken.append(fingerprint(measure))

    assert taken[0] != taken[1]


def test_a_measure_that_is_only_imported_is_there_once(tmp_path):
    write(
        tmp_path,
        {
            "plans.py": plugin("TITLE = 'Plans'"),
            "more.py": plugin("from .plans import plans_here\nTITLE = 'More'", "more"),
        },
    )
    registry = find_measures(tmp_path)

    assert registry.problems == ()
    assert registry.measures["plans-here"].path.endswith("plans.py")


@pytest.mark.parametrize("find", [find_measures, find_apart], ids=["here", "apart"])
def test_a_measure_that_takes_the_place_of_a_shipped_one_is_told(find, tmp_path):
    write(tmp_path, {"plans.py": plugin("TITLE = 'Plans of ours'", "peps_in_timescale")})
    (problem,) = find(tmp_path).problems

    assert problem.message == (
        "`peps-in-timescale` takes the place of the shipped measure of that name"
    )
    assert problem.severity is Severity.WARNING
    assert problem.path.endswith("plans.py")
    assert problem.line > 1


def test_a_copy_of_a_shipped_measure_says_nothing(tmp_path):
    shutil.copy(bundled("measures") / "education_plans.py", tmp_path)

    assert find_measures(tmp_path).problems == ()


def install(folder, value, files):
    """A package on the path, with an entry point."""
    write(folder, files)
    fields = folder / "our_measures-1.0.dist-info"
    fields.mkdir()
    (fields / "METADATA").write_text("Metadata-Version: 2.1\nName: our-measures\nVersion: 1.0\n")
    (fields / "entry_points.txt").write_text(f"[cptracker.measures]\nours = {value}\n")


@pytest.mark.parametrize(
    ("value", "files", "named", "words"),
    [
        pytest.param("our_sound", {"our_sound.py": plugin("TITLE = 'P'")}, "our_sound.py", None,
                     id="a module"),
        pytest.param("our_door", {"our_door/__init__.py": "from .plans import plans_here",
                                  "our_door/plans.py": plugin("TITLE = 'P'")},
                     "our_door/plans.py", None, id="a package names the file of the measure"),
        pytest.param("our_broken", {"our_broken.py": "\nraise ValueError('no')"}, "our_broken.py",
                     "raised ValueError", id="what fails names its file"),
        pytest.param("our_text:TITLE", {"our_text.py": "TITLE = 'P'"}, "our_text.py",
                     "which is no module", id="something in a module"),
        pytest.param("our_gone", {}, "our_gone", "`our_gone` cannot be imported",
                     id="nothing there"),
    ],
)  # fmt: skip
def test_an_entry_point_names_the_right_file(value, files, named, words, tmp_path, monkeypatch):
    install(tmp_path, value, files)
    monkeypatch.syspath_prepend(tmp_path)
    registry = find_measures()
    measure = registry.measures.get("plans-here")

    if words is None:
        assert registry.problems == ()
        assert measure.path == str(tmp_path / named)
        assert measure.origin == "our-measures"
    else:
        (problem,) = registry.problems
        assert problem.path.endswith(named)
        assert words in problem.message


def test_shipped_measures_are_compiled_once():
    first, second = find_measures().measures, find_measures().measures

    assert [first[name].function for name in first] == [second[name].function for name in second]


JOINED = '''
from cptracker import {shape}, measure

@measure(title="T", unit="{unit}", better="higher", every="quarter",
         needs={{"peps": ["child_id", "due", "completed"], "visits": ["child_id", "visit_date"]}})
def joined(records):
    """Plans of children who were visited."""
    visits = records.visits.select("child_id"){once}
    peps = records.peps.join(visits, on="child_id")
    return {returned}
'''

DEADLINES = 'deadlines(peps, due="due", done="completed")'


@pytest.fixture(scope="module")
def two_visits():
    import cptracker

    peps = [{"child_id": "A", "due": "2025-01-31", "completed": "2025-01-30"}]
    visits = [{"child_id": "A", "visit_date": f"2025-01-{day}"} for day in (10, 20)]
    return cptracker.from_frames({"peps": pl.DataFrame(peps), "visits": pl.DataFrame(visits)})


@pytest.mark.parametrize("find", [find_measures, find_apart], ids=["here", "apart"])
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(("deadlines", "%", "", DEADLINES), True, id="duties of a join"),
        pytest.param(("deadlines", "%", ".unique()", DEADLINES), False, id="a join with one row"),
        pytest.param(("events", "plans", "", 'events(peps, date="due")'), True, id="events"),
        pytest.param(("events", "children", "", 'events(peps, date="due", distinct=True)'), False,
                     id="each child counts once anyhow"),
    ],
)  # fmt: skip
def test_a_join_that_multiplies_rows_is_told(find, fields, expected, two_visits, tmp_path):
    shape, unit, once, returned = fields
    text = JOINED.format(shape=shape, unit=unit, once=once, returned=returned)
    registry = find(write(tmp_path, {"joined.py": text}))
    problems_found = measure_problems(only(registry, "joined"), two_visits, date(2025, 3, 31))
    problems = [problem for problem in problems_found if "multiplies" in problem.message]

    assert [problem.message for problem in problems] == [
        "measure `joined` counts rows of `peps` more often than they are there, 1 of them: a join "
        "multiplies them"
    ] * expected
    assert {problem.severity for problem in problems} <= {Severity.WARNING}


def only(registry, name):
    return evolve(registry, measures={name: registry.measures[name]})
