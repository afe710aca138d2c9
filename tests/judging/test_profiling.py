"""Measures over time beside the plan's own: the appendix's years and the scorecard's months."""

import pytest
from small_plan import OUTCOMES, TARGETS, status

from cptracker.authoring.registry import find_measures
from cptracker.disclosure.suppression import suppress
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.problems import UsageError
from cptracker.status.profiles import APPENDIX, BY, BY_MONTH, BY_YEAR, PROFILES_BY_EDITION

DENTAL = """
@measure(title="Saw a dentist", unit="%", better="higher",
         needs={"outcomes": ["child_id", "dental_check"]}, by=["sex"], every="quarter")
def dental_checks(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)
"""

HEAD = "from cptracker import col, events, measure\nCALLS = []\n"

BROKEN = """
@measure(title="Broken", unit="%", better="higher", needs={"outcomes": ["child_id"]})
def immunisations_up_to_date(records):
    raise ValueError("EXMPL00001 was born in 2010")
"""

FALLBACK = """
@measure(title="{0}", unit="%", better="higher", needs={{"visits": ["child_id"]}})
def {0}(records):
    return events(records.visits, date="visit_date")
"""

PLUGINS = HEAD + DENTAL + BROKEN + "".join(map(FALLBACK.format, ("dental", "broken", "meetings")))


SMALL_MEASURES = {"dental-checks", "immunisations-up-to-date", "dental", "broken", "meetings"}


def profiles(report, part=None):
    """Those of the measures above; the shipped ones are at hand as well."""
    return [
        profile
        for profile in report.appendix
        if part in (None, profile.part) and profile.series.measure in SMALL_MEASURES
    ]


def values(series, by=""):
    return [
        (
            figure.period.key,
            figure.group,
            figure.value and float(figure.value),
            figure.missing_reason,
        )
        for figure in series.figures
        if figure.group_by == by
    ]


def test_what_the_appendix_wants_is_there():
    """Each measure ships and allows the breakdowns, each of which has words for its title."""
    measures = find_measures().measures

    for wanted in APPENDIX:
        assert set(wanted.by) <= set(measures[wanted.measure].by) & set(BY)


def test_nothing_is_added_unless_asked_for(make_inputs):
    assert status(make_inputs(measures=PLUGINS)).appendix == ()


def test_years_are_shown_back_to_those_that_were_not_supplied(make_inputs):
    """A year without records is said to be so; nothing is carried into it."""
    report = status(make_inputs(measures=PLUGINS), also=["appendix"])
    (dental,) = [
        profile for profile in profiles(report, "Health") if profile.title == "Saw a dentist"
    ]

    assert values(dental.series) == [
        ("202021", "", None, MissingReason.NO_CASES),
        ("202122", "", None, MissingReason.NO_CASES),
        ("202223", "", None, MissingReason.NO_CASES),
        ("202324", "", 80, None),
        ("202425", "", 90, None),
    ]


def test_a_broken_plug_in_costs_its_own_rows_and_is_told(make_inputs):
    report = status(make_inputs(measures=PLUGINS), also=["appendix"])

    assert [profile.title for profile in profiles(report)] == ["Saw a dentist"]
    assert any("immunisations-up-to-date" in problem.message for problem in report.problems)
    assert not any("EXMPL00001" in str(problem) for problem in report.problems)


def test_the_scorecard_tells_months_where_a_measure_is_told_so_often(make_inputs):
    """The plan's own come first; what is told once a year has its years alone."""
    report = status(make_inputs(measures=PLUGINS), also=["scorecard"])
    months, years = profiles(report, BY_MONTH), profiles(report, BY_YEAR)

    assert [profile.title for profile in months] == ["Saw a dentist"]
    assert [profile.title for profile in years] == ["dental", "broken", "meetings", "Saw a dentist"]
    assert [figure.period.key for figure in months[0].series.whole] == [
        *(f"2024-{month:02d}" for month in range(8, 13)),
        *(f"2025-{month:02d}" for month in range(1, 4)),
    ]
    assert values(months[0].series)[-1] == ("2025-03", "", 90, None)


def test_a_target_judges_the_latest_period(make_inputs):
    aimed = TARGETS.replace("dental", "dental-checks")
    report = status(make_inputs(aimed, measures=PLUGINS), also=["scorecard"])
    (month,) = profiles(report, BY_MONTH)

    assert month.judgement.rating is Rating.AMBER


def test_something_else_is_refused_by_name(make_inputs):
    with pytest.raises(
        UsageError, match=f"no `annex` to add; there are {', '.join(PROFILES_BY_EDITION)}"
    ):
        status(make_inputs(measures=PLUGINS), also=["annex"])


def few(number):
    """So few children that none of the figures may be published."""
    return [row for row in OUTCOMES if int(row["child_id"][5:]) < number]


def test_protection_hides_the_figure_with_its_rating(make_inputs):
    """A rating of a hidden figure could tell it, so it goes as well."""
    aimed = TARGETS.replace("dental", "dental-checks")
    report = status(make_inputs(aimed, measures=PLUGINS, outcomes=few(4)), also=["scorecard"])
    (exact,) = profiles(report, BY_MONTH)
    (shown,) = profiles(suppress(report), BY_MONTH)

    assert exact.judgement.rating is not Rating.HIDDEN
    assert shown.series.whole[-1].missing_reason is MissingReason.HIDDEN
    assert shown.series.whole[-1].numerator is None
    assert shown.judgement.rating in (Rating.HIDDEN, Rating.NO_DATA)
