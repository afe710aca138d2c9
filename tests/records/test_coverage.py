"""Tables cover days: a gap is named, never counted as nought and never carried on."""

import json
from datetime import UTC, date, datetime

import polars as pl
import pytest
from attrs import evolve
from command_line import run
from record_files import EPISODES, lines, problem_lines, write
from small_plan import PLAN

from cptracker.authoring.measure import measure
from cptracker.authoring.members import supplied
from cptracker.authoring.registry import find_measures
from cptracker.disclosure.suppression import suppress
from cptracker.engine.series import series
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.periods import from_key
from cptracker.model.problems import RecordsError
from cptracker.plan.reading import load_plan, read_plan
from cptracker.records.coverage.days_covered import days_covered
from cptracker.records.coverage.evidence import Reach
from cptracker.records.coverage.spans import DaysCovered, days_of_years
from cptracker.records.formats import formats
from cptracker.records.loading import from_frames, load_records
from cptracker.records.mapping import read_mapping
from cptracker.reports.editions.editions import edition
from cptracker.reports.writers import markdown
from cptracker.status.builder import build_status
from cptracker.status.consistency.known_figures import of_statements
from cptracker.status.problems import all_problems, plan_problems

MEASURES = find_measures().measures
AS_AT = date(2025, 12, 31)
ENGINES = ["memory", "polars", "duckdb"]

EVENTS = lines(
    "event_id,event_date,name,kind",
    "1,2024-04-03,a,activity", "2,2024-11-20,b,activity", "3,2025-03-26,c,activity",
)  # fmt: skip
HOUSEHOLDS = lines(
    "household_id,approved,ended",
    "A,2010-01-01,2023-05-10", "B,2012-01-01,", "C,2025-03-12,",
)  # fmt: skip


def figure(records, name, key, as_at=AS_AT):
    (latest,) = series(MEASURES[name], records, [from_key(key)], as_at=as_at).whole
    return latest


def shown(records, name, key, as_at=AS_AT):
    """The value, else why there is none and the note."""
    counted = figure(records, name, key, as_at)
    return (
        counted.value
        if counted.missing_reason is None
        else (str(counted.missing_reason), counted.note)
    )


def laid(frame, engine):
    """A frame as it is handed in: in memory, or lazy on an engine."""
    if engine == "memory":
        return frame
    if engine == "polars":
        return frame.lazy()
    import duckdb

    return duckdb.connect().from_arrow(frame.to_arrow())


def events(*days):
    return pl.DataFrame(
        {
            "event_id": [str(number) for number in range(len(days))],
            "event_date": [date.fromisoformat(day) for day in days],
            "name": "x", "kind": "activity", "attended": 1,
        },
        schema_overrides={"event_date": pl.Date},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reach", "day", "first", "last"),
    [
        ("month 14", "2026-03-28", "2026-04-01", "2026-03-31"),
        ("month 14", "2026-03-31", "2026-04-01", "2026-03-31"),
        ("month 14", "2026-04-01", "2026-04-01", "2026-03-31"),
        ("month 14", "2026-04-02", "2026-04-01", "2026-03-31"),
        ("month 14", "2026-04-16", "2026-05-01", "2026-04-30"),
        ("quarter 80", "2026-02-20", "2026-01-01", "2026-03-31"),
        ("quarter 80", "2026-04-05", "2026-04-01", "2026-03-31"),
        ("quarter 80", "2025-12-31", "2026-01-01", "2025-12-31"),
        ("financial-year 366", "2025-11-15", "2025-04-01", "2026-03-31"),
        ("financial-year 366", "2026-04-01", "2026-04-01", "2027-03-31"),
    ],
)
def test_how_far_a_table_reaches_beyond_a_date(reach, day, first, last):
    both = Reach.of(reach), date.fromisoformat(day)

    assert str(both[0].first(both[1])) == first
    assert str(both[0].last(both[1])) == last


