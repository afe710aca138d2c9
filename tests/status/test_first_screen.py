"""The first screen of a status: all that a panel must know, on 80 columns and 45 lines."""

import re
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO, TextIOWrapper

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_made import aim, made_report
from reports_made import indicator as with_target
from rich.console import Console
from tables_made import indicator, share

from cptracker.model.actions import Commentary, Meeting
from cptracker.model.agenda import DutyLine
from cptracker.model.comparisons import Benchmark, BenchmarkRating, ComparatorKind, Comparison
from cptracker.model.figures import Figure, MeetingLine, MeetingPaper, MissingReason, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.plan.history.snapshots import ChangeGroup
from cptracker.reports.terminal.first_screen import print_first_screen
from cptracker.stats.trends import Direction, Trend
from cptracker.status.attention import needing_attention, overdue_actions
from cptracker.status.report import PriorityStatus
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus

PANEL = Meeting(ref="cpp-2026-03-12", date=date(2026, 3, 12), body="Panel")

DAY = date(2026, 6, 18)

COMMENTARY = Commentary(
    success_measure="1.1", period="202526", date=date(2026, 6, 1), by="Head of Service",
    data_says="Most of our care leavers are at work " * 5,
)  # fmt: skip

LINES = 45


def drawn(report, width=80, encoding="utf-8", plan="./strategy", **options):
    stream = BytesIO()
    file = TextIOWrapper(stream, encoding=encoding, newline="\n")
    print_first_screen(report, Console(file=file, width=width, **options), plan)
    file.flush()
    return stream.getvalue().decode(encoding)


def action(number, due, rating=Rating.GREEN, **fields):
    return ActionLine(
        ref=f"CPP-2026-{number:02}", kind="action", title="Report on dental checks", meeting=PANEL,
        owner="Head of Service", due=due, slipped=0, status="in_progress", rating=rating,
        reason="on track", **fields,
    )  # fmt: skip


def compared_indicator(rating):
    """How a figure without a target stands beside the neighbours' 92.5%."""
    theirs = Comparison(
        kind=ComparatorKind.NEIGHBOURS, area="Statistical neighbours", period="202425",
        value=share(37, 40).value, like_for_like=True, source="DfE", of=10, out_of=10,
    )  # fmt: skip
    return Benchmark(rating=rating, comparison=theirs)


def whole_report():
    """Every part of the screen has something to say."""
    report = made_report(
        tracker_at=DAY,
        later_changes=2,
        actions={"open": 2, "overdue": 1, "complete": 0, "closed_since_last_meeting": 1},
        action_list=(
            action(1, date(2026, 5, 30), Rating.RED, word="overdue"),
            action(2, date(2026, 7, 1)),
        ),
        since_last_meeting=MeetingPaper(
            date=DAY,
            since=PANEL.date,
            lines=(MeetingLine(kind="newly overdue", ref="CPP-2026-01",
                               title="Report on dental checks", how="overdue 19 days"),),
        ),
    )  # fmt: skip
    first, *others = report.priorities
    worse = indicator(
        [share(7, 40)], measure="a-check", benchmark=compared_indicator(BenchmarkRating.WORSE)
    )
    success = evolve(first.success_measures[0], ref="1.9", indicators=(worse,))
    first = evolve(first, success_measures=(*first.success_measures, success))
    return evolve(report, priorities=(first, *others))


@pytest.mark.parametrize("width", [80, 120])
def test_the_panel_sees_this(snapshot, width):
    snapshot(drawn(whole_report(), width), f"first-screen-{width}.txt")


def test_the_panel_sees_this_in_ascii(snapshot):
    text = drawn(whole_report(), encoding="ascii")

    assert text.isascii()
    snapshot(text, "first-screen-80-ascii.txt")


def test_grey_and_coloured_screens_say_the_same():
    """Colour repeats what shape and word say."""
    grey = drawn(whole_report(), force_terminal=True, no_color=True, color_system=None)
    coloured = drawn(whole_report(), force_terminal=True, color_system="standard")

    assert "\x1b" in coloured
    assert "\x1b" not in grey
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == grey


