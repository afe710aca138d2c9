"""Events for children in care and care leavers, who came, and who answered the survey."""

from typing import Any

import narwhals.stable.v2 as nw

from cptracker import Example, Members, Records, col, events, measure, once, reasons, supplied, when

EVENTS = ["event_id", "event_date", "kind"]


@measure(
    title="Events run for children in care and care leavers",
    unit="events",
    about="events",
    better="higher",
    needs={"events": EVENTS},
    by=("kind",),
    every="quarter",
    source="Local table of events",
    why=(
        "Time together lets children in care and care leavers have fun and meet others who know "
        "what it is like."
    ),
)
def events_run(records: Records) -> Members:
    """Events dated in the period."""
    return events(records.events, subject="event_id", date="event_date")


@measure(
    title="Attendance at events",
    unit="attendances",
    better="higher",
    needs={"events": EVENTS, "attendance": ["event_id", "child_id"]},
    by=("kind",),
    every="quarter",
    source="Local tables of events and of attendance",
    why="An event is worth what it costs only if young people come.",
)
def event_attendance(records: Records) -> Members:
    """Attendances at the events of the period: a young person at two events counts twice.

    An event's own number where it has one, else its attendance rows; neither is nobody.
    """
    listed = records.attendance.filter(~col("child_id").is_null())
    came = once(listed, "event_id", "child_id").group_by("event_id").agg(listed=nw.len())
    held = records.events.join(came, on="event_id", how="left")
    stated = col("attended") if records.has("events", ["attended"]) else col("listed")
    counted = when(stated.is_null()).then(col("listed")).otherwise(stated).fill_null(0)
    return events(held, subject="event_id", date="event_date", amount=counted)


@measure(
    title="Young people who took part in participation events",
    unit="young people",
    better="higher",
    needs={"events": EVENTS, "attendance": ["event_id", "child_id"]},
    by=("sex", "ethnic_group", "uasc"),
    every="quarter",
    source="Local tables of events and of attendance",
    why="Children must have a say in what is done for them; this shows how many took it.",
)
def participation_attendance(records: Records) -> Members:
    """Different young people at events of the kind `participation` in the period.

    Each counts once a period, however many events.
    """
    held = records.events.filter(col("kind").str.to_lowercase() == "participation")
    dated = held.select("event_id", "event_date_day", "event_date_month")
    came = records.attendance.filter(~col("child_id").is_null())
    return events(came.join(dated, on="event_id", how="inner"), date="event_date", distinct=True)


@measure(
    title="Young people who answered the Bright Spots survey",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={"surveys": ["survey", "group", "fieldwork_end", "eligible", "responses"]},
    by=("group",),
    source="Local table of surveys; Coram Voice, Bright Spots",
    why=(
        "The survey tells how children themselves feel about their lives, but only for those "
        "who answer."
    ),
)
def bright_spots_engagement(records: Records) -> Members:
    """Responses as a share of the young people who could answer, surveys ending in the period.

    Answers are anonymous, so these are numbers for each survey and group, never joined to a child.
    """
    blank = col("eligible").is_null() | col("responses").is_null()
    return supplied(
        records.surveys,
        subject="survey",
        date="fieldwork_end",
        numerator="responses",
        denominator="eligible",
        excluded=reasons({"figures missing": blank}),
    )


_EVENTS: list[dict[str, Any]] = [
    {"event_id": "1", "event_date": "2025-01-01", "kind": "participation", "attended": 10},
    {"event_id": "2", "event_date": "2025-03-31", "kind": "fun"},
    {"event_id": "3", "event_date": "2025-02-02", "kind": "Participation"},
    {"event_id": "4", "event_date": "2024-12-31", "kind": "participation", "attended": 9},
]
_ATTENDANCE = [
    {"event_id": event, "child_id": child}
    for event, children in {"1": "AB", "2": "CD", "3": "B", "4": "E", "9": "F"}.items()
    for child in children
]

EXAMPLES = {
    "events-run": [
        Example(tables={"events": _EVENTS}, period="202425Q4", met={"1", "2", "3"}, value=3),
    ],
    "event-attendance": [
        Example(
            tables={"events": _EVENTS, "attendance": _ATTENDANCE},
            period="202425Q4",
            met={"1", "2", "3"},
            value=13,  # 10 as stated, 2 and 1 as listed
        ),
    ],
    "participation-attendance": [
        Example(
            tables={"events": _EVENTS, "attendance": _ATTENDANCE},
            period="202425Q4",
            met={"A", "B"},
            value=2,
        ),
    ],
    "bright-spots-engagement": [
        Example(
            tables={
                "surveys": [
                    {
                        "survey": "Your Life, Your Care",
                        "group": "8-10",
                        "fieldwork_end": "2024-11-30",
                        "eligible": 100,
                        "responses": 30,
                    },
                    {
                        "survey": "Your Life, Your Care",
                        "group": "11-18",
                        "fieldwork_end": "2024-11-30",
                        "eligible": 200,
                        "responses": 70,
                    },
                    {
                        "survey": "Your Life Beyond Care",
                        "group": "18-25",
                        "fieldwork_end": "2024-11-30",
                        "eligible": 50,
                    },
                ]
            },
            period="202425",
            value=100 / 3,
        ),
    ],
}
