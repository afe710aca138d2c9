"""A panel agrees the definition of a typed measure as that of a computed one."""

import json

import pytest
from command_line import run
from typed_plan import PLAN, VALUES, blank_project

from cptracker.authoring.fingerprints import fingerprint
from cptracker.authoring.typed import measure_of
from cptracker.plan.reading import read_plan

MEETING = "meetings: [{ref: board-1, body: SEND Board, date: 2025-03-12}]\n"
AGREED = "agreed_definitions: [{{measure: {}, fingerprint: {}, meeting: board-1}}]\n"

DEFINED = PLAN.replace(
    "about: children, source: SEND team}",
    'about: children, source: SEND team,\n     definition: "Plans issued within 20 weeks."}',
)


def in_time(text, folder):
    """The fingerprint of the first measure that a plan declares."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return fingerprint(measure_of(read_plan(folder).plan.typed_measures[0], ()))


CHANGES = {
    "who counts": ("within 20 weeks", "within 20 weeks, exceptions left out"),
    "of whom it is": ("about: children", "about: events"),
    "which way is good": ("better: higher", "better: context"),
    "how often": ("kind: share,", "kind: share, every: month,"),
}

NO_CHANGES = {
    "line breaks": ("Plans issued within", "Plans\n       issued   within"),
    "the title": ("title: Plans in 20 weeks", "title: Plans on time"),
    "who owes it": ("source: SEND team", "source: SEND service"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_definition_has_another_fingerprint(tmp_path, change):
    assert in_time(DEFINED, tmp_path) != in_time(DEFINED.replace(*change, 1), tmp_path)


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_other_words_for_the_same_have_the_same(tmp_path, change):
    assert in_time(DEFINED, tmp_path) == in_time(DEFINED.replace(*change, 1), tmp_path)


@pytest.fixture
def agreed(tmp_path, monkeypatch):
    """A project whose board agreed the definition that `explain` shows."""
    folder = blank_project(tmp_path / "send", DEFINED, VALUES)
    monkeypatch.chdir(folder)
    shown = json.loads(run("explain", "1.1", "--format", "json").stdout)["fingerprint"]
    (folder / "strategy" / "agreed.yaml").write_text(
        MEETING + AGREED.format("in-time", shown), encoding="utf-8"
    )
    return folder


def test_the_agreed_definition_is_shown_and_checked(agreed):
    shown, checked = run("explain", "1.1"), run("check")

    assert "t1-" in shown.stdout
    assert "as board-1 agreed it" in shown.stdout
    assert checked.exit_code == 0
    assert "defined otherwise" not in checked.stdout


def test_a_change_is_told_by_every_command(agreed):
    """At its line by `check`, and beside every figure of the measure."""
    text = DEFINED.replace("within 20 weeks.", "within 20 weeks or excepted.")
    (agreed / "strategy" / "plan.yaml").write_text(text, encoding="utf-8")

    shown, checked = run("explain", "1.1"), run("check")
    status = json.loads(run("status", "--format", "json").stdout)

    assert "CHANGED since board-1 agreed it as t1-" in shown.stdout
    assert "The definition has changed since board-1 agreed it." in shown.stderr
    assert "strategy/agreed.yaml:2" in checked.stdout
    assert "`in-time` is defined otherwise than board-1 agreed it" in checked.stdout
    assert "in-time: definition changed since board-1 agreed it" in run("values", "1.1").stderr
    first, *_ = status["priorities"][0]["success_measures"]
    assert first["indicators"][0]["approval"]["changed"] is True


def test_the_fingerprint_of_a_computed_measure_is_not_that_of_a_typed_one(agreed):
    text = MEETING + AGREED.format("in-time", "d1-3f2a91bc04de")
    (agreed / "strategy" / "agreed.yaml").write_text(text, encoding="utf-8")

    assert "CHANGED since board-1 agreed it as d1-3f2a91bc04de" in run("explain", "1.1").stdout