def test_every_local_table_says_what_its_evidence_is():
    local = [form for form in formats().values() if not form.yearly]

    assert [form.table for form in local if form.covers is None] == []
    for form in local:
        here = {column.name for column in form.columns}
        there = formats()[form.covers.table or form.table].columns
        assert set(form.covers.dates) <= {column.name for column in there}
        assert {form.covers.by or "", form.covers.years or ""} - {""} <= here


@pytest.mark.parametrize("engine", ENGINES)
def test_no_event_after_the_records_end_is_not_none(engine):
    days = ("2024-04-03", "2024-11-20", "2025-03-26")
    records = from_frames({"events": laid(events(*days), engine)})

    assert shown(records, "events-run", "202425Q4") == 1
    assert shown(records, "events-run", "202425Q2") == 0
    assert shown(records, "events-run", "202526Q1") == (
        "not_supplied", "`events` runs to 31 March 2025",
    )  # fmt: skip
    assert shown(records, "events-run", "202324") == (
        "not_supplied", "`events` begins on 1 April 2024",
    )  # fmt: skip
    assert figure(records, "events-run", "202526Q4").missing_reason == "not_due"


def test_a_register_is_not_carried_on_and_tells_of_nobody_who_left_before(tmp_path):
    records = load_records(write(tmp_path, {"homes.csv": HOUSEHOLDS}))

    assert shown(records, "in-house-foster-carers", "202425Q4") == 2
    assert shown(records, "in-house-foster-carers", "202526Q1") == (
        "not_supplied", "`foster_households` runs to 31 March 2025",
    )  # fmt: skip
    assert shown(records, "in-house-foster-carers", "202223Q4") == (
        "not_supplied", "`foster_households` tells of nobody who left before 1 April 2023",
    )  # fmt: skip


def test_a_register_from_which_nobody_has_left_tells_of_its_last_quarter(tmp_path):
    text = lines("household_id,approved,ended", "B,2012-01-01,", "C,2025-02-12,")
    records = load_records(write(tmp_path, {"homes.csv": text}))

    assert shown(records, "in-house-foster-carers", "202425Q4") == 2
    assert figure(records, "in-house-foster-carers", "202425Q3").missing_reason == "not_supplied"


def test_a_quiet_month_is_told_beside_the_figure(tmp_path):
    text = HOUSEHOLDS.replace("2025-03-12", "2025-01-20")
    records = load_records(write(tmp_path, {"homes.csv": text}))
    carers = figure(records, "in-house-foster-carers", "202425Q4")

    assert (carers.value, carers.note) == (2, "`foster_households` tells of nothing after "
                                            "January 2025")  # fmt: skip


def test_a_promise_of_days_to_come_is_no_evidence(tmp_path):
    text = lines("child_id,due,completed", "A,2025-03-01,2025-02-28", "B,2025-12-01,")
    records = load_records(write(tmp_path, {"plans.csv": text}))

    assert records.covers("peps").last == date(2025, 2, 28)
    assert figure(records, "peps-in-timescale", "202526Q3").missing_reason == "not_supplied"


def test_a_measure_needs_all_of_its_tables_and_names_those_that_fall_short(tmp_path):
    courses = lines("staff_id,course,completed", "S,narrative_model,2024-11-30")
    posts = lines("staff_id,role,started,ended", "S,social_worker,2020-01-01,",
                  "T,personal_adviser,2020-01-01,2025-03-20")  # fmt: skip
    records = load_records(write(tmp_path, {"a.csv": courses, "b.csv": posts}))
    name = "staff-trained-narrative-model"

    assert figure(records, name, "202425Q4").note == "`training` runs to 31 December 2024"
    assert figure(records, name, "202526Q1").note == (
        "`staff` runs to 31 March 2025, `training` runs to 31 December 2024"
    )
    assert figure(records, name, "202425Q3").note == (
        "`staff` tells of nobody who left before 1 January 2025"
    )


