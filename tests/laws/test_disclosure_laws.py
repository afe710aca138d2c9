"""No reader can work out a hidden number: brute force over every table that fits the paper."""

from itertools import pairwise
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tables_made import count, indicator, report, share, shown, tables_fitting

from cptracker.audit.audit import audit
from cptracker.audit.observed import observed_in
from cptracker.disclosure.release import release
from cptracker.disclosure.suppression import suppress
from cptracker.model.figures import MissingReason
from cptracker.model.periods import from_key
from cptracker.model.protection import rules_named

LEAST = 5
GROUPS = ("a", "b", "c")
EARLIER, LATER = from_key("202425Q1"), from_key("202425Q2")

sizes = st.integers(min_value=0, max_value=12)
tables = st.lists(sizes, min_size=2, max_size=3)


def counts(numbers, **fields):
    groups = [count(n, by="kind", group=g) for g, n in zip(GROUPS, numbers, strict=False)]
    return report(indicator([count(sum(numbers)), *groups], **fields))


def possible(cells, totals, most, *, nobody=False):
    """The values that each hidden number can have.

    A reader knows the rules: nobody and everybody are shown, unless there are so few in all that
    everything is hidden, so a hidden number is neither. Of a group of very few both can be.
    """
    possible_values = {name: set() for name, number in cells.items() if number is None}
    for table in tables_fitting(cells, totals, most):
        if not nobody and any(
            table[name] in (0, total)
            for total, names in totals
            if (total or 0) > LEAST
            for name in names
            if name in possible_values
        ):
            continue
        for name, values in possible_values.items():
            values.add(table[name])
    return possible_values


def enough(values):
    """Five values, or a plain nobody: that is told by a shown zero, which is no secret."""
    return len(values) >= LEAST or values == {0}


@settings(max_examples=150)
@given(tables)
def test_brute_force_leaves_five_values_for_each_hidden_count(numbers):
    figures = shown(release(counts(numbers)))
    cells = {key[2]: figure.numerator for key, figure in figures.items() if key[1]}
    total = figures["202425", "", ""].numerator

    possible_values = possible(cells, [(total, tuple(cells))], most=12)

    assert all(enough(values) for values in possible_values.values())


@settings(max_examples=150)
@given(st.lists(st.tuples(sizes, sizes), min_size=2, max_size=3))
def test_brute_force_leaves_five_values_for_each_part_of_a_hidden_share(pairs):
    """The children who met it and those who did not are each a table of their own."""
    groups = [
        share(met, met + missed, by="kind", group=group)
        for group, (met, missed) in zip(GROUPS, pairs, strict=False)
    ]
    whole = share(sum(met for met, _ in pairs), sum(map(sum, pairs)))
    figures = shown(release(report(indicator([whole, *groups]))))

    def base(figure):
        return figure.denominator

    for part in (
        lambda figure: figure.numerator,
        lambda figure: None if figure.numerator is None else figure.denominator - figure.numerator,
        base,
    ):
        cells = {key[2]: part(figure) for key, figure in figures.items() if key[1]}
        total = part(figures["202425", "", ""])
        possible_values = possible(cells, [(total, tuple(cells))], most=14, nobody=part is not base)
        assert all(enough(values) for values in possible_values.values())


@settings(max_examples=60)
@given(st.lists(sizes, min_size=4, max_size=4))
def test_brute_force_over_two_breakdowns_and_their_total(numbers):
    """Two ways to part the same children, such as sex and age."""
    a, b, c, d = numbers
    assume(a + b + c + d)
    groups = [
        count(a + b, by="sex", group="f"), count(c + d, by="sex", group="m"),
        count(a + c, by="age", group="young"), count(b + d, by="age", group="old"),
    ]  # fmt: skip
    figures = shown(release(report(indicator([count(sum(numbers)), *groups]))))
    cells = {key[1:]: figure.numerator for key, figure in figures.items() if key[1]}
    total = figures["202425", "", ""].numerator
    sexes = tuple(name for name in cells if name[0] == "sex")
    ages = tuple(name for name in cells if name[0] == "age")
    if total is None:
        possible_values = {}
        for whole in range(12):
            for name, values in possible(cells, [(whole, sexes), (whole, ages)], 12).items():
                possible_values.setdefault(name, set()).update(values)
    else:
        possible_values = possible(cells, [(total, sexes), (total, ages)], most=48)

    assert all(enough(values) for values in possible_values.values())


