"""A share that is a group of another measure by another name is protected with it."""

from datetime import date

from cptracker import find_measures
from cptracker.disclosure.release import release_series
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.frames import from_rows

QUARTER = from_key("202425Q4")


def homes(**numbers):
    """So many children in placements of each code."""
    return from_rows(
        {
            "episodes": [
                {
                    "child_id": f"{place}{at}", "decom": "2024-06-01", "rne": "S", "ls": "C2",
                    "place": place, "place_provider": "PR1",
                }
                for place, number in numbers.items()
                for at in range(number)
            ]
        }
    )  # fmt: skip


def published(records, *queries):
    """The numerators that anyone may see, by measure and group."""
    measures = find_measures().measures
    exact = [
        series(
            measures[name], records, [QUARTER], by, as_at=date(2025, 3, 31), distinct_children=True
        )
        for name, by in queries
    ]
    return {
        (public.measure, figure.group): figure.numerator
        for public in release_series(exact)
        for figure in public.figures
    }


def test_the_share_does_not_tell_the_group_that_hides_a_small_one():
    """Three children live with their parents, and another group is hidden so that none tells it."""
    records = homes(U6=60, K2=20, K3=12, P1=3)
    children = ("children-looked-after", ["placement_type"])

    alone = published(records, children)
    both = published(records, children, ("in-semi-independent", ()), ("in-residential-care", ()))

    (few,) = [group for _, group in alone if "own parents" in group]
    assert alone["children-looked-after", few] is None
    hidden = [group for (_, group), number in alone.items() if group and number is None]
    assert len(hidden) > 1
    semi = both["in-semi-independent", ""]
    residential = both["in-residential-care", ""]
    groups = {group: number for (name, group), number in both.items() if name == children[0]}
    numerators = {
        "other foster": groups["other foster"],
        "residential": groups["residential"] or residential,
        "semi-independent and supported": groups["semi-independent and supported"] or semi,
    }
    assert groups[few] is None
    assert None in numerators.values() or groups[""] is None


def numbers_of(public):
    """The numbers that are shown, and the bases, by measure and group."""
    return {
        (definition_sheet.measure, figure.group): (figure.numerator, figure.denominator)
        for definition_sheet in public
        for figure in definition_sheet.figures
    }


def publish(records, *queries, period=QUARTER):
    measures = find_measures().measures
    exact = [
        series(
            measures[name], records, [period], by, as_at=date(2025, 3, 31), distinct_children=True
        )
        for name, by in queries
    ]
    return numbers_of(release_series(exact))


def test_kinds_of_home_are_parts_of_all_children_looked_after():
    """Of 77 children 60 are fostered and 14 in residential care: that leaves three others."""
    records = homes(U6=60, K2=14, P1=2, K3=1)
    public = publish(
        records, ("children-looked-after", ()), ("in-house-share-of-fostering", ()),
        ("in-residential-care", ()), ("with-parents", ()), ("in-semi-independent", ()),
    )  # fmt: skip

    assert public["with-parents", ""] == (None, None)
    everyone, _ = public["children-looked-after", ""]
    _, fostered = public["in-house-share-of-fostering", ""]
    residential, _ = public["in-residential-care", ""]
    assert None in (everyone, fostered, residential)


def test_foster_placements_are_two_groups_of_all_children_looked_after():
    """63 foster placements, of which 60 with others than relatives: three or more are not."""
    records = from_rows(
        {
            "episodes": [
                {
                    "child_id": f"{place}{at}", "decom": "2024-06-01", "rne": "S", "ls": "C2",
                    "place": place, "place_provider": provider,
                }
                for place, provider, number in (
                    ("U6", "PR1", 30), ("U6", "PR4", 30), ("U1", "PR1", 3), ("K2", "PR4", 3),
                    ("P1", "PR0", 20),
                )
                for at in (f"{provider}-{nth}" for nth in range(number))
            ]
        }
    )  # fmt: skip
    public = publish(
        records, ("children-looked-after", ["placement_type"]), ("in-house-share-of-fostering", ())
    )

    _, fostered = public["in-house-share-of-fostering", ""]
    others, _ = public["children-looked-after", "other foster"]
    parents, _ = public["children-looked-after", "own parents"]
    assert None in (fostered, others, parents)


YEAR = from_key("202425")


def year_end(scores):
    """The year-end return: so many children of a score, or without one."""
    return from_rows(
        {
            "outcomes": [
                {
                    "child_id": f"{score}-{at}", "dob": "2012-06-15", "sdq_score": score,
                    "year_end": "2025-03-31",
                }
                for score, number in scores.items()
                for at in range(number)
            ]
        }
    )  # fmt: skip


def test_those_with_a_score_are_the_base_of_what_the_scores_say():
    """Of 60 children 57 have a score: that three have none is not told by the base of scores."""
    public = publish(
        year_end({10: 30, 20: 27, None: 3}), ("annual-health-assessments", ()),
        ("sdq-score-received", ()), ("sdq-cause-for-concern", ()), period=YEAR,
    )  # fmt: skip

    received, everyone = public["sdq-score-received", ""]
    high, scored = public["sdq-cause-for-concern", ""]
    assert received is None
    assert None in (everyone, scored)
    assert high is None or scored is None


def leavers(**activities):
    return from_rows(
        {
            "care_leavers": [
                {
                    "child_id": f"{code}{at}", "dob": "2005-06-10", "year_end": "2025-03-31",
                    "in_touch": "YES", "activity": code,
                }
                for code, number in activities.items()
                for at in range(number)
            ]
        }
    )  # fmt: skip


def test_university_and_training_are_parts_of_learning_and_work():
    """Of 49 who learn or work 20 are at university and 26 in training: three do other things."""
    public = publish(
        leavers(F1=20, F4=26, F2=3, G5=20), ("care-leavers-eet", ()), ("in-higher-education", ()),
        ("in-apprenticeship-or-training", ()), period=YEAR,
    )  # fmt: skip

    assert None in (
        public["care-leavers-eet", ""][0],
        public["in-higher-education", ""][0],
        public["in-apprenticeship-or-training", ""][0],
    )
