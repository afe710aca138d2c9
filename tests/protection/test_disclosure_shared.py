"""Measures of the same children are protected together: brute force over all that could be.

A reader knows the definitions, so that bases are the same or lie in each other, and the rules: a
hidden figure is not empty and not everybody, and a percentage without its counts has no small one.
"""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tables_made import count, indicator, report, share

from cptracker.audit.audit import audit
from cptracker.audit.observed import observed_in
from cptracker.disclosure.release import release
from cptracker.engine.shared_bases import related_of
from cptracker.model.figures import MissingReason
from cptracker.model.periods import from_key
from cptracker.model.protection import rules_named
from cptracker.model.related import Cohorts, RelatedLookup, SharedBase, SharedItems, place_of

PUBLIC = rules_named("public")
LEAST, SMALL = 5, 5
NAMES = ("a", "b", "c", "d")
SEXES = ("f", "m")
RELATED = tuple(SharedBase(measure=name, of="a", how="same", by=("sex",)) for name in NAMES[1:])


def of_one_base(base, measures, related=RELATED):
    """Measures whose bases are the same girls and boys: how many of each met each of them."""
    indicators = []
    for name, met in zip(NAMES, measures, strict=False):
        groups = [
            share(number, of, by="sex", group=sex)
            for sex, number, of in zip(SEXES, met, base, strict=True)
        ]
        whole = share(sum(met), sum(base))
        indicators.append(indicator([whole, *groups], measure=name, over_time="level"))
    named = {own_indicator.measure for own_indicator in indicators}
    return report(
        *indicators, related=tuple(relation for relation in related if relation.measure in named)
    )


def figures_of(public):
    """By measure and group; everyone's by an empty one."""
    (success,) = public.priorities[0].success_measures
    return {
        (indicator.measure, each.group): each
        for indicator in success.indicators
        for each in (indicator.figure, *indicator.breakdowns)
    }


def fits(figure, met, base):
    """Whether a figure could look so, were it that many of that many; anything if left out."""
    if figure is None:
        return True
    missed = base - met
    if figure.missing_reason is MissingReason.HIDDEN:
        return base >= 1 and (base <= SMALL or min(met, missed) >= 1)
    if figure.missing_reason is MissingReason.NO_CASES:
        return base == 0
    if figure.numerator is not None:
        return (met, base) == (figure.numerator, figure.denominator)
    rounded = (200 * met + base) // (2 * base) if base else None
    few = any(1 <= number <= SMALL for number in (met, missed, base))
    return rounded == figure.value and not few


def possible(figures, names, most):
    """The values that each hidden number can have, by measure, group and side."""
    possible_values = {}
    for girls in range(most + 1):
        for boys in range(most + 1 - girls):
            own = [_tables(figures, name, girls, boys) for name in names]
            if all(own):
                for name, tables in zip(names, own, strict=True):
                    for f, m in tables:
                        sides = {"f": (f, girls - f), "m": (m, boys - m),
                                 "": (f + m, girls + boys - f - m)}  # fmt: skip
                        for group, (met, missed) in sides.items():
                            possible_values.setdefault((name, group, "met"), set()).add(met)
                            possible_values.setdefault((name, group, "missed"), set()).add(missed)
    return possible_values


def _tables(figures, name, girls, boys):
    return [
        (f, m)
        for f in range(girls + 1)
        if fits(figures.get((name, "f")), f, girls)
        for m in range(boys + 1)
        if fits(figures.get((name, "m")), m, boys) and fits(figures[name, ""], f + m, girls + boys)
    ]


def too_few(public, most):
    """The hidden numbers that keep fewer than five values; a plain nobody is no secret."""
    figures = figures_of(public)
    names = tuple(dict.fromkeys(name for name, _ in figures))
    possible_values = possible(figures, names, most)
    return {
        key
        for key, values in possible_values.items()
        if key[:2] in figures
        and figures[key[:2]].missing_reason is MissingReason.HIDDEN
        and len(values) < LEAST
        and values != {0}
    }