def test_the_heading_names_both_days_and_the_plan():
    text = drawn(whole_report())

    assert "RESTRICTED · EXAMPLE DATA" in text.splitlines()[0]
    assert "\nFigures to 31 March 2025, tracker at 18 June 2026\n" in text
    assert "Plan: ./strategy · 2 later changes are not shown\n" in text


def test_every_shape_is_named():
    text = drawn(whole_report())

    for word in ("red", "amber", "green", "worse than others", "no target"):
        assert word in text.split("Missing")[-1], word


def test_attention_is_worst_first():
    report = whole_report()
    ratings = [line.rating for line in needing_attention(report)]
    order = [Rating.RED, Rating.AMBER, BenchmarkRating.WORSE]

    assert ratings == sorted(ratings, key=order.index)
    assert BenchmarkRating.WORSE in ratings


def test_what_gets_worse_without_a_target_needs_attention():
    trend = Trend(direction=Direction.WORSE, by="spc", points=12)
    falling = indicator([share(30, 40)], trend=trend)
    steady = indicator([share(30, 40)], trend=evolve(trend, direction=Direction.NO_CLEAR_TREND))
    report = made_report()
    priority = report.priorities[0]
    success = evolve(priority.success_measures[0], indicators=(falling,))
    worse = evolve(report, priorities=(evolve(priority, success_measures=(success,)),))
    calm = evolve(success, indicators=(steady,))

    assert [line.ref for line in needing_attention(worse) if line.indicator] == [success.ref]
    level = evolve(report, priorities=(evolve(priority, success_measures=(calm,)),))
    assert not [line for line in needing_attention(level) if line.indicator]


def test_a_measure_that_the_plan_names_twice_stands_once():
    report = whole_report()
    again = evolve(report.priorities[0], number=9)
    both = evolve(report, priorities=(*report.priorities, again))

    assert len(needing_attention(both)) - len(needing_attention(report)) == sum(
        deliverable.rating in (Rating.RED, Rating.AMBER) for deliverable in again.deliverables
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param(PANEL.date, False, id="on the day of the last meeting"),
        pytest.param(DAY, True, id="since"),
    ],
)
def test_what_was_said_since_the_last_meeting_is_shown(written, shown):
    """A plain status shows the commentary that was just written."""
    report = whole_report()
    priority = evolve(report.priorities[0], commentary=evolve(COMMENTARY, date=written))
    text = drawn(evolve(report, priorities=(priority, *report.priorities[1:])))

    assert ("Said      of 1 · Head of Service: Most of our care leavers" in text) is shown


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        pytest.param(DAY - timedelta(days=1), True, id="yesterday"),
        pytest.param(DAY, False, id="today"),
    ],
)
def test_overdue_is_of_the_trackers_day(due, overdue):
    report = made_report(tracker_at=DAY, action_list=(action(1, due),))

    assert bool(overdue_actions(report)) is overdue


RATINGS = st.sampled_from([rating for rating in Rating if rating is not Rating.HIDDEN])


DUTIES = st.sampled_from(["overdue", "next due"]).map(
    lambda word: DutyLine(ref="survey", title="A survey " * 20, word=word, due=DAY, reason="x")
)


def typed_money(measure, value):
    """A typed sum of money, with a target that it may miss."""
    figure = Figure(period=from_key("202526"), value=value, lower=value, upper=value)
    target = aim(measure, "120000.50")
    return with_target(measure, "Spent on transport", figure, target, "£", Better.LOWER)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_number_is_cut(encoding):
    """A part of a number is another number: the title is cut instead."""
    report = made_report()
    first, *others = report.priorities
    spent = typed_money("spent", Fraction("12345678.5"))
    success = evolve(first.success_measures[0], ref="1.9", indicators=(spent,))
    first = evolve(first, success_measures=(success, *first.success_measures))
    screen = drawn(evolve(report, priorities=(first, *others)), encoding=encoding)

    (line,) = [line for line in screen.splitlines() if "Spent on" in line]
    assert "12,345,678.50 " in line
    assert "120,000.50" in line
    assert len(line) <= 80