@settings(max_examples=60)
@given(st.lists(st.integers(0, 20), min_size=4, max_size=4))
def test_brute_force_over_quarters_and_their_year(quarters):
    """What flows in a quarter is not the year less three quarters."""
    keys = [f"202425Q{number}" for number in range(1, 5)]
    figures = [count(n, period=from_key(k)) for k, n in zip(keys, quarters, strict=True)]
    year = count(sum(quarters), period=from_key("202425"))
    published = shown(release(report(indicator([*figures, year], over_time="flow"))))
    cells = {key: published[key, "", ""].numerator for key in keys}
    total = published["202425", "", ""].numerator

    possible_values = possible(cells, [(total, tuple(keys))], most=14)
    few = [n for n in cells.values() if n and n < 6]

    assert few == []
    assert all(enough(values) for values in possible_values.values())


@settings(max_examples=60)
@given(tables, tables)
def test_two_papers_together_leave_five_values(before, after):
    """What an earlier paper told is known when the later one is read."""
    assume(len(before) == len(after))
    was = [count(n, EARLIER, "kind", g) for g, n in zip(GROUPS, before, strict=False)]
    frames = [count(n, LATER, "kind", g) for g, n in zip(GROUPS, after, strict=False)]
    both = [
        *was, *frames, count(sum(before), EARLIER), count(sum(after), LATER),
    ]  # fmt: skip
    figures = shown(release(report(indicator(both, over_time="flow"))))
    for period in (EARLIER, LATER):
        cells = {
            key[2]: figure.numerator
            for key, figure in figures.items()
            if key[0] == period.key and key[1]
        }
        total = figures[period.key, "", ""].numerator
        possible_values = possible(cells, [(total, tuple(cells))], most=12)
        assert all(enough(values) for values in possible_values.values())


@given(tables)
def test_protecting_twice_is_protecting_once(numbers):
    public = release(counts(numbers))

    assert release(public) == public


@given(tables, st.randoms(use_true_random=False))
def test_hiding_does_not_depend_on_the_order(numbers, random):
    groups = [count(n, by="kind", group=g) for g, n in zip(GROUPS, numbers, strict=False)]
    mixed = random.sample(groups, len(groups))
    total = count(sum(numbers))

    first = shown(release(report(indicator([total, *groups]))))
    second = shown(release(report(indicator([total, *mixed]))))

    assert first == second


@given(tables)
def test_a_total_beside_its_groups_never_reveals_more(numbers):
    """Nothing that is hidden in a table without its total is told by adding it."""
    figures = shown(release(counts(numbers)))

    hidden = [
        figure for figure in figures.values() if figure.missing_reason is MissingReason.HIDDEN
    ]

    assert all(figure.numerator is None and figure.value is None for figure in hidden)
    assert not any(1 <= (figure.numerator or 0) <= LEAST for figure in figures.values())


@given(tables)
def test_the_audit_agrees_with_brute_force_on_what_is_not_protected_together(numbers):
    """With secondary hiding turned off the audit finds what brute force finds."""
    with patch("cptracker.disclosure.suppression.suppress_totals", lambda _, hidden, __: hidden):
        public = suppress(counts(numbers))
    figures = shown(public)
    cells = {key[2]: figure.numerator for key, figure in figures.items() if key[1]}
    total = figures["202425", "", ""].numerator
    possible_values = possible(cells, [(total, tuple(cells))], most=40)
    betrayed = {name for name, values in possible_values.items() if not enough(values)}

    findings = audit(observed_in(public), rules_named("public"))

    assert {finding.cell[3] for finding in findings if finding.cell[2]} == betrayed


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True))
def test_figures_of_a_flow_that_only_follow_each_other_hide_no_others(numbers):
    """Month after month share no day, so each is protected for itself."""
    months = [from_key(f"2024-{month:02}") for month in range(1, len(numbers) + 1)]
    assert all(later.first_month > before.last_month for before, later in pairwise(months))
    series = [count(n, period=month) for n, month in zip(numbers, months, strict=True)]
    figures = shown(release(report(indicator(series, over_time="flow"))))

    for month, number in zip(months, numbers, strict=True):
        assert (figures[month.key, "", ""].value is None) == (1 <= number <= LEAST)