def test_an_end_before_its_start_is_no_evidence_of_who_left(tmp_path):
    """The row counts in no measure; it does not carry the register years back either."""
    head = "child_id,adviser_id,start,end"
    sound = ("A,P1,2024-04-02,2024-12-02", "B,P1,2024-05-02,")
    ranges = []
    for rows in (sound, (*sound, "C,P2,2025-01-02,2021-10-01")):
        records = load_records(write(tmp_path, {"advisers.csv": lines(head, *rows)}))
        ranges.append(records.covers("adviser_spells").spans)

    (first, _), (first_with_slip, _) = (spans_of[0] for spans_of in ranges)
    assert first == first_with_slip == date(2024, 10, 1)


def test_attendance_is_of_its_events_days(tmp_path):
    listed = lines("event_id,child_id", "1,A", "2,A")
    records = load_records(write(tmp_path, {"e.csv": EVENTS, "a.csv": listed}))

    assert records.covers("attendance").spans == ((date(2024, 4, 1), date(2024, 11, 30)),)
    assert figure(records, "event-attendance", "202425Q4").missing_reason == "not_supplied"


def test_population_serves_for_two_years_more(tmp_path):
    text = lines("year,children_0_17", "2022,50000", "2023,51000")
    records = load_records(write(tmp_path, {"p.csv": text}))

    assert records.covers("population").spans == ((date(2022, 1, 1), date(2025, 12, 31)),)


def test_a_table_of_no_time_limits_nothing(tmp_path):
    text = lines("child_id,decom,distance_miles", "A,2020-01-01,3")

    assert load_records(write(tmp_path, {"d.csv": text})).covers("placement_distances") is None


def test_a_header_alone_is_not_supplied_and_told(tmp_path):
    records = load_records(write(tmp_path, {"events.csv": lines(EVENTS.splitlines()[0])}))

    assert shown(records, "events-run", "202425Q4") == ("not_supplied", "`events` has no rows")
    assert problem_lines(records.problems, tmp_path) == [
        "events.csv: `events` has no rows, so it counts as not supplied"
    ]


def test_a_header_over_blank_lines_is_a_header_alone(tmp_path):
    text = lines(EVENTS.splitlines()[0] + ",covers_to", ",,,,", " , ,,,")
    records = load_records(write(tmp_path, {"events.csv": text}))

    assert shown(records, "events-run", "202425Q4") == ("not_supplied", "`events` has no rows")


def test_dates_that_cannot_be_read_are_not_computable(tmp_path):
    text = EVENTS.replace("2024-", "soon ").replace("2025-", "soon ")
    records = load_records(write(tmp_path, {"events.csv": text}))

    assert shown(records, "events-run", "202425Q4") == (
        "not_computable", "`events` has rows, none of which can be used",
    )  # fmt: skip


def test_plans_of_which_none_is_completed_have_no_date_to_go_by(tmp_path):
    text = lines("child_id,due,completed", "A,2025-01-31,", "B,2025-02-28,")
    records = load_records(write(tmp_path, {"plans.csv": text}))

    assert shown(records, "peps-in-timescale", "202425Q4") == (
        "not_computable", "`peps` has no date that can be read",
    )  # fmt: skip


def test_a_file_states_to_which_day_it_is_complete(tmp_path):
    rows = [f"{row},30/06/2025" for row in EVENTS.splitlines()[1:]]
    text = lines(f"{EVENTS.splitlines()[0]},Covers To", *rows, ",,,,")
    records = load_records(write(tmp_path, {"events.csv": text}))

    assert shown(records, "events-run", "202526Q1") == 0
    assert figure(records, "events-run", "202526Q2").missing_reason == "not_supplied"
    assert records.problems == ()
    assert "covers_to" not in records.events.collect_schema().names()