@st.composite
def priorities(draw, number):
    figures = draw(st.lists(st.integers(0, 40), min_size=1, max_size=9))
    indicators = [
        indicator([share(met, 40)], measure=f"m-{number}-{nth}", better=Better.LOWER,
                  benchmark=compared_indicator(draw(st.sampled_from(list(BenchmarkRating)))))
        for nth, met in enumerate(figures)
    ]  # fmt: skip
    for nth, spent in enumerate(draw(st.lists(st.decimals(0, 10**9, places=2), max_size=3))):
        indicators.append(typed_money(f"spent-{number}-{nth}", Fraction(spent)))
    if draw(st.booleans()):
        gap = evolve(
            share(1, 40),
            value=None,
            lower=None,
            upper=None,
            missing_reason=MissingReason.NOT_SUPPLIED,
        )
        indicators.append(indicator([gap], measure=f"gap-{number}"))
    made = made_report().priorities[0]
    said = draw(st.none() | st.just(COMMENTARY))
    success = evolve(
        made.success_measures[0], ref=f"{number}.1", indicators=tuple(indicators), commentary=said
    )
    deliverables = tuple(
        DeliverableStatus(ref=f"{number}.{nth}", title="A promise " * 9, rating=rating, reason="x")
        for nth, rating in enumerate(draw(st.lists(RATINGS, max_size=12)))
    )
    return PriorityStatus(
        number=number, title=draw(st.text("abc é", max_size=80)), counts={},
        deliverables=deliverables, success_measures=(success,),
    )  # fmt: skip


@settings(max_examples=25)
@given(data=st.data(), many=st.integers(1, 10), width=st.sampled_from([80, 120]))
def test_any_plan_of_ten_priorities_fits_one_screen(data, many, width):
    actions = data.draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=30))
    lines = tuple(
        MeetingLine(kind=data.draw(st.sampled_from(["new", "closed"])), ref="CPP-2026-01",
                    title="A title " * 20, how="how " * 30)
        for _ in range(data.draw(st.integers(0, 12)))
    )  # fmt: skip
    report = made_report(
        tracker_at=DAY,
        priorities=tuple(data.draw(priorities(number)) for number in range(1, many + 1)),
        actions={"open": len(actions)},
        action_list=tuple(action(nth, due) for nth, due in enumerate(actions)),
        since_last_meeting=MeetingPaper(date=DAY, since=PANEL.date, lines=lines),
        duties=tuple(data.draw(st.lists(DUTIES, max_size=5))),
    )
    text = drawn(report, width).splitlines()

    assert len(text) <= LINES
    assert max(map(len, text)) <= width


def test_the_fullest_screen_fits():
    """Ten priorities, every shape, and more than there is room for in every part."""
    report = whole_report()
    gaps = tuple(
        indicator(
            [evolve(share(1, 40), value=None, missing_reason=MissingReason.NOT_SUPPLIED)],
            measure=f"gap-{number}",
        )
        for number in range(3)
    )
    colours = [rating for rating in Rating if rating is not Rating.HIDDEN]
    promises = tuple(
        DeliverableStatus(
            ref=f"1.{number}", title="A promise", rating=rating, reason="x",
            word="reported" if rating is Rating.NO_TARGET else "",
        )
        for number, rating in enumerate(colours)
    )  # fmt: skip
    others = tuple(
        indicator([share(7, 40)], measure=f"beside-{rating}", benchmark=compared_indicator(rating))
        for rating in BenchmarkRating
    )
    success = evolve(
        report.priorities[0].success_measures[0], indicators=(*gaps, *others), commentary=COMMENTARY
    )
    priorities = tuple(
        evolve(
            report.priorities[0], number=number, deliverables=promises,
            success_measures=(*report.priorities[0].success_measures, success),
        )
        for number in range(1, 11)
    )  # fmt: skip
    lines = tuple(
        MeetingLine(kind=str(group), ref="CPP-2026-01", title="A title", how="how")
        for group in ChangeGroup
    )
    full = evolve(
        report, priorities=priorities,
        action_list=tuple(action(nth, date(2026, 5, nth + 1)) for nth in range(9)),
        since_last_meeting=MeetingPaper(date=DAY, since=PANEL.date, lines=lines),
    )  # fmt: skip
    text = drawn(full).splitlines()

    assert len(text) <= LINES, "\n".join(text)
    assert max(map(len, text)) <= 80
