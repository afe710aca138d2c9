"""The figures of England and its regions that ship with the package stand beside every plan's."""

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest
from attrs import evolve
from small_comparators import plan_of

from cptracker.authoring.registry import find_measures
from cptracker.benchmarking.comparison import compared_with_others
from cptracker.benchmarking.conflicts import conflicts
from cptracker.benchmarking.reading import FOLDER, load_comparators
from cptracker.model.comparisons import ComparatorKind
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import Severity
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import councils, regions

YEAR = from_key("202425")
MEASURES = find_measures().measures
SOURCE = "DfE, Children looked after in England 2025, health outcomes"
AREAS = {"England", *regions()}


def council_of(region):
    """A council of a region, which stands today."""
    return next(
        council.name for council in councils() if council.region == region and not council.ended
    )


def blank_plan(council, *published):
    return plan_of(*published, council=council, comparators=None)


def shipped(region):
    """What ships for a council of a region, by measure, group, area and period."""
    figures = load_comparators((), blank_plan(council_of(region)), MEASURES).shipped
    return {
        (figure.measure, str(figure.group or ""), figure.area, figure.period): figure
        for figure in figures
    }


EVERY = {key: figure for region in sorted(regions()) for key, figure in shipped(region).items()}


def dental(area, value, source=SOURCE):
    return PublishedFigure(
        measure="dental-checks", area=area, period="202425", value=Decimal(value), source=source
    )


def compared(plan, loaded, measure="dental-checks"):
    comparisons = compared_with_others(plan, loaded, measure, Better.HIGHER, YEAR, None)
    return {
        comparison.kind: (comparison.area, comparison.value, comparison.source)
        for comparison in comparisons
    }


@pytest.mark.parametrize("region", sorted(regions()))
def test_a_council_without_any_published_figures_has_england_and_its_region(region):
    plan = blank_plan(council_of(region))
    loaded = load_comparators((), plan, MEASURES)

    by_kind = compared(plan, loaded)

    assert (loaded.figures, loaded.problems) == ((), ())
    assert {figure.area for figure in loaded.shipped} == {"England", region}
    assert by_kind[ComparatorKind.ENGLAND] == ("England", 81, SOURCE)
    assert by_kind[ComparatorKind.REGION][::2] == (region, SOURCE)


def test_the_plan_may_name_another_region():
    comparators = evolve(plan_of().comparators, neighbours_of="Leeds", region="London")
    plan = plan_of(council="Leeds", comparators=comparators)

    by_kind = compared(plan, load_comparators((), plan, MEASURES))

    assert by_kind[ComparatorKind.REGION][0] == "London"


def test_nothing_ships_of_a_measure_that_nobody_has():
    loaded = load_comparators((), blank_plan("Leeds"), ["books-read"])

    assert (loaded.shipped, loaded.problems) == ((), ())


def test_every_measure_has_england_and_all_nine_regions_in_its_latest_three_years():
    """Social workers alone were counted first in 2024, and for the regions not since."""
    years = ("202223", "202324", "202425")
    series = sorted({(measure, group) for measure, group, _, _ in EVERY})

    missing = {
        (measure, area, year)
        for (measure, group), area, year in product(series, AREAS, years)
        if (measure, group, area, year) not in EVERY
    }

    assert len(regions()) == 9
    assert len(series) == 15
    social_workers = "three-or-more-social-workers"
    assert {measure for measure, _, _ in missing} == {social_workers}
    assert (social_workers, "London", "202324") not in missing
    assert (social_workers, "England", "202425") not in missing


def test_the_regions_numbers_of_children_add_up_to_englands():
    """Each is rounded to the nearest 10, so the ten of them may be 50 apart."""
    totals = defaultdict(Decimal)
    for (measure, _, area, year), figure in EVERY.items():
        if figure.note and figure.note.endswith("to the nearest 10"):
            totals[measure, year] += figure.value * (-1 if area == "England" else 1)

    assert len(totals) == 15
    assert max(map(abs, totals.values())) <= 50


def test_englands_percentages_and_rates_lie_between_those_of_its_regions():
    values = defaultdict(list)
    for (measure, group, area, year), figure in EVERY.items():
        if not figure.note and area != "England":
            values[measure, group, year].append(figure.value)

    assert len(values) == 12 * 5 - 4
    for (measure, group, year), regional in values.items():
        assert min(regional) <= EVERY[measure, group, "England", year].value <= max(regional)


def test_the_shipped_files_are_plain_csvs_of_figures_without_a_mistake():
    """Anybody may read them with `--comparators`, or take a line of them for a plan."""
    plan = blank_plan("Leeds")
    loaded = load_comparators([FOLDER], plan, MEASURES)

    assert [problem for problem in loaded.problems if problem.severity is Severity.ERROR] == []
    assert loaded.figures == load_comparators((), plan, MEASURES).shipped
    assert loaded.shipped == ()


def test_every_figure_says_where_it_is_from_and_the_readme_under_which_licence():
    said = (FOLDER / "README.txt").read_text(encoding="utf-8")
    sources = {figure.source for figure in EVERY.values()}

    assert "Open Government Licence v3.0" in said
    assert all(name.name in said for name in FOLDER.glob("*.csv"))
    assert all(
        source.startswith(("DfE, Children looked after in England 2025, ",
                           "DfE, Stability measures for children looked after in England "))
        for source in sources
    )  # fmt: skip


@pytest.mark.parametrize("source", [SOURCE, "Our own reading"])
def test_a_figure_of_the_plan_stands_before_the_shipped_one(source):
    plan = blank_plan("Leeds", dental("England", "79", source))

    by_kind = compared(plan, load_comparators((), plan, MEASURES))

    assert by_kind[ComparatorKind.ENGLAND] == ("England", 79, source)


@pytest.mark.parametrize("source", [SOURCE, "Our own reading"])
def test_a_figure_of_a_file_stands_before_the_shipped_one(source, tmp_path):
    file = tmp_path / "published.csv"
    file.write_text(
        f'measure,area,period,value,source\ndental-checks,England,202425,79,"{source}"\n'
    )
    plan = blank_plan("Leeds")

    by_kind = compared(plan, load_comparators([file], plan, MEASURES))

    assert by_kind[ComparatorKind.ENGLAND] == ("England", 79, source)


def test_it_is_told_that_the_plan_has_another_value_of_the_same_source():
    plan = blank_plan("Leeds", dental("England", "79"))

    (problem,) = load_comparators((), plan, MEASURES).problems

    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "`dental-checks`, England, 202425 is 81 here, but 79 in the plan, from the same source"
    )
    assert problem.place.startswith(str(FOLDER / "health-outcomes.csv"))


def test_it_is_told_that_another_source_of_the_plan_disagrees():
    plan = blank_plan("Leeds", dental("England", "79", "Our own reading"))

    (conflict,) = conflicts(plan, load_comparators((), plan, MEASURES), "dental-checks")

    assert (conflict.area, conflict.period) == ("England", "202425")
    assert [source.value for source in conflict.sources] == [81, 79]


def test_of_one_table_the_region_stands_with_the_neighbours_where_the_plan_has_those_alone():
    """The plan cites the table, so what ships of it is no less than another source's figure."""
    own = dental("England", "79", "A report")
    plan = plan_of(dental("Coventry", "70"), dental("Derby", "71"), own)

    by_kind = compared(plan, load_comparators((), plan, MEASURES))

    assert by_kind[ComparatorKind.ENGLAND] == ("England", 81, SOURCE)
