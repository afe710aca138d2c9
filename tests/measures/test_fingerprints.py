"""A definition's fingerprint changes when who counts changes, and with nothing else."""

import pytest

from cptracker import find_measures
from cptracker.authoring.fingerprints import fingerprint
from cptracker.model.measure_info import FINGERPRINT

PLUGIN = '''
"""Teeth."""
from cptracker import CHILD, col, events, measure

SEEN = [1]
UNUSED = [2]

def _met(column):
    """Whether it was done."""
    return col(column).is_in(SEEN)

@measure(title="Teeth", unit="%", better="higher", by=CHILD,
         needs={"outcomes": ["child_id", "dental_check"]})
def teeth(records):
    """Share who saw a dentist."""
    # a remark
    return events(records.outcomes, date="year_end", met=_met("dental_check"))
'''


def taken(folder, text, name="teeth"):
    path = folder / "mine.py"
    path.write_text(text, encoding="utf-8")
    registry = find_measures([path])
    assert registry.problems == ()
    return fingerprint(registry.measures[name])


SAME = {
    "a remark": ("# a remark", "# another remark"),
    "a docstring": ("Share who saw", "The share of those who saw"),
    "a helper's docstring": ("Whether it was done", "If it was done"),
    "line breaks": ("return events(", "return events(\n        "),
    "blank lines": ("def _met", "\n\n\ndef _met"),
    "types": ("def _met(column):", "def _met(column: str) -> object:"),
    "a constant's type": ("SEEN = [1]", "SEEN: list[int] = [1]"),
    "quotation marks": ('"year_end"', "'year_end'"),
    "what is not used": ("UNUSED = [2]", "UNUSED = [3]"),
    "the title": ('title="Teeth"', 'title="Dentist"'),
    "the breakdowns": ("by=CHILD,", 'by=["sex"],'),
    "another name imported": ("import CHILD, col", "import CHILD, lit, col"),
    "the order of the columns": ('["child_id", "dental_check"]', '["dental_check", "child_id"]'),
}

CHANGES = {
    "the function": ('date="year_end"', 'date="dob"'),
    "a helper": (".is_in(SEEN)", ".is_in([*SEEN, 0])"),
    "a constant": ("SEEN = [1]", "SEEN = [0, 1]"),
    "a constant's kind": ("SEEN = [1]", "SEEN = [1.0]"),
    "a constant that is added to": ("UNUSED = [2]", "SEEN.append(2)"),
    "another function under the same name": ("import CHILD, col, events",
                                             "import CHILD, lit as col, events"),
    "the unit": ('unit="%"', 'unit="children"'),
    "which way is good": ('better="higher"', 'better="lower"'),
    "how often": ("by=CHILD,", 'by=CHILD, every="quarter",'),
    "the needs": ('"dental_check"]}', '"dental_check", "dob"]}'),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_how_it_is_written_makes_no_difference(tmp_path, change):
    assert change[0] in PLUGIN
    assert taken(tmp_path, PLUGIN.replace(*change)) == taken(tmp_path, PLUGIN)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_who_counts_makes_a_difference(tmp_path, change):
    assert change[0] in PLUGIN
    assert taken(tmp_path, PLUGIN.replace(*change)) != taken(tmp_path, PLUGIN)


def test_the_measure_s_name_makes_no_difference(tmp_path):
    """A panel agrees who counts; what a file calls it is another matter."""
    renamed = taken(tmp_path, PLUGIN.replace("def teeth", "def dentist"), "dentist")

    assert renamed == taken(tmp_path, PLUGIN)


def test_it_is_the_same_on_every_machine(tmp_path):
    """Written down, so that a change in how it is taken is noticed: agreed ones would all break."""
    assert taken(tmp_path, PLUGIN) == "d1-4e8896bc1c5f"


def test_each_shipped_measure_has_its_own():
    measures = find_measures().measures.values()
    fingerprints = [fingerprint(measure) for measure in measures]

    assert len(set(fingerprints)) == len(fingerprints) == 108
    assert all(FINGERPRINT.fullmatch(print_) for print_ in fingerprints)


def test_without_its_source_there_is_none(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(PLUGIN, encoding="utf-8")
    measure = find_measures([path]).measures["teeth"]
    path.unlink()

    assert fingerprint(measure) is None
