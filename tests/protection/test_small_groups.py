"""Groups that are small in every figure are counted with a stated neighbour."""

import json

import pytest
from attacker import attack
from tables_made import count, indicator, report, share, shown

from cptracker.audit.observed import observed_in
from cptracker.audit.papers import PublishedPaper
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.disclosure.small_groups import groups_small_throughout
from cptracker.model.periods import from_key
from cptracker.model.protection import parts_of_group, rules_named

PUBLIC = rules_named("public")
YEARS = [from_key(key) for key in ("202324", "202425")]


def left(*tables, by="leaving_reason"):
    """How many left in each year, by reason."""
    figures = []
    for year, groups in zip(YEARS, tables, strict=False):
        figures.append(count(sum(groups.values()), year))
        figures += [count(n, year, by, group) for group, n in groups.items()]
    return report(indicator(figures, measure="children-leaving-care", over_time="flow"))


HOME = {"returned home": 50, "adopted": 14}


def groups_of(public, year="202425"):
    return {
        group: figure.numerator for (period, by, group), figure in shown(public).items()
        if by and period == year
    }  # fmt: skip


def test_what_is_small_in_each_year_is_counted_with_other():
    """Custody 2 and 3, another authority 4 and 0: neither was shown, and now all others can be."""
    report = left(
        {**HOME, "another authority": 4, "custody": 2, "other": 30},
        {**HOME, "another authority": 0, "custody": 3, "other": 37},
    )

    assert groups_of(release(report)) == {**HOME, "other (with another authority, custody)": 40}


def test_a_group_that_is_large_in_some_year_keeps_its_name():
    report = left({**HOME, "custody": 6, "other": 30}, {**HOME, "custody": 3, "other": 37})

    assert "custody" in groups_of(release(report))


def test_nobody_throughout_is_shown_as_nobody():
    report = left({**HOME, "custody": 0, "other": 30}, {**HOME, "custody": 0, "other": 37})

    assert groups_of(release(report))["custody"] == 0


def test_only_breakdowns_with_a_neighbour_are_folded():
    report = left({"white": 50, "mixed": 3, "other": 20}, by="ethnic_group")

    assert groups_small_throughout(report, PUBLIC) == {}


def test_a_share_counts_by_its_base():
    """Of 40 in foster homes of relatives 38 are well: a few are not, and the group is not small."""
    figures = [share(88, 100), share(38, 40, by="placement_type", group="kinship foster"),
               share(48, 58, by="placement_type", group="other foster"),
               share(2, 2, by="placement_type", group="other")]  # fmt: skip

    assert groups_small_throughout(report(indicator(figures)), PUBLIC) == {}


@pytest.mark.parametrize(
    ("group", "folded"),
    [
        ("other (with custody, another authority)", ("other", "custody", "another authority")),
        ("other (with custody) or not known", ("other", "custody", "unknown")),
        ("female or not known", ("female", "unknown")),
        ("child arrangements or relatives", ()),
    ],
)
def test_a_folded_group_names_its_parts(group, folded):
    assert parts_of_group(group) == folded


def known(public):
    return PublishedPaper(
        name="june", plan="plan", as_at="2025-03-31", profile="public",
        figures=tuple(observed_in(public)), related=public.protection.related,
    )  # fmt: skip


def test_papers_that_fold_otherwise_are_reckoned_with():
    """Of two years custody has a name, since it was 6 in one; of the last alone it has none."""
    first = {**HOME, "custody": 6, "other": 30}
    last = {**HOME, "custody": 3, "other": 37}
    before = release(left(first, last))
    after = report(indicator(
        [count(104, YEARS[1]), *(count(n, YEARS[1], "leaving_reason", group)
                                 for group, n in last.items())],
        measure="children-leaving-care", over_time="flow",
    ))  # fmt: skip

    assert groups_of(before)["other"] == 37
    assert groups_of(before)["custody"] is None
    assert groups_of(release(after))["other (with custody)"] == 40
    assert groups_of(release(after, known=(known(before),)))["other (with custody)"] is None


def test_a_measure_that_is_a_small_group_by_another_name_does_not_tell_the_others():
    """Orders are 3, and hidden: with `other` they are 33, in which they may be nobody or five."""
    report = left({"returned home": 50, "special guardianship": 3, "other": 30})
    public = release(report)

    assert attack([json.loads(status_text(public))]).leaks == []
