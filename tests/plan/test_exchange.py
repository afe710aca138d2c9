"""Actions come in from the spreadsheets that people have, and go out to sheets and calendars."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from attrs import evolve
from command_line import run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_actions import HEADING, PRIORITIES, write_plan

from cptracker.model.actions import Action, Meeting, Status, Update
from cptracker.model.problems import PlanError, UsageError
from cptracker.plan.editing.changes import update_action
from cptracker.plan.exchange.exporting import as_calendar, as_csv, as_xlsx
from cptracker.plan.exchange.headings import mapping_text, read_column_mapping
from cptracker.plan.exchange.importing import ImportOptions, import_actions, read_actions
from cptracker.plan.history.listing import track
from cptracker.plan.reading import load_plan

SHEET = """\
No,Action agreed,Lead officer,Date raised,By when,Status,Date completed,Evidence
,Find a dentist,Nurse,12/03/2026,30/09/2026,Open,,
,Buy chairs,Head,2026-03-12,01/06/2026,Completed,02/05/2026,photo
"""
AS_AT = date(2026, 8, 1)


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan")


@pytest.fixture
def sheet(tmp_path):
    def written(text=SHEET, name="sheet.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def problem_lines(problems):
    """Where each stands within its file, and what is wrong."""
    return [str(problem).partition(": ")[2].split("\n")[0] for problem in problems]


def test_a_sheet_comes_in_with_new_references(plan, sheet):
    """Columns are known by their headings; days are British or year first."""
    import_actions(plan, sheet())

    assert load_plan(plan).actions[1:] == (
        Action(ref="CPP-2026-02", title="Find a dentist", meeting="cpp-2026-03-12", owner="Nurse",
               due=date(2026, 9, 30)),
        Action(ref="CPP-2026-03", title="Buy chairs", meeting="cpp-2026-03-12", owner="Head",
               due=date(2026, 6, 1), updates=(
                   Update(date=date(2026, 5, 2), by="Head", status=Status.COMPLETE,
                          evidence="photo"),)),
    )  # fmt: skip


def test_rows_without_a_number_are_known_by_title_and_meeting(plan, sheet):
    """A tracker that is kept beside the plan adds what is new in it, and nothing twice."""
    import_actions(plan, sheet())
    with pytest.raises(UsageError, match="holds nothing new"):
        import_actions(plan, sheet())
    more = sheet(SHEET + SHEET.splitlines()[1] + "\n")

    intake = read_actions(more, load_plan(plan))
    assert (intake.known, len(intake.actions)) == (2, 1)
    import_actions(plan, more)

    assert [one.title for one in load_plan(plan).actions[1:]] == [
        "Find a dentist", "Buy chairs", "Find a dentist",
    ]  # fmt: skip


def test_meetings_and_actions_find_their_place_in_one_long_file(tmp_path, sheet):
    """Of the first change all lines move; the second still begins where its list ends."""
    listed = "".join(
        f"  - ref: cpp-2025-0{month}-12\n    body: Panel\n    date: 2025-0{month}-12\n"
        for month in range(1, 8)
    )
    targets = "".join(
        f"  - {{measure: dental-checks, since: 20{year}-04-01, value: 90, source: Board}}\n"
        for year in range(10, 18)
    )
    actions = "".join(
        f"  - ref: CPP-2025-0{number}\n    title: Letter {number}\n    meeting: cpp-2025-01-12\n"
        f"    owner: Nurse\n    due: 2027-01-0{number}\n"
        for number in range(1, 8)
    )
    terms = "".join(f"  - {{term: Word {at}, meaning: It says {at}}}\n" for at in range(10, 22))
    lists = {"glossary": terms, "targets": targets, "meetings": listed, "actions": actions}
    text = HEADING + PRIORITIES + "".join(f"{key}:\n{items}" for key, items in lists.items())
    path = tmp_path / "one.yaml"
    path.write_text(text, encoding="utf-8")
    rows = (
        "Meeting,Action,Lead,Due\n12/03/2026,Find a dentist,Nurse,30/09/2026\n"
        "13/03/2026,Buy chairs,Nurse,30/09/2026\n"
    )

    import_actions(path, sheet(rows), ImportOptions(add_meetings=True, body="Panel"))

    after = path.read_text(encoding="utf-8")
    plan = load_plan(path)
    assert [one.title for one in plan.actions[7:]] == ["Find a dentist", "Buy chairs"]
    assert len(plan.meetings) == 9
    assert [line for line in text.splitlines() if line not in after.splitlines()] == []


@pytest.mark.parametrize(
    ("text", "name", "encoding"),
    [
        pytest.param(SHEET.replace(",", ";"), "a.csv", "utf-8", id="semicolons"),
        pytest.param(SHEET.replace(",", "\t"), "a.tsv", "utf-8", id="tabs"),
        pytest.param(SHEET, "a.csv", "utf-8-sig", id="with a byte order mark"),
        pytest.param(SHEET.replace("\n", "\r\n"), "a.csv", "utf-8", id="from Windows"),
        pytest.param("Action tracker\n\n" + SHEET, "a.csv", "utf-8", id="a title above"),
    ],
)  # fmt: skip
def test_sheets_of_many_makes(plan, sheet, text, name, encoding):
    taken = read_actions(sheet(text, name, encoding), load_plan(plan))

    assert [action.title for action in taken.actions] == ["Find a dentist", "Buy chairs"]
    assert taken.problems == ()


BAD = """\
Reference,Action,Owner,Meeting,Due,Status,Status date,Evidence,Priority
,No owner,,cpp-2026-03-12,30/09/2026,,,,
,No such day,Nurse,cpp-2026-03-12,31/09/2026,,,,
,Month first,Nurse,cpp-2026-03-12,09/30/2026,,,,
,Before,Nurse,cpp-2026-03-12,2026-03-11,,,,
,No meeting,Nurse,,30/09/2026,,,,
,Done,Nurse,cpp-2026-03-12,30/09/2026,Done,01/06/2026,,
,Odd,Nurse,cpp-2026-03-12,30/09/2026,Purple,,,
,Link,Nurse,cpp-2026-03-12,30/09/2026,,,,High
CPP-2026-01,Something else,Nurse,cpp-2026-03-12,30/09/2026,,,,
CPP-2026-07,Twice,Nurse,cpp-2026-03-12,30/09/2026,,,,
CPP-2026-07,Twice over,Nurse,cpp-2026-03-12,30/09/2026,,,,
Seven,Odd reference,Nurse,cpp-2026-03-12,30/09/2026,,,,
,Good,Nurse,cpp-2026-03-12,30/09/2026,,,,1
"""


def test_every_row_that_cannot_be_taken_is_told_with_its_place(plan, sheet):
    """All at once, by row and column of the sheet."""
    taken = read_actions(sheet(BAD), load_plan(plan))

    assert problem_lines(taken.problems) == [
        'row 2, column "Owner": `owner` is empty',
        "row 3, column \"Due\": `due` must be a day such as 31/03/2026, not '31/09/2026'",
        'row 4, column "Due": `due` is a day only with the month first, which leaves it open '
        "how the others of this column are meant",
        'row 5, column "Due": `due` is before the meeting that raised it (2026-03-12)',
        'row 6, column "Meeting": `meeting` is empty',
        'row 7, column "Evidence": `evidence` is empty, and completing needs it',
        'row 8, column "Status": `status` is not known',
        'row 9, column "Priority": `priorities` names High, which the plan does not have',
        'row 10, column "Reference": `ref` CPP-2026-01 is in the plan under another title',
        'row 12, column "Reference": `ref` CPP-2026-07 is given twice',
    ]
    assert [action.title for action in taken.actions] == ["Twice", "Odd reference", "Good"]
    assert taken.actions[1].also_known_as == ("Seven",)


def test_nothing_is_written_until_all_is_well_or_partial_is_given(plan, sheet):
    before = (plan / "actions.yaml").read_bytes()
    with pytest.raises(PlanError):
        import_actions(plan, sheet(BAD))
    assert (plan / "actions.yaml").read_bytes() == before

    import_actions(plan, sheet(BAD), partial=True)

    refs = {action.ref: action.title for action in load_plan(plan).actions[1:]}
    assert refs == {
        "CPP-2026-07": "Twice", "CPP-2026-08": "Odd reference", "CPP-2026-09": "Good"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"PK\x03\x04 nonsense", "a.xlsx", "cannot be read as xlsx", id="no xlsx"),
        pytest.param(b"a,\x00b", "a.csv", "no row of headings", id="binary"),
        pytest.param(b"a,b\n1,2\n", "a.csv", "no row of headings", id="no headings"),
        pytest.param(b"", "a.csv", "is empty", id="empty"),
        pytest.param(b"x" * 6_000_000, "a.csv", "too big", id="too big"),
    ],
)
def test_files_that_cannot_be_read(plan, tmp_path, content, name, words):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UsageError, match=words):
        read_actions(tmp_path / name, load_plan(plan))


def test_a_mapping_is_shown_saved_and_given_back(plan, sheet, tmp_path):
    """A guess can be kept, changed, and used for headings that nobody could guess."""
    guess = read_actions(sheet(), load_plan(plan)).mapping
    path = tmp_path / "columns.yaml"
    path.write_text(mapping_text(guess), encoding="utf-8")
    assert read_column_mapping(path) == guess

    path.write_text("title: It's\nowner: B\ndue: C\n", encoding="utf-8")
    odd = sheet("It's,B,C\nFind,Nurse,30/09/2026\n")
    taken = read_actions(
        odd,
        load_plan(plan),
        ImportOptions(mapping=read_column_mapping(path), meeting="2026-03-12"),
    )
    assert [action.title for action in taken.actions] == ["Find"]


@pytest.mark.parametrize("text", ["- a", "titel: A", "owner: A", "title: 1", "title: ["])
def test_a_mapping_that_is_none(tmp_path, text):
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_column_mapping(tmp_path / "m.yaml")


# Import, export, import

words = st.one_of(
    st.sampled_from(["=1+1", "'=x", "+a", "@b", "-", 'say "no"', "a, b; c", "yes", "1.10", "é ü"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12),
).filter(lambda text: not text.startswith("'"))
days = st.dates(date(2026, 3, 12), date(2026, 12, 31))
statuses = st.sampled_from(Status)
endings = st.one_of(days.map(lambda day: {"due": day}), st.just({"undated": "Ongoing"}))


@st.composite
def actions(draw):
    actions = [
        Action(
            ref=f"CPP-2026-{number + 2:02d}", title=draw(words), meeting="cpp-2026-03-12",
            owner=draw(words), **draw(endings), start=draw(st.none() | days),
            also_known_as=draw(st.sampled_from([(), (f"{number}a",), (f"{number}", f"B{number}")])),
            place=draw(st.none() | words), priorities=draw(st.sampled_from([(), (1,)])),
            deliverables=draw(st.sampled_from([(), ("1.1",), ("1.1", "1.2")])),
            updates=draw(st.lists(
                st.builds(Update, date=days, by=words, status=statuses, note=words,
                          evidence=words), max_size=1).map(tuple)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    return tuple(actions)


@settings(max_examples=30)
@given(given_actions=actions(), form=st.sampled_from(["csv", "xlsx"]))
def test_import_then_export_then_import_is_the_identity(given_actions, form, tmp_path_factory):
    """Whatever is in them: what was exported comes in as it was, and comes in only once."""
    folder = tmp_path_factory.mktemp("exchange")
    whole = evolve(load_plan(write_plan(folder / "a")), actions=given_actions)
    tracked = track(whole, date(2027, 1, 1))
    path = folder / f"out.{form}"
    path.write_bytes(as_csv(tracked).encode() if form == "csv" else as_xlsx(tracked))

    fresh = write_plan(folder / "b", actions="")
    import_actions(fresh, path)

    assert load_plan(fresh).actions == given_actions
    assert read_actions(path, load_plan(fresh)).actions == ()
    with pytest.raises(UsageError, match="nothing new"):
        import_actions(fresh, path)


def test_what_a_spreadsheet_would_run_is_marked_as_text(plan):
    """A title that begins like a formula stays a title."""
    action = Action(ref="CPP-2026-02", title="=1+1", meeting="cpp-2026-03-12", owner="@me")
    tracked = track(evolve(load_plan(plan), actions=(action,)), AS_AT)

    (row,) = csv.DictReader(StringIO(as_csv(tracked)))
    page = load_workbook(BytesIO(as_xlsx(tracked))).active

    assert (row["Title"], row["Owner"]) == ("'=1+1", "'@me")
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")


# Calendars


def test_a_calendar_of_due_dates(plan):
    """An all-day event for each open action, by RFC 5545: CRLF, folded lines, escaped commas."""
    action = Action(
        ref="CPP-2026-02", title="Chairs, tables; and ä " + "long " * 20, meeting="m", owner="Head",
        due=date(2026, 12, 31),
    )  # fmt: skip
    done = evolve(
        action, ref="CPP-2026-03",
        updates=(Update(date=AS_AT, by="a", status=Status.COMPLETE, evidence="b"),),
    )  # fmt: skip
    meeting = Meeting(ref="m", body="Panel", date=date(2026, 3, 12))
    whole = evolve(load_plan(plan), actions=(action, done), meetings=(meeting,))

    text = as_calendar(track(whole, AS_AT), AS_AT)

    lines = text.split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole_lines = text.replace("\r\n ", "").split("\r\n")
    assert whole_lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261231" in whole_lines
    assert "DTEND;VALUE=DATE:20270101" in whole_lines
    assert "UID:CPP-2026-02@cptracker" in whole_lines
    assert f"SUMMARY:CPP-2026-02: Chairs\\, tables\\; and ä {'long ' * 20}" in whole_lines


def test_an_event_keeps_its_identity_when_its_date_moves(plan):
    """So that a calendar moves it instead of showing it twice."""
    move = Update(date=date(2026, 4, 1), by="Head", due=date(2026, 9, 1), note="late")
    update_action(plan, "CPP-2026-01", move)

    text = as_calendar(track(load_plan(plan), AS_AT), AS_AT)

    assert "UID:CPP-2026-01@cptracker\r\n" in text
    assert "SEQUENCE:1\r\n" in text
    assert "DTSTART;VALUE=DATE:20260901\r\n" in text


# On the command line


def test_the_guess_is_shown_and_taken_only_when_confirmed(plan, sheet):
    before = (plan / "actions.yaml").read_bytes()

    result = run("actions", "import", sheet(), "--plan", plan)
    assert result.exit_code == 2
    assert "title: 'Action agreed'" in result.stderr
    assert "2 to add" in result.stderr
    assert (plan / "actions.yaml").read_bytes() == before

    taken = run("actions", "import", sheet(), "--plan", plan, "--yes")
    assert taken.exit_code == 0
    assert len(load_plan(plan).actions) == 3


def test_a_bad_sheet_on_the_command_line(plan, sheet):
    """Exit code 3 and every place; with --partial the good rows come in."""
    before = (plan / "actions.yaml").read_bytes()
    refused = run("actions", "import", sheet(BAD), "--plan", plan, "--yes")
    assert refused.exit_code == 3
    assert 'sheet.csv: row 9, column "Priority": `priorities` names High' in refused.stderr
    assert (plan / "actions.yaml").read_bytes() == before

    shown = run("actions", "import", sheet(), "--plan", plan, "--dry-run")
    assert shown.exit_code == 0
    assert "+    title: Find a dentist" in shown.stdout
    assert (plan / "actions.yaml").read_bytes() == before

    assert run("actions", "import", sheet(BAD), "--plan", plan, "--partial").exit_code == 0
    assert len(load_plan(plan).actions) == 4


@pytest.mark.parametrize(
    ("form", "start"), [("csv", b"\xef\xbb\xbfRef,"), ("xlsx", b"PK"), ("ics", b"BEGIN")]
)
def test_exports_on_the_command_line(plan, tmp_path, form, start):
    out = tmp_path / f"out.{form}"
    result = run("actions", "export", "--plan", plan, "--format", form, "-o", out)

    assert result.exit_code == 0
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.csv", b"\xef\xbb\xbfRef,"), ("out.XLSX", b"PK"), ("out.ics", b"BEGIN")],
)
def test_the_ending_says_how_it_is_written(plan, tmp_path, name, start):
    result = run("actions", "export", "--plan", plan, "-o", tmp_path / name)

    assert result.exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_format_wins_over_an_ending_that_says_nothing(plan, tmp_path):
    out = tmp_path / "due.txt"

    assert run("actions", "export", "--plan", plan, "--format", "ics", "-o", out).exit_code == 0
    assert out.read_bytes().startswith(b"BEGIN")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--format", "csv", "-o", "out.ics"), "do not fit"),
        (("-o", "out.pdf"), "must end in one of .csv, .xlsx, .ics"),
    ],
)
def test_a_format_and_an_ending_that_contradict(plan, tmp_path, monkeypatch, args, words):
    monkeypatch.chdir(tmp_path)
    result = run("actions", "export", "--plan", plan, *args)

    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / args[-1]).exists()