bases = st.tuples(st.integers(0, 11), st.integers(0, 11))


@settings(max_examples=30, deadline=None)
@given(bases, st.integers(2, 4), st.data())
def test_brute_force_over_measures_of_one_base(base, many, data):
    assume(sum(base))
    measures = [tuple(data.draw(st.integers(0, of)) for of in base) for _ in range(many)]

    assert too_few(release(of_one_base(base, measures)), most=sum(base) + 6) == set()


def boys_told_elsewhere(related):
    """Three boys are hidden with 12 girls; that all 12 girls met a standard is shown."""
    stock = [count(15), count(12, by="sex", group="f"), count(3, by="sex", group="m")]
    met = [share(13, 15), share(12, 12, by="sex", group="f"), share(1, 3, by="sex", group="m")]
    return release(
        report(
            indicator(stock, measure="a", over_time="level"),
            indicator(met, measure="b", over_time="level"),
            related=related,
        )
    )


def test_a_base_that_another_measure_shows_turned_off_is_found():
    related = (SharedBase(measure="b", of="a", how="same", by=("sex",)),)
    loose, tied = boys_told_elsewhere(()), boys_told_elsewhere(related)

    findings = audit(observed_in(loose), PUBLIC, related=related)

    assert ("a", "m", 3, 3) in {
        (finding.cell[0], finding.cell[3], finding.least, finding.most) for finding in findings
    }
    assert audit(observed_in(tied), PUBLIC, related=related) == ()


@settings(max_examples=80, deadline=None)
@given(st.integers(30, 60), st.integers(0, 9), st.integers(0, 9), st.data())
def test_the_difference_of_bases_is_a_number_of_children_too(wide, less, still_less, data):
    """Who is left out of a base is never told to be one to five."""
    assume(wide - less - still_less > 12)
    bases_ = (wide, wide - less, wide - less - still_less)
    related = (SharedBase(measure="b", of="a", how="among"),
            SharedBase(measure="c", of="b", how="among"),
            SharedBase(measure="c", of="a", how="among"))  # fmt: skip
    indicators = [
        indicator([share(data.draw(st.integers(6, of - 6)), of)], measure=name)
        for name, of in zip(NAMES, bases_, strict=False)
    ]
    figures = figures_of(release(report(*indicators, related=related)))
    known = [figures[name, ""].denominator for name in "abc"]

    for few, many in ((1, 0), (2, 1), (2, 0)):
        if known[few] is not None and known[many] is not None:
            assert not 1 <= known[many] - known[few] <= SMALL
    assert all(figure.value is not None for figure in figures.values())


def test_a_percentage_stays_where_its_counts_cannot():
    related = (SharedBase(measure="b", of="a", how="among"),)
    figures = figures_of(
        release(
            report(
                indicator([share(189, 322)], measure="a"),
                indicator([share(280, 319)], measure="b"),
                related=related,
            )
        )
    )

    assert (figures["a", ""].numerator, figures["a", ""].denominator) == (189, 322)
    assert (figures["b", ""].value, figures["b", ""].numerator) == (88, None)
    assert figures["b", ""].denominator is None


def test_bases_that_differ_by_few_turned_off_are_found():
    indicators = (
        indicator([share(189, 322)], measure="a"),
        indicator([share(280, 319)], measure="b"),
    )
    loose = release(report(*indicators))

    (finding,) = audit(
        observed_in(loose), PUBLIC, related=(SharedBase(measure="b", of="a", how="among"),)
    )

    assert (finding.least, finding.most) == (3, 3)
    assert finding.told_by == ("1.1 b, 2024/25", "1.1 a, 2024/25")