COMPLETE_TO = {
    "a date": date(2025, 6, 30),
    "a time": datetime(2025, 6, 30, 12),  # noqa: DTZ001 - as databases have them
    "a time with a zone": datetime(2025, 6, 29, 23, 30, tzinfo=UTC),
    "text": "30/06/2025",
    "ISO text": "2025-06-30",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("complete", COMPLETE_TO.values(), ids=COMPLETE_TO)
def test_a_frame_states_to_which_day_it_is_complete(engine, complete):
    """Half past eleven of 29 June in UTC is 30 June in London."""
    table = events("2024-04-03", "2025-03-26").with_columns(pl.lit(complete).alias("Covers To"))
    records = from_frames({"events": laid(table, engine)})

    assert records.covers("events").last == date(2025, 6, 30)
    assert shown(records, "events-run", "202526Q1") == 0
    assert records.problems == ()


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["30/06/2025", "01/07/2025"], "covers_to must hold one day in every row; it is not used"),
        (["30/06/2025", None], "covers_to must hold one day in every row; it is not used"),
        (["soon", "soon"], "covers_to must hold one day in every row; it is not used"),
        (["25/03/2025"] * 2, "covers_to is before the last date in the records; it is not used"),
        (["31/12/2099"] * 2, "covers_to is a day to come; it is not used"),
    ],
)
def test_a_lazy_frame_that_states_what_cannot_be_is_told_at_its_column(engine, days, message):
    table = events("2024-04-03", "2025-03-26")
    table = table.with_columns(pl.Series("covers_to", days, pl.String))
    records = from_frames({"events": laid(table, engine)})

    assert [problem.message for problem in records.problems] == [message]
    assert records.problems[0].column == table.columns.index("covers_to") + 1
    assert records.covers("events").last == date(2025, 3, 31)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mapping_states_which_days_a_table_covers(engine):
    """It goes before what the frame says of itself."""
    table = events("2024-04-03", "2025-03-26").with_columns(covers_to=date(2025, 6, 30))
    days = {"covers_from": "01/10/2023", "covers_to": date(2025, 9, 30)}
    records = from_frames({"events": laid(table, engine)}, mapping={"events": days})

    assert records.covers("events").spans == ((date(2023, 10, 1), date(2025, 9, 30)),)
    assert records.problems == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"covers_to": "soon"}, "`covers_to` of `events` must be a date such as 2026-03-31"),
        ({"covers_from": "2025-06-30", "covers_to": "2025-05-31"},
         "`covers_to` of `events` is before its `covers_from`"),
        ({"covers_to": "2025-03-25"},
         "`covers_to` of `events` is before the last date in the records; it is not used"),
        ({"covers_to": "2099-03-25"}, "`covers_to` of `events` is a day to come; it is not used"),
    ],
)  # fmt: skip
def test_a_mapping_that_states_what_cannot_be_is_told(engine, days, message):
    table = laid(events("2024-04-03", "2025-03-26"), engine)
    records = from_frames({"events": table}, mapping={"events": days})

    assert [f"{problem.place}: {problem.message}" for problem in records.problems] == [
        f"<mapping>: {message}"
    ]
    assert records.covers("events").last == date(2025, 3, 31)


def mapping_file(folder, text):
    (folder / "mapping.yaml").write_text(text, encoding="utf-8")
    return folder / "mapping.yaml"


def test_a_mapping_file_states_which_days_a_table_covers(tmp_path):
    path = mapping_file(tmp_path, "events:\n  name: Title\n  covers_to: 2025-03-25\n")
    loaded = load_records(
        write(tmp_path / "r", {"e.csv": EVENTS}), mapping=read_mapping(path).names
    )
    records = loaded.with_stated(read_mapping(path).stated)

    assert read_mapping(path).names == {"events": {"name": "Title"}}
    assert problem_lines(records.problems, tmp_path) == [
        "mapping.yaml:3:3: `covers_to` of `events` is before the last date in the records; "
        "it is not used"
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("events:\n  covers_to: soon\n", "2:14",
         "`covers_to` of `events` must be a date such as 2026-03-31"),
        ("events:\n  covers_to: [2025-03-31]\n", "2:14",
         "`covers_to` of `events` must be a date such as 2026-03-31"),
        ("events:\n  covers_from: 2025-06-30\n  covers_to: 31/05/2025\n", "3:14",
         "`covers_to` of `events` is before its `covers_from`"),
    ],
)  # fmt: skip
def test_mistakes_in_the_days_of_a_mapping_file_are_told_at_their_place(
    tmp_path, text, place, message
):
    with pytest.raises(RecordsError) as refused:
        read_mapping(mapping_file(tmp_path, text))

    assert problem_lines(refused.value.problems, tmp_path) == [f"mapping.yaml:{place}: {message}"]


