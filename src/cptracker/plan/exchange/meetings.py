"""The meetings that a tracker names: those of the plan, and those that are to be added to it."""

from datetime import date

from attrs import define, evolve, field

from cptracker.model.actions import Meeting
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.editing.meetings import NewMeeting, new_meeting
from cptracker.plan.exchange.dates import day_within, parse_day

Complaint = tuple[str, str]
"""What is wrong with the name of a meeting, and what to do about it."""


@define(kw_only=True)
class SheetMeetings:
    """Finds meetings by reference or day, and collects those that the plan does not know.

    Attributes:
        plan: The plan.
        add: Whether unknown meetings are added, rather than told as wrong.
        body: Who met, where the sheet does not say; the plan's body if it has but one.
        missing: The meetings that the plan does not know, by day and body.
    """

    plan: Plan
    add: bool = False
    body: str | None = None
    missing: dict[tuple[date, str], Meeting] = field(factory=dict)

    def named(self, name: str) -> Meeting | Complaint:
        """The meeting of a name: a reference, a day, or a day and the body that met."""
        if not name:
            return "is empty", "name the meeting in the sheet, or for all rows with --meeting"
        meetings = [meeting for meeting in self.plan.meetings if meeting.ref == name]
        if meetings:
            return meetings[0]
        day, words = (
            (whole_day, "") if (whole_day := parse_day(name, months=False)) else day_within(name)
        )
        if day is None:
            complaint = "names no meeting of the plan, and no day"
            return complaint, "write the day, or name a meeting with --meeting"
        met = [meeting for meeting in self.plan.meetings if meeting.date == day]
        if len(met) > 1 and words:
            met = [meeting for meeting in met if meeting.body.casefold() == words.casefold()]
        if len(met) == 1:
            return met[0]
        if met or (words and any(meeting.date == day for meeting in self.plan.meetings)):
            return "names several meetings of the plan", "write the meeting's reference"
        return self._unknown(day, words)

    def _unknown(self, day: date, words: str) -> Meeting | Complaint:
        body = words or self.body or self._only_body()
        complaint = f"names a meeting of {long_date(day)}, which the plan does not have"
        if not body:
            return complaint, "say who met with --body NAME, and --add-meetings adds it"
        key = day, body
        if key not in self.missing:
            plan = evolve(self.plan, meetings=(*self.plan.meetings, *self.missing.values()))
            self.missing[key] = new_meeting(plan, NewMeeting(date=day, body=body))
        if self.add:
            return self.missing[key]
        return (
            complaint,
            f"--add-meetings adds it, or: cptracker meetings add {day} --body '{body}'",
        )

    def _only_body(self) -> str | None:
        bodies = {meeting.body for meeting in self.plan.meetings}
        return bodies.pop() if len(bodies) == 1 else None