def test_a_mean_bounds_who_has_three_or_more():
    """Of 15, together 17 placements: at most one child has three."""
    mean = indicator([share(17, 15)], measure="mean", statistic="mean")
    many = indicator([share(1, 15)], measure="share")
    items = SharedItems(mean="mean", share="share", at_least=3, least=1)
    base = SharedBase(measure="share", of="mean", how="same")

    loose = release(report(mean, many, related=(base,)))
    findings = audit(observed_in(loose), PUBLIC, related=(base, items))
    assert ("share", "the number who met it", 1, 1) in {
        (finding.cell[0], finding.number, finding.least, finding.most) for finding in findings
    }
    tied = release(report(mean, many, related=(base, items)))
    assert audit(observed_in(tied), PUBLIC, related=(base, items)) == ()


# Finding what is shared


def cohorts(**places):
    return [
        Cohorts(
            bases={place_of(key, "", ""): frozenset(children) for key, children in places.items()}
        )
    ]


def test_bases_that_are_the_same_or_lie_in_each_other_are_found():
    relations = related_of(
        {
            "all": cohorts(**{"202425": "abcdef", "202324": "abc"}),
            "same": cohorts(**{"202425": "abcdef"}),
            "some": cohorts(**{"202425": "abcd", "202324": "abc"}),
            "others": cohorts(**{"202425": "uvw"}),
        }
    )

    assert {(relation.measure, relation.of, relation.how) for relation in relations} == {
        ("same", "all", "same"), ("some", "all", "among"),
    }  # fmt: skip


def test_a_base_that_is_no_part_in_one_year_is_none():
    relations = related_of(
        {
            "all": cohorts(**{"202425": "abcdef", "202324": "abc"}),
            "some": cohorts(**{"202425": "abcd", "202324": "abx"}),
        }
    )

    assert relations == ()


def test_groups_are_compared_as_well():
    """The same children, but by age on another day: their age groups are not the same."""

    def grouped(young):
        return [Cohorts(bases={
            place_of("202425", "", ""): frozenset("abcd"),
            place_of("202425", "sex", "f"): frozenset("ab"),
            place_of("202425", "sex", "m"): frozenset("cd"),
            place_of("202425", "age_group", "1-4"): frozenset(young),
            place_of("202425", "age_group", "5-9"): frozenset("abcd") - frozenset(young),
        })]  # fmt: skip

    (relation,) = related_of({"one": grouped("ab"), "two": grouped("abc")})

    assert (relation.how, relation.by) == ("same", ("sex",))


def test_means_and_shares_of_the_same_items_are_found():
    cohorts_by_measure = {
        "mean": RelatedLookup(what="placements/12", at_least=None, least=0),
        "share": RelatedLookup(what="placements/12", at_least=3, least=1),
        "other": RelatedLookup(what="workers/12", at_least=3, least=1),
    }
    bases_ = {place_of("202425", "", ""): frozenset("abc")}
    relations = related_of(
        {k: [Cohorts(bases=bases_, lookup=v)] for k, v in cohorts_by_measure.items()}
    )

    assert [relation for relation in relations if isinstance(relation, SharedItems)] == [
        SharedItems(mean="mean", share="share", at_least=3, least=0)
    ]


@pytest.mark.parametrize("number", [1, 5])
def test_a_count_is_the_base_of_shares(number):
    """All who are looked after are the base of whatever is asked of them."""
    base = 100
    stock = indicator([count(base)], measure="in-care", over_time="level")
    near = indicator([share(60, base - number)], measure="near", over_time="level")
    tie = SharedBase(measure="near", of="in-care", how="among")
    figures = figures_of(release(report(stock, near, related=(tie,))))

    assert figures["in-care", ""].numerator == base
    assert figures["near", ""].denominator is None
    assert figures["near", ""].value is not None


def test_measures_in_which_a_child_counts_several_times_are_tied_to_each_other():
    """Two birthdays in one trailing year: suitable homes are asked of those asked of their work."""
    place = place_of("2025-06T12", "", "")

    def several(*children):
        return [Cohorts(bases={place: frozenset(children)}, several=True)]

    (relation,) = related_of(
        {"work": several("a", "a\t1", "b"), "homes": several("a", "a\t1")}
    )  # fmt: skip

    assert relation == SharedBase(measure="homes", of="work", how="among")