def test_check_lists_which_days_each_table_covers(tmp_path):
    visits = lines("child_id,visit_date", "A,2024-09-02", "A,2025-03-04")
    stay = "A,01/05/{},S,C2,N1,U4,PR1,01/06/{},E4A,,,,"
    files = {"e.csv": EVENTS, "v.csv": visits, "h.csv": lines(HOUSEHOLDS.splitlines()[0]),
             "2022-23/episodes.csv": lines(EPISODES, stay.format(2022, 2022)),
             "2024-25/episodes.csv": lines(EPISODES, stay.format(2024, 2024))}  # fmt: skip
    records = load_records(write(tmp_path / "r", files))
    path = mapping_file(tmp_path, "events:\n  covers_to: 2025-06-30\n")
    result = run("check", "--records", tmp_path / "r", "--mapping", path)
    listed = json.loads(
        run("check", "--records", tmp_path / "r", "--mapping", path, "--format", "json").stdout
    )["covers"]

    assert result.stdout.split("Days that the tables cover:\n")[1] == (
        "  episodes           1 April 2022 to 31 March 2023 and 1 April 2024 to 31 March 2025\n"
        "  events             1 April 2024 to 30 June 2025\n"
        "  foster_households  none: has no rows\n"
        "  visits             1 September 2024 to 28 February 2025\n"
    )
    assert listed[1:3] == [
        {"table": "events", "days": [{"first": "2024-04-01", "last": "2025-06-30"}], "note": None},
        {"table": "foster_households", "days": [], "note": "has no rows"},
    ]
    assert [table["table"] for table in listed] == list(records.tables)


@pytest.mark.parametrize(
    ("days", "place", "message"),
    [
        (["30/06/2025", "30/06/2025", "01/07/2025"], "4:5",
         "covers_to must hold one day in every row; it is not used"),
        (["30/06/2025", "", "30/06/2025"], "3:5",
         "covers_to must hold one day in every row; it is not used"),
        (["soon", "soon", "soon"], "2:5",
         "covers_to must hold one day in every row; it is not used"),
        (["25/03/2025"] * 3, "2:5",
         "covers_to is before the last date in the records; it is not used"),
        (["31/12/2099"] * 3, "2:5", "covers_to is a day to come; it is not used"),
    ],
)  # fmt: skip
def test_a_file_that_states_what_cannot_be_is_told_at_its_place(tmp_path, days, place, message):
    head, *rows = EVENTS.splitlines()
    rows = [f"{row},{day}" for row, day in zip(rows, days, strict=True)]
    records = load_records(write(tmp_path, {"events.csv": lines(f"{head},covers_to", *rows)}))

    assert problem_lines(records.problems, tmp_path) == [f"events.csv:{place}: {message}"]
    assert records.covers("events").last == date(2025, 3, 31)


def test_several_files_cover_to_the_latest_day_that_all_state(tmp_path):
    def extract(number, day, until):
        return lines("event_id,event_date,name,kind,covers_from,covers_to",
                     f"{number},{day},a,b,2024-04-01,{until}")  # fmt: skip

    files = {"1.csv": extract(1, "2024-05-01", "2024-06-30"),
             "2.csv": extract(2, "2024-08-01", "2024-09-30")}  # fmt: skip
    both = load_records(write(tmp_path, files))
    (tmp_path / "3.csv").write_text(
        lines("event_id,event_date,name,kind", "3,2024-10-20,a,b"), encoding="utf-8"
    )

    assert both.covers("events").spans == ((date(2024, 4, 1), date(2024, 9, 30)),)
    assert load_records(tmp_path).covers("events").last == date(2024, 10, 31)


