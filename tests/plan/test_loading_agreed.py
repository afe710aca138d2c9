"""The definitions that a panel agreed, as the plan records them."""

import pytest
from small_plan import PLAN

from cptracker.model.plan import AgreedDefinition
from cptracker.plan.reading import read_plan

MEETINGS = """
meetings:
  - {ref: cpp-2025-03-12, body: Corporate Parenting Panel, date: 2025-03-12}
"""
AGREED = """
agreed_definitions:
  - {measure: dental, fingerprint: d1-3f2a91bc04de, meeting: cpp-2025-03-12}
"""


def problems(folder, text):
    (folder / "plan.yaml").write_text(PLAN + MEETINGS, encoding="utf-8")
    (folder / "agreed.yaml").write_text(text, encoding="utf-8")
    loaded = read_plan(folder)
    lines = [
        f"{problem.place}: {problem.message}".removeprefix(f"{folder}/")
        for problem in loaded.problems
    ]
    return loaded, lines


def test_an_agreed_definition_is_read(tmp_path):
    loaded, lines = problems(tmp_path, AGREED)

    assert lines == []
    assert loaded.plan.agreed_definitions == (
        AgreedDefinition(measure="dental", fingerprint="d1-3f2a91bc04de", meeting="cpp-2025-03-12"),
    )
    assert loaded.places["agreed_definitions", "0"].line == 3


BAD = {
    "no fingerprint": (
        ("d1-3f2a91bc04de", "d1-XYZ"),
        "agreed.yaml:3:36: `fingerprint` has not the form of one",
    ),
    "a meeting that is not known": (
        ("cpp-2025-03-12", "cpp-2025-06-11"),
        "agreed.yaml:3:62: there is no meeting `cpp-2025-06-11`",
    ),
    "an unknown key": (
        ("meeting: ", "meting: "),
        "agreed.yaml:3:53: unknown key `meting`",
    ),
    "a number": (
        ("d1-3f2a91bc04de", "31"),
        "agreed.yaml:3:36: `fingerprint` must be text, not the number 31",
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=BAD)
def test_a_mistake_is_told_with_its_place(tmp_path, change, message):
    loaded, lines = problems(tmp_path, AGREED.replace(*change))

    assert loaded.plan is None
    assert lines == [message]


def test_one_measure_has_one_agreed_definition(tmp_path):
    again = AGREED + AGREED.split("\n")[2].replace("d1-3f", "d1-4e") + "\n"
    _, lines = problems(tmp_path, again)

    assert lines == [
        "agreed.yaml:4:15: the agreed definition of `dental` is given twice, first in line 3"
    ]