def test_a_group_in_years_before_the_wider_records_begin_says_nothing():
    """Health records begin in 2024/25; children were in care, of each sex, in the year before."""

    def grouped(before, after):
        children = {"": before | after, "f": before & {"a"} | after & {"a"}}
        by = {"": "", "f": "sex"}
        return [Cohorts(bases={
            place_of(key, by[group], group): frozenset(there & year)
            for key, year in (("202324", before), ("202425", after))
            for group, there in children.items()
        })]  # fmt: skip

    (relation,) = related_of(
        {"stable": grouped({"a"}, {"a"}), "healthy": grouped(set(), {"a", "b", "c"})}
    )

    assert relation == SharedBase(measure="stable", of="healthy", how="among", by=("sex",))


def test_a_measure_in_which_a_child_counts_several_times_is_tied_to_none():
    """A plan is due each term: a quarter's children are in care, a year's plans outnumber them."""
    quarters = {place_of(f"202425Q{n}", "", ""): frozenset("ab") for n in (1, 2, 3)}
    wider = {place: frozenset("abc") for place in quarters}
    once = related_of({"all": [Cohorts(bases=wider)], "plans": [Cohorts(bases=quarters)]})
    several = related_of(
        {"all": [Cohorts(bases=wider)], "plans": [Cohorts(bases=quarters, several=True)]}
    )

    assert [(relation.measure, relation.of) for relation in once] == [("plans", "all")]
    assert several == ()


# Nobody and everybody are shown, as the rules say, whatever else is hidden


def is_hidden(figure):
    return figure.missing_reason is MissingReason.HIDDEN


def test_everybody_is_not_hidden_for_a_small_group():
    """All six boys met it and 2 of 12 girls did: who hides is the total, not the boys."""
    girls, boys = (share(n, of, by="sex", group=g) for n, of, g in ((2, 12, "f"), (6, 6, "m")))
    figures = figures_of(release(report(indicator([share(8, 18), girls, boys]))))

    assert is_hidden(figures["m", "f"])
    assert is_hidden(figures["m", ""])
    assert not is_hidden(figures["m", "m"])


def test_a_breakdown_is_left_out_that_would_hide_everybody():
    """All 3 girls and all 6 boys: girls cannot be hidden beside boys and all, who are shown."""
    girls, boys = (share(n, n, by="sex", group=g) for n, g in ((3, "f"), (6, "m")))
    public = release(report(indicator([share(9, 9), girls, boys])))

    assert {*figures_of(public)} == {("m", "")}
    assert not is_hidden(figures_of(public)["m", ""])
    assert any("Left out by sex" in words for words in public.protection.words)


def test_nobody_of_whom_it_is_not_known_is_shown_beside_groups_that_are_sensitive():
    groups = [share(n, of, by="uasc", group=g)
              for n, of, g in ((30, 60, "no"), (4, 20, "yes"), (0, 0, "unknown"))]  # fmt: skip
    public = release(report(indicator([share(34, 80), *groups])))

    assert not is_hidden(figures_of(public)["m", "unknown"])
    assert is_hidden(figures_of(public)["m", "yes"])


def test_a_month_of_nobody_is_shown_where_others_would_be_told_by_it():
    """Twelve, three and nobody in three months, 15 in all: three are hidden, nobody is not."""
    months = [count(n, period=from_key(key))
              for key, n in {"2024-04": 12, "2024-05": 3, "2024-06": 0}.items()]  # fmt: skip
    quarter = count(15, period=from_key("202425Q1"))
    public = release(report(indicator([*months, quarter], over_time="flow")))
    (success,) = public.priorities[0].success_measures
    hidden = {
        figure.period.key: is_hidden(figure)
        for each in success.indicators
        for figure in each.series
    }

    assert hidden["2024-05"]
    assert not hidden["2024-06"]