STATED = "records:\n  - {{table: {table}, covers_to: {day}, source: Participation team}}\n"


def stating(folder, text, records):
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plan" / "records.yaml").write_text(text, encoding="utf-8")
    loaded = read_plan(folder / "plan")
    return loaded, records.stating(loaded.plan.records) if loaded.plan else records


def test_a_plan_states_that_there_was_no_event(tmp_path):
    empty = load_records(write(tmp_path / "r", {"e.csv": lines(EVENTS.splitlines()[0])}))
    text = STATED.format(table="events", day="2025-03-31")
    loaded, records = stating(tmp_path, text, empty)

    assert shown(records, "events-run", "202425Q4") == 0
    assert shown(records, "events-run", "202425") == 0
    assert figure(records, "events-run", "202324").missing_reason == "not_supplied"
    assert records.problems == ()
    assert list(of_statements(loaded, records)) == []


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2025-03-25", "`covers_to` of `events` is before the last date in the records"),
        ("2099-03-25", "`covers_to` of `events` is a day to come"),
    ],
)
def test_a_plan_that_states_what_cannot_be_is_told_at_its_place(tmp_path, day, message):
    loaded_records = load_records(write(tmp_path / "r", {"e.csv": EVENTS}))
    loaded, records = stating(tmp_path, STATED.format(table="events", day=day), loaded_records)

    assert problem_lines(list(of_statements(loaded, records)), tmp_path) == [
        f"plan/records.yaml:2:5: {message}; it is not used"
    ]
    assert records.covers("events").last == date(2025, 3, 31)


def test_a_plan_names_a_table_that_there_is_not(tmp_path):
    records = load_records(write(tmp_path / "r", {"e.csv": EVENTS}))
    loaded, _ = stating(tmp_path, STATED.format(table="event", day="2025-03-31"), records)
    (problem,) = plan_problems(loaded, find_measures([])) [-1:]  # fmt: skip

    assert (problem.line, problem.message) == (2, "there is no table `event`")
    assert problem.hint == "did you mean `events`?"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{table: events, source: x}",
         "neither `covers_from` nor `covers_to` is stated of this table"),
        ("{table: events, covers_from: 2025-04-01, covers_to: 2025-03-31, source: x}",
         "`covers_to` 2025-03-31 is before `covers_from` 2025-04-01"),
        ("{table: events, covers_to: 2025-03-31}",
         "`source` is missing from this statement about records"),
        ("{table: events, covers_to: soon, source: x}",
         "`covers_to` must be a date such as 2024-04-01, not text"),
        ("{table: events, covers_to: 2025-03-31, source: x}\n"
         "  - {table: events, covers_to: 2025-03-31, source: x}",
         "the table `events` is given twice, first in line 2"),
    ],
)  # fmt: skip
def test_mistakes_in_what_a_plan_states(tmp_path, entry, message):
    records = load_records(write(tmp_path / "r", {"e.csv": EVENTS}))
    loaded, _ = stating(tmp_path, f"records:\n  - {entry}\n", records)

    assert [problem.message for problem in loaded.problems] == [message]


def test_a_table_that_ends_well_before_the_others_is_told_once(tmp_path):
    early = lines("child_id,visit_date", "A,2024-09-02", "A,2024-10-30")
    records = load_records(write(tmp_path, {"e.csv": EVENTS, "v.csv": early}))
    message = "v.csv: `visits` runs to 31 October 2024; other tables run to 31 March 2025"

    assert problem_lines(records.problems, tmp_path) == [message]
    checked = all_problems(read_plan(tmp_path), find_measures(), records)
    assert sum("runs to" in problem.message for problem in checked) == 1


