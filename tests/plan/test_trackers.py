"""The trackers that councils have come in as they are, and nothing in them is lost unsaid."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from command_line import run
from openpyxl import Workbook
from small_actions import write_plan
from trackers import ACTION_LOG, ASANA, PLANNER, TRELLO, banded_tracker, flat_tracker

from cptracker.model.actions import Colour, Status, Update
from cptracker.model.problems import UsageError
from cptracker.plan.exchange.dates import is_month_first, parse_day
from cptracker.plan.exchange.importing import ImportOptions, import_actions, read_actions
from cptracker.plan.exchange.progress_notes import split_notes
from cptracker.plan.reading import load_plan

TODAY = "1782000000"  # 21 June 2026


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan", actions="")


def complaints(intake):
    return [str(problem).partition(": ")[2].split("\n")[0] for problem in intake.problems]


def test_a_tracker_with_titles_bands_merged_cells_and_coloured_rag(plan, tmp_path):
    path = tmp_path / "tracker.xlsx"
    banded_tracker(path)

    intake = read_actions(path, load_plan(plan))

    assert complaints(intake) == []
    dental, pledge, chairs = intake.actions
    assert [action.also_known_as for action in intake.actions] == [("1",), ("2a",), ("3",)]
    assert [action.meeting for action in intake.actions] == ["cpp-2026-03-12"] * 3
    assert (dental.due, dental.owner) == (date(2026, 9, 30), "Nurse")
    assert [(update.date, update.note) for update in dental.updates] == [
        (date(2026, 3, 14), "letter sent"),
        (date(2026, 6, 4), "answer awaited"),
        (date(2026, 6, 12), None),
    ]
    assert dental.updates[-1].rating is Colour.AMBER
    assert (pledge.due, pledge.undated) == (None, "Ongoing")
    assert (chairs.due, chairs.updates) == (
        date(2026, 12, 31),
        (
            Update(
                date=date(2026, 6, 12), by="Head of Service", status=Status.COMPLETE,
                note="All bought", rating=Colour.GREEN,
                reason="RAG of the tracker it was imported from",
                evidence='Closed in the tracker tracker.xlsx, sheet "Tracker", row 9; '
                "it names no evidence",
            ),
        ),
    )  # fmt: skip
    assert intake.unused == ("Link to paper",)
    assert any('not read: sheet "Lists"' in remark for remark in intake.remarks)
    assert any("dated 12 June 2026, the day above" in remark for remark in intake.remarks)


def test_what_was_read_is_written_as_it_was_shown_and_only_once(plan, tmp_path):
    path = tmp_path / "tracker.xlsx"
    banded_tracker(path)
    shown = read_actions(path, load_plan(plan)).actions

    import_actions(plan, path)

    assert load_plan(plan).actions == shown
    again = read_actions(path, load_plan(plan))
    assert (again.actions, again.known) == ((), 3)


def test_unknown_meetings_are_offered_and_added_with_the_actions(plan, tmp_path):
    path = tmp_path / "flat.xlsx"
    flat_tracker(path)
    before = (plan / "actions.yaml").read_bytes()

    refused = run("actions", "import", path, "--plan", plan, "--yes")
    assert refused.exit_code == 3
    assert 'row 4, column "Date raised"' in refused.stderr
    assert "cptracker meetings add 2026-06-18" in refused.stderr
    assert (plan / "actions.yaml").read_bytes() == before

    added = run("actions", "import", path, "--plan", plan, "--yes", "--add-meetings")
    assert added.exit_code == 0, added.stderr
    whole = load_plan(plan)
    assert [meeting.ref for meeting in whole.meetings] == ["cpp-2026-03-12", "cpp-2026-06-18"]
    mapped, heard, fees = whole.actions
    assert (mapped.due, heard.due, fees.undated) == (date(2027, 1, 31), date(2026, 12, 31), "TBC")
    assert mapped.also_known_as == ("23/01",)
    assert fees.updates[0].note == "report went to the panel"


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        pytest.param(ASANA, [None, Status.COMPLETE], id="Asana"),
        pytest.param(TRELLO, [Status.IN_PROGRESS], id="Trello"),
        pytest.param(PLANNER, [Status.IN_PROGRESS], id="Planner"),
    ],
)
def test_exports_of_task_programs(plan, tmp_path, text, statuses):
    path = tmp_path / "tasks.csv"
    path.write_text(text, encoding="utf-8")
    wish = ImportOptions(meeting="cpp-2026-03-12", dated=date(2026, 6, 1))

    intake = read_actions(path, load_plan(plan), wish)

    assert complaints(intake) == []
    last = [action.updates[-1].status if action.updates else None for action in intake.actions]
    assert last == statuses
    assert intake.actions[0].title == "Ask the ICB about dental waits"
    assert intake.actions[0].due == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/25", date(2025, 1, 31)),
        ("31 Dec 2025", date(2025, 12, 31)),
        ("Dec-25", date(2025, 12, 31)),
        ("30th September 2025", date(2025, 9, 30)),
        ("18.06.2025", date(2025, 6, 18)),
        ("by end of Sept 2025", None),
        ("end of Sept 2025", date(2025, 9, 30)),
        ("Fri 3 October 2025", date(2025, 10, 3)),
        ("45930", date(2025, 9, 30)),
        ("2025-09-30T10:00:00.000Z", date(2025, 9, 30)),
        ("4/6", None),
        ("09/30/2025", None),
        ("soon", None),
        ("31/02/2025", None),
    ],
)
def test_days_as_people_write_them(text, day):
    assert parse_day(text) == day
    assert is_month_first(text) == (text == "09/30/2025")


def test_notes_without_a_year_lie_between_the_meeting_and_the_day_of_the_sheet():
    notes = split_notes("12/3: begun; 4/6: done. See p. 4", date(2025, 3, 1), date(2025, 12, 1))
    assert [(note.text, note.days) for note in notes] == [
        ("begun", (date(2025, 3, 12),)),
        ("done. See p. 4", (date(2025, 6, 4),)),
    ]
    (note,) = split_notes("12/3: begun", date(2024, 3, 1), date(2025, 12, 1))
    assert note.days == (date(2024, 3, 12), date(2025, 3, 12))


HEAD = "No,Action,Lead,Meeting date,Timescale,Status,Progress update\n"


def read_text(plan, tmp_path, text, *, encoding="utf-8", **wishes):
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode(encoding))
    return read_actions(path, load_plan(plan), ImportOptions(**wishes))


def test_everything_that_is_wrong_is_told_at_once_with_its_place(plan, tmp_path):
    text = HEAD + (
        "1,Same,Nurse,12/03/2026,30/09/2026,,\n"
        "1,Number,Nurse,12/03/2026,30/09/2026,,\n"
        "2,Month,Nurse,12/03/2026,09/30/2026,,\n"
        "3,Undated,Nurse,12/03/2026,30/09/2026,,we met\n"
        "4,Before,Nurse,12/03/2026,30/09/2026,,1/2/2026: early\n"
        ",Only a title,,,,,\n"
    )
    assert complaints(read_text(plan, tmp_path, text)) == [
        'row 3, column "No": `ref` is given twice',
        'row 4, column "Timescale": `due` is a day only with the month first, which leaves it '
        "open how the others of this column are meant",
        'row 5, column "Progress update": `status_note` has no day',
        'row 6, column "Progress update": `status_note` is before the meeting that raised it '
        "(2026-03-12)",
        'row 7, column "Meeting date": `meeting` is empty',
        'row 7, column "Lead": `owner` is empty',
        'row 7, column "Timescale": `due` is empty',
    ]
    dated = read_text(plan, tmp_path, text, dated=date(2026, 6, 1))
    assert not any("has no day" in words for words in complaints(dated))


def test_two_columns_that_look_like_the_due_date(plan, tmp_path):
    text = "Action,Lead,Meeting,Due date,Deadline\nA,Nurse,12/03/2026,01/09/2026,02/09/2026\n"
    assert complaints(read_text(plan, tmp_path, text)) == [
        'row 1: the columns "Due date" and "Deadline" both look like the due date'
    ]
    mapping = {"title": "Action", "owner": "Lead", "meeting": "Meeting", "due": "Deadline"}
    intake = read_text(plan, tmp_path, text, mapping=mapping)
    assert (intake.problems, intake.actions[0].due) == ((), date(2026, 9, 2))
    assert intake.unused == ("Due date",)


def test_an_owner_that_is_no_role_of_the_plan(tmp_path):
    plan = write_plan(tmp_path / "plan", "roles: [Nurse]\n", actions="")
    text = HEAD + "1,A,nurse,12/03/2026,30/09/2026,,\n2,B,Jo Made-Up,12/03/2026,30/09/2026,,\n"
    intake = read_text(plan, tmp_path, text)
    assert complaints(intake) == ['row 3, column "Lead": `owner` is no role of the plan']
    assert "Made-Up" not in str(intake.problems[0])
    assert intake.actions[0].owner == "Nurse"


def test_windows_1252_with_semicolons_is_read_and_said(plan, tmp_path):
    text = (HEAD + "1,Café \u2013 visits,Nurse,12/03/2026,30/09/2026,,\n").replace(",", ";")
    intake = read_text(plan, tmp_path, text, encoding="cp1252")
    assert [action.title for action in intake.actions] == ["Café \u2013 visits"]
    assert "Windows-1252" in intake.remarks[0]


def test_cells_without_a_place_are_named(plan, tmp_path):
    text = "Action,Lead,Meeting,Due,\nA,Nurse,12/03/2026,01/09/2026,stray\n,,,,\n,page 2,,,\n"
    remarks = " ".join(read_text(plan, tmp_path, text).remarks)
    assert "row 2: cell 5 stands below no heading, not imported" in remarks
    assert "row 4: a row with one cell, not imported" in remarks


def test_a_log_whose_items_are_numbered_and_whose_heading_says_more(plan, tmp_path):
    day = date(2026, 6, 12)
    intake = read_text(plan, tmp_path, ACTION_LOG, encoding="cp1252", dated=day)

    assert complaints(intake) == []
    assert intake.mapping["ref"] == "Item"
    assert intake.mapping["status_note"] == "Update (most recent first)"
    assert (intake.actions[0].also_known_as, intake.unused) == (("7",), ())
    (note, _) = intake.actions[0].updates
    assert (note.date, note.note) == (date(2026, 5, 10), "two caf\u00e9s agreed")


def test_items_that_stand_twice_are_those_of_an_agenda(plan, tmp_path):
    text = ACTION_LOG.replace("\n8;", "\n7;")

    assert read_text(plan, tmp_path, text, encoding="cp1252").mapping["place"] == "Item"


def test_the_same_number_twice_is_told_and_nothing_is_written(plan, tmp_path):
    """Each row with its place; both rows are still in the sheet."""
    path = tmp_path / "tracker.csv"
    row = "1,{},Nurse,12/03/2026,30/09/2026,,\n"
    path.write_text(HEAD + row.format("A") + row.format("B"), encoding="utf-8")

    result = run("actions", "import", path, "--plan", plan, "--yes")

    assert result.exit_code == 3
    assert 'tracker.csv: row 3, column "No": `ref` is given twice' in result.stderr
    assert load_plan(plan).actions == ()


def test_columns_are_saved_though_rows_cannot_be_taken_and_these_are_told(plan, tmp_path):
    path = tmp_path / "asana.csv"
    path.write_text(ASANA, encoding="utf-8")
    columns = tmp_path / "columns.yaml"

    result = run("actions", "import", path, "--plan", plan, "--write-mapping", columns)

    assert result.exit_code == 0
    assert "name the meeting in the sheet, or for all rows with --meeting" in result.stderr
    assert "title: 'Name'" in columns.read_text(encoding="utf-8")


def _workbook(fill):
    book, out = Workbook(), BytesIO()
    fill(book.active)
    book.save(out)
    return out.getvalue()


def picture():
    """A workbook with a picture in it, and no cell that is filled."""
    out = BytesIO(_workbook(lambda _: None))
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(_workbook(lambda _: None), "is empty", id="empty"),
        pytest.param(picture(), "holds only a picture\n    hint: ask for the table itself",
                     id="a picture"),
        pytest.param(b"\x89PNG\r\n", "is a picture, whatever its name says\n    hint: ask for",
                     id="a picture by another name"),
        pytest.param(
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "has a password", id="a password",
        ),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1"), "before 2007", id="old Excel"),
        pytest.param(_workbook(lambda page: page.append(["Hue", "Size"])), "no row of headings",
                     id="no headings"),
    ],
)  # fmt: skip
def test_workbooks_that_hold_no_tracker(plan, tmp_path, content, words):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_actions(path, load_plan(plan))


def test_the_mapping_is_saved_and_taken(plan, tmp_path):
    path, columns = tmp_path / "tracker.xlsx", tmp_path / "columns.yaml"
    banded_tracker(path)

    result = run("actions", "import", path, "--plan", plan, "--write-mapping", columns)
    assert result.exit_code == 0, result.stderr
    assert "Not used: " in result.stderr
    assert "due: 'Timescale'" in columns.read_text(encoding="utf-8")
    assert load_plan(plan).actions == ()

    assert run("actions", "import", path, "--plan", plan, "--mapping", columns).exit_code == 0
    assert len(load_plan(plan).actions) == 3


def test_a_picture_is_called_one_by_any_name(plan, tmp_path):
    path = tmp_path / "tracker.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(UsageError, match="looks like a picture"):
        read_actions(path, load_plan(plan))
