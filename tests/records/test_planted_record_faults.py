"""Nothing in the records moves a figure in silence: each planted fault is told, at its place.

The few of which nothing can be told are named with the reason; the records without a fault raise no
alarm, nor do changes that are no faults.
"""

import pytest
from planted_catalogue import FAULTS_OF_IDENTITY, FAULTS_OF_SHAPE, FAULTS_OF_YEARS
from planted_record_faults import Council, cells, rows, text
from planted_values import FAULTS_OF_VALUES
from record_files import MARKER

from cptracker.records.file_search import UnreadableError
from cptracker.records.gathering import Gathered
from cptracker.records.reading import read_records

FAULTS = (*FAULTS_OF_IDENTITY, *FAULTS_OF_YEARS, *FAULTS_OF_SHAPE, *FAULTS_OF_VALUES)
MOST_SILENT = 10

REPAIRED = (
    "has its header and no rows",
    "open, and in no later return",
    "other tables run to",
    "[DfE 217]",
    "[DfE 383]",
)
"""What is told of sound records too: years not supplied, repairs of stacked returns, how far the
registers reach, and placements that the rules of placements question."""


NOVEMBER_2027 = "1826712000"
"""No day in the records is still to come then, so that a day of another return's year is one."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The sound council; files that no fault touches are read once."""
    from cptracker.synthetic.records import write_example

    folder = tmp_path_factory.mktemp("planted")
    write_example(folder / "example", children=60, years=3, seed=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gathered, "_add_file", _remembering(Gathered._add_file))
        patch.setenv("SOURCE_DATE_EPOCH", NOVEMBER_2027)
        yield Council(folder / "example", folder / "records")


def _remembering(add):
    """What a file of these bytes adds, kept from one folder to the next."""
    loaded_by_year = {}

    def remembered(gathered, source):
        lists = gathered.files, gathered.source_parts, gathered.problems
        try:
            key = source.path, source.read()
        except UnreadableError:
            add(gathered, source)
            return
        if key not in loaded_by_year:
            before = [len(several) for several in lists]
            add(gathered, source)
            loaded_by_year[key] = [several[at:] for several, at in zip(lists, before, strict=True)]
        else:
            for several, more in zip(lists, loaded_by_year[key], strict=True):
                several.extend(more)

    return remembered


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_told(fault, sound):
    """Something placed is told that is not told of the sound records."""
    with sound.planted(fault.edit) as folder:
        lines = set(sound.told(folder, fault.year)) - sound.sound
    if fault.silent and not lines:
        return

    assert lines, "nothing was told"
    assert any(fault.tells in message for message in lines), lines


def test_few_faults_are_silent():
    """Each has a reason; and there are as many kinds as were found in councils' files."""
    assert len(FAULTS) >= 195
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert sum(bool(fault.silent) for fault in FAULTS) <= MOST_SILENT


def alarms(messages):
    return [message for message in messages if not any(words in message for words in REPAIRED)]


def test_sound_records_raise_no_alarm(sound):
    assert alarms(sound.sound) == []


@pytest.mark.parametrize(("children", "years", "seed"), [(40, 3, 5), (15, 2, 1), (120, 4, 7)])
def test_sound_councils_of_any_size_raise_no_alarm(children, years, seed, tmp_path):
    from cptracker.synthetic.records import write_example

    write_example(tmp_path / "r", children=children, years=years, seed=seed)

    problems = read_records([tmp_path / "r"]).problems
    assert alarms(problem.message for problem in problems) == []


NO_FAULTS = [
    ("rows in another order", rows("2026/episodes.csv", lambda several: several[::-1])),
    ("columns in another order", rows(
        "2026/oc3.csv", lambda several: [dict(reversed(row.items())) for row in several])),
    ("a mark of UTF-8 in front", text("2026/oc2.csv", lambda content: f"\ufeff{content}")),
    ("lines that end as on Windows", text(
        "2026/header.csv", lambda content: content.replace("\n", "\r\n"))),
    ("empty lines at the end", text("local/visits.csv", lambda content: content + "\n\n,,\n")),
    ("commas at the end of each line", text(
        "2026/oc3.csv", lambda content: content.replace("\n", ",\n"))),
    ("quotes around each cell", text("local/peps.csv", lambda content: "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in content.splitlines()))),
    ("blanks around cells", text("2026/oc2.csv", lambda content: content.replace(",", " , "))),
    ("every row twice", rows("local/visits.csv", lambda several: [*several, *several])),
    ("codes in small letters", cells("2026/episodes.csv", "PLACE", str.lower)),
    ("dates the other way", cells("2026/reviews.csv", "REVIEW", lambda cell: "-".join(
        reversed(cell.split("/"))))),
    ("columns named otherwise", text("2026/oc3.csv", lambda content: content.replace(
        "IN_TOUCH", "In touch", 1))),
    ("numbers as a spreadsheet writes them", cells(
        "2026/oc2.csv", "SDQ_SCORE", lambda cell: f"{cell}.0")),
    ("other numbers for all children", lambda files: files.update(
        {path: data.replace(b"EXMPL", b"00") for path, data in files.items()})),
    ("a file in two parts", lambda files: files.update({
        "2026/reviews 2.csv": b"\n".join([
            files["2026/reviews.csv"].split(b"\n")[0],
            *files["2026/reviews.csv"].split(b"\n")[80:]]),
        "2026/reviews.csv": b"\n".join(files["2026/reviews.csv"].split(b"\n")[:80])})),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edit"), NO_FAULTS, ids=[name for name, _ in NO_FAULTS])
def test_what_is_no_fault_is_not_told(name, edit, sound):
    with sound.planted(edit) as folder:
        lines = set(sound.told(folder)) - sound.sound

    assert lines == set()


def test_no_childs_value_is_ever_told(sound):
    """Neither identifiers nor dates of a row, whatever is wrong with them."""

    def marked(row):
        dates = {name: "29/02/1931" for name in row if name in {"DOB", "DECOM", "REVIEW"}}
        return {**row, **dates, "CHILD": f"{MARKER}{row['CHILD']}"}

    mark = rows("2026/*.csv", lambda several: [marked(row) for row in several])
    with sound.planted(mark) as folder:
        problems = read_records([folder]).problems

    assert problems
    assert not [problem for problem in problems if MARKER in str(problem) or "1931" in str(problem)]