def test_a_year_of_returns_that_is_missing_is_named(tmp_path):
    row = "A,01/04/{}E,S,C2,N1,U4,PR1,,,,,,"
    files = {
        f"{year}/episodes.csv": lines(EPISODES, row.format(year - 1).replace("E", ""))
        for year in (2022, 2024)
    }
    records = load_records(write(tmp_path, files))

    assert shown(records, "children-looked-after", "202223Q4") == (
        "not_supplied",
        "`episodes` covers 1 April 2021 to 31 March 2022 and 1 April 2023 to 31 March 2024",
    )


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize("ended", [None, date(2023, 6, 1)])
def test_a_lazy_return_without_years_covers_the_years_of_its_dates(engine, ended):
    episodes = pl.DataFrame(
        {"child_id": ["A", "B"], "decom": [date(2010, 1, 1), date(2024, 6, 1)],
         "dec": [ended, None], "rne": "S", "ls": "C2", "place": "U4"},
        schema_overrides={"dec": pl.Date},
    )  # fmt: skip
    records = from_frames({"episodes": laid(episodes, engine)})

    # Only those still there are in a register that nobody has left, so its starts tell of no year.
    first = date(2023, 4, 1) if ended else date(2024, 4, 1)
    assert records.covers("episodes").spans == ((first, date(2025, 3, 31)),)


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_a_lazy_return_covers_the_years_that_its_rows_name(engine):
    rows = {"child_id": ["A", "B"], "decom": [date(2010, 1, 1)] * 2, "dec": [None] * 2,
            "rne": "S", "ls": "C2", "place": "U4"}  # fmt: skip
    frame = pl.DataFrame(rows, schema_overrides={"dec": pl.Date})
    ends = frame.with_columns(year_end=pl.Series([date(2022, 3, 31), date(2024, 3, 31)]))
    years = frame.with_columns(collection_year=pl.Series([2022, 2024]))

    for named in (ends, years):
        records = from_frames({"episodes": laid(named, engine)})
        assert records.covers("episodes").spans == days_of_years([2022, 2024])


def test_a_return_whose_year_is_not_over_reaches_to_its_dates(tmp_path):
    rows = ["A,01/04/2024,S,C2,N1,U4,PR1,,,,,,", "B,20/06/2024,S,C2,N1,U4,PR1,,,,,,"]
    records = load_records(write(tmp_path, {"episodes.csv": lines(EPISODES, *rows)}))

    def last(today):
        return days_covered(records, "episodes", date.fromisoformat(today)).last

    assert last("2025-04-01") == date(2025, 3, 31)
    assert last("2024-11-27") == date(2024, 6, 30)
    assert last("2024-06-25") == date(2024, 6, 25)


SURVEYS = "survey,group,fieldwork_end,eligible,responses"


def test_more_answers_than_people_cost_their_row(tmp_path):
    rows = ["Life,a,2024-11-30,10,5", "Life,b,2024-11-30,10,11", "Life,c,2024-11-30,,3"]
    records = load_records(write(tmp_path, {"s.csv": lines(SURVEYS, *rows)}))

    assert problem_lines(records.problems, tmp_path) == [
        "s.csv:3:5: responses is more than eligible; the row cannot be used"
    ]
    assert shown(records, "bright-spots-engagement", "202425") == 50


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_false_numbers_that_are_handed_in_are_left_out_by_reason(engine):
    rows = pl.DataFrame({
        "survey": "Life", "group": ["a", "b", "c"], "fieldwork_end": date(2024, 11, 30),
        "eligible": [10, 10, 10], "responses": [5, 11, -1],
    })  # fmt: skip
    records = from_frames({"surveys": laid(rows, engine)})
    engagement = figure(records, "bright-spots-engagement", "202425")

    assert engagement.value == 50
    assert engagement.excluded == {"figures missing": 1, "numbers that cannot be": 1}


@measure(title="Given", unit="%", better="higher", needs={"events": ["attended"]}, about="events")
def attendance(records):
    """Attendance as a share of itself, which can be nought of nought, or less than nought."""
    return supplied(records.events, subject="event_id", date="event_date",
                    numerator="attended", denominator="attended")  # fmt: skip


def test_a_share_of_less_than_nought_is_left_out():
    table = events("2024-04-03", "2025-03-26").with_columns(attended=pl.Series([-4, 4]))
    (engagement,) = series(attendance, from_frames({"events": table.lazy()}), [from_key("202425")],
                      as_at=AS_AT).whole  # fmt: skip

    assert (engagement.value, engagement.numerator, engagement.denominator) == (100, 4, 4)


@pytest.mark.parametrize("people", ["0", "-5", "", "many"])
def test_a_population_of_nobody_is_told_and_gives_no_rate(tmp_path, people):
    text = lines("year,children_0_17", f"2024,{people}")
    row = "A,01/04/2024,S,C2,N1,U4,PR1,,,,,,"
    files = {"p.csv": text, "2025/episodes.csv": lines(EPISODES, row)}
    records = load_records(write(tmp_path, files))

    assert [problem.line for problem in records.problems if problem.path.endswith("p.csv")] == [2]
    assert (
        figure(records, "children-looked-after-rate", "202425").missing_reason == "not_computable"
    )


def test_a_lazy_population_of_nobody_gives_no_rate():
    episodes = pl.DataFrame({"child_id": ["A"], "decom": [date(2024, 6, 1)], "dec": [None],
                             "rne": "S", "ls": "C2", "place": "U4"},
                            schema_overrides={"dec": pl.Date})  # fmt: skip
    people = pl.DataFrame({"year": [2024, 2025], "children_0_17": [0, -5]})
    records = from_frames({"episodes": episodes.lazy(), "population": people.lazy()})

    assert (
        figure(records, "children-looked-after-rate", "202425").missing_reason == "not_computable"
    )


def test_words_for_what_is_not_covered():
    known = DaysCovered(spans=days_of_years([2022, 2023]))

    assert known.spans == ((date(2021, 4, 1), date(2023, 3, 31)),)
    assert known.lacking(date(2023, 4, 1), date(2023, 6, 30)) == "runs to 31 March 2023"
    assert known.lacking(date(2021, 1, 1), date(2021, 6, 30)) == "begins on 1 April 2021"


@pytest.fixture(scope="module")
def later():
    """The example records, which end in March 2026, told for the November after."""
    records = load_records(PACKAGE / "example_records")
    return build_status(load_plan(bundled("strategy")), find_measures(), records,
                        as_at=date(2026, 11, 27), also=["scorecard", "appendix"])  # fmt: skip


def test_no_paper_counts_after_the_records_end(later):
    """Neither the plan's measures nor those over time; charts and limits see what is shown here."""
    indicators = [
        indicator
        for priority in later.priorities
        for success in priority.success_measures
        for indicator in success.indicators
    ]
    figures = [
        figure for indicator in indicators for figure in (*indicator.series, *indicator.breakdowns)
    ]
    figures += [figure for indicator in later.appendix for figure in indicator.series.figures]
    after = [figure for figure in figures if figure.period.end > date(2026, 3, 31)]

    assert len(after) > 100
    assert {(str(figure.missing_reason), figure.value, figure.numerator) for figure in after} == {
        ("not_supplied", None, None)
    }
    quarterly = [
        indicator
        for indicator in indicators
        if indicator.series[-1].period.end == date(2026, 9, 30)
    ]
    assert {
        (indicator.judgement.stale, indicator.figure.period.key) for indicator in quarterly
    } == {(2, "202526Q4")}


def test_children_and_priorities_are_told_that_there_is_nothing_newer(later):
    public = suppress(evolve(later, appendix=()))
    plain, pages = (
        markdown.write_markdown(edition(name)(public)).decode() for name in ("plain", "rag")
    )

    assert "137 (January to March 2026). We do not have a newer number yet." in plain
    assert "Q4 2025/26 (STALE 2 periods)" in pages
