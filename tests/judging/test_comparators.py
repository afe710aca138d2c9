"""Files of published figures: known by their columns, and every mistake told with its place."""

import csv
import random
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_comparators import plan_of

from cptracker.authoring.registry import find_measures
from cptracker.benchmarking.comparison import compared_with_others
from cptracker.benchmarking.reading import load_comparators
from cptracker.model.comparisons import ComparatorKind, LoadedFigures, Method, Symbol
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import Severity
from cptracker.plan.reading import load_plan

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "comparators"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the DfE's files are not here")

MEASURES = ("dental-checks", "three-or-more-placements", "children-looked-after")
HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_name,"
    "old_la_code,la_name,new_la_code,cla_group,placement_stability,children_count,children_percent"
)
MOVED = "CLA on 31 March,With 3 or more placements during the year"
LEVELS = {
    "England": "National,E92,England,,,,",
    "South East": "Regional,E92,England,South East,,,",
    "Leeds": "Local authority,E92,England,Yorkshire,383,Leeds,E08000035",
    "Derby": "Local authority,E92,England,East Midlands,831,Derby,E06000015",
}


def row(area, percent, year="2025", identifier="Reporting year", filters=MOVED):
    return f"{year},{identifier},{LEVELS[area]},{filters},10,{percent}"


def dfe(*rows, header=HEADER):
    return "\n".join((header, *rows)) + "\n"


@pytest.fixture
def load(tmp_path):
    """Load texts or bytes as files; the plan has no figures of its own."""

    def loaded(*contents, plan=None, measures=MEASURES):
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return load_comparators(paths, plan or plan_of(), measures)

    return loaded


def plainly(loaded):
    return [
        (figure.measure, figure.area, figure.period, str(figure.value)) for figure in loaded.figures
    ]


def problem_lines(loaded, folder):
    """Each problem as `file:line:column: message`."""
    return [
        f"{problem.place}: {problem.message}".replace(f"{folder}/", "")
        for problem in loaded.problems
    ]


# As downloaded


def test_a_file_of_the_department(load):
    """Only areas the plan compares with and rows of a measure; the edition is in the source."""
    loaded = load(dfe(row("England", 10), row("Leeds", 9, filters="CLA on 31 March,Total children"),
                     row("South East", "12", year="2024"), row("Derby", 8)))  # fmt: skip

    assert plainly(loaded) == [
        ("three-or-more-placements", "England", "202425", "10"),
        ("three-or-more-placements", "South East", "202324", "12"),
        ("three-or-more-placements", "Derby", "202425", "8"),
    ]
    assert {figure.source for figure in loaded.figures} == {
        "DfE, Children looked after in England 2025, placement stability"
    }
    assert loaded.problems == ()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: "\ufeff" + text, id="a byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(lambda text: text.replace(",", " , "), id="blanks around cells"),
        pytest.param(lambda text: text.replace("cla_group", "CLA_Group"), id="other letters"),
        pytest.param(lambda text: text + "\n\n", id="empty lines"),
    ],
)
def test_how_files_come(load, spoil):
    assert plainly(load(spoil(dfe(row("England", 10))))) == [
        ("three-or-more-placements", "England", "202425", "10")
    ]


@pytest.mark.parametrize(
    ("period", "identifier", "key"),
    [
        ("2025", "Reporting year", "202425"),
        ("202425", "Financial year", "202425"),
        ("202425", "Academic year", "202425AY"),
        ("202425", "Financial year Q3", "202425Q3"),
        ("2025", "March", "2025-03"),
        ("2000", "Reporting year", "199900"),
    ],
)
def test_periods_of_the_department(load, period, identifier, key):
    (figure,) = load(dfe(row("England", 10, period, identifier))).figures

    assert figure.period == key


@pytest.mark.parametrize(
    ("cell", "symbol"),
    [
        ("c", Symbol.CONFIDENTIAL), ("z", Symbol.NOT_APPLICABLE), ("x", Symbol.NOT_AVAILABLE),
        ("k", Symbol.ROUNDS_TO_ZERO), ("low", Symbol.ROUNDS_TO_ZERO), ("u", Symbol.UNRELIABLE),
        (":", Symbol.NOT_AVAILABLE), ("~", Symbol.ROUNDS_TO_ZERO), ("", Symbol.NOT_AVAILABLE),
    ],
)  # fmt: skip
def test_a_symbol_stays_a_symbol(load, cell, symbol):
    """It is told with what it means, and is no 0."""
    loaded = load(dfe(row("Leeds", cell), row("England", 10)))

    assert [figure.area for figure in loaded.figures] == ["England"]
    assert [(withheld.area, withheld.period, withheld.symbol) for withheld in loaded.withheld] == [
        ("Leeds", "202425", symbol)
    ]
    assert loaded.problems == ()


def test_rounded_national_counts_say_so(load):
    header = "time_period,time_identifier,geographic_level,country_name,la_name,population_type,children_count,rate_per_10000"  # noqa: E501
    text = "Children looked after on 31 March each year,{},67"
    loaded = load(dfe(f"2025,Reporting year,National,England,,{text.format(81770)}",
                     f"2025,Reporting year,Local authority,England,Leeds,{text.format(1402)}",
                     header=header))  # fmt: skip

    assert [(figure.area, str(figure.value), figure.note) for figure in loaded.figures] == [
        ("England", "81770", "to the nearest 10"), ("Leeds", "1402", None),
    ]  # fmt: skip


def test_a_year_of_the_workforce_census_ends_in_september(load):
    """It counts who is in post on 30 September."""
    header = "time_period,time_identifier,geographic_level,country_name,la_name,inpost_headcount,leavers_headcount,turnover_rate_headcount"  # noqa: E501
    text = f"{header}\n2025,Reporting year,National,England,,38292,4611,12\n"
    (figure,) = load(text, measures=("staff-turnover",)).figures

    assert (figure.period, str(figure.value), figure.like_for_like) == ("2025-09", "12", False)
    assert figure.source == "DfE, Children's social work workforce 2025"


LAIT = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"


@pytest.mark.parametrize("year", ["2025", "2024-25", "2024/25", "202425"])
def test_the_long_table_of_lait(load, year):
    rows = ("LACDental%,x,{},England,81.2,970,", "LACDental%,x,{},Leeds,-,383,Y",
            "Other,x,{},England,5,970,", "LACDental%,x,{},Kent,5,1,")  # fmt: skip
    loaded = load(LAIT + "\n".join(row.format(year) for row in rows))

    assert plainly(loaded) == [("dental-checks", "England", "202425", "81.2")]
    assert [withheld.symbol for withheld in loaded.withheld] == [Symbol.NOT_AVAILABLE]


def test_the_long_table_as_parquet(tmp_path):
    """As the tool itself keeps it; cells may be numbers."""
    import polars as pl

    path = tmp_path / "bds_long.parquet"
    columns = LAIT.strip().split(",")
    rows = [("LACDental%", "x", 2025, "England", 81.5, 970, None)]
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(path)

    assert plainly(load_comparators([path], plan_of(), MEASURES)) == [
        ("dental-checks", "England", "202425", "81.5")
    ]


def test_a_plain_csv(load):
    """Columns in any order; how a figure is counted otherwise may be said."""
    loaded = load(
        "value,source,period,area,measure,like_for_like,note\n"
        "81.20,LG Inform,2024/25,england,dental-checks,,\n"
        "77,LG Inform,2024-06,Leeds,dental-checks,no,of some\n"
        "c,LG Inform,202425,Derby,dental-checks,true,\n"
    )

    assert plainly(loaded) == [
        ("dental-checks", "England", "202425", "81.20"),
        ("dental-checks", "Leeds", "2024-06", "77"),
    ]
    assert [figure.like_for_like for figure in loaded.figures] == [True, False]
    assert [withheld.symbol for withheld in loaded.withheld] == [Symbol.CONFIDENTIAL]


# What is wrong with a file

PLAIN = "measure,area,period,value,source\n"
GOOD = "dental-checks,England,202425,81,LG Inform\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("dental-check,England,202425,81,L",
                     "0.csv:3:1: there is no measure `dental-check`", id="an unknown measure"),
        pytest.param("dental-checks,Ledes,202425,81,L",
                     "0.csv:3:2: the plan compares with no `Ledes`, so the figure is not used",
                     id="an unknown area"),
        pytest.param("dental-checks,Leeds,Jun-24,81,L",
                     "0.csv:3:3: `period` must be a period, not 'Jun-24'", id="no period"),
        pytest.param("dental-checks,Leeds,202426,81,L",
                     "0.csv:3:3: `period` must be a period, not '202426'", id="no such year"),
        pytest.param("dental-checks,Leeds,202425,81%,L",
                     "0.csv:3:4: `value` must be a number or a symbol, not '81%'", id="no number"),
        pytest.param("dental-checks,Leeds,202425,81,",
                     "0.csv:3:5: `source` is empty; each figure says where it is from",
                     id="no source"),
        pytest.param("dental-checks,Leeds,202425",
                     "0.csv:3: the row has 3 of 5 cells, and is not used", id="a short row"),
        pytest.param("dental-checks,England,202425,82,LG Inform",
                     "0.csv:3:4: `dental-checks`, England, 202425 is 82 here, but 81 in 0.csv:2, "
                     "from the same source", id="two versions of one figure"),
    ],
)  # fmt: skip
def test_bad_rows(load, tmp_path, line, expected):
    """Told with file, line and column; every other figure is used."""
    loaded = load(PLAIN + GOOD + line + "\n")

    assert problem_lines(loaded, tmp_path) == [expected]
    assert plainly(loaded) == [("dental-checks", "England", "202425", "81")]


def test_what_was_probably_meant(load):
    hints = [problem.hint for problem in load(PLAIN + "dental-check,Ledes,202425,81,L\n").problems]

    assert hints == ["did you mean `dental-checks`?", "did you mean `Leeds`?"]


def test_every_mistake_at_once(load, tmp_path):
    loaded = load(PLAIN + "a,England,202425,81,L\ndental-checks,England,x,y,\n")

    assert [line.split(": ")[0] for line in problem_lines(loaded, tmp_path)] == [
        "0.csv:2:1",
        "0.csv:3:5",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(PLAIN.replace(",source", "") + "a,b,c,1\n",
                     "0.csv:1:5: the column `source` is missing, so the file is not used",
                     id="a plain CSV"),
        pytest.param(dfe(row("England", 10)).replace("children_percent", "percent"),
                     "0.csv:1:14: the column `children_percent` is missing, so the file is not "
                     "used",
                     id="a table of the Department's"),
        pytest.param(dfe(row("England", 10)).replace("time_identifier", "identifier"),
                     "0.csv:1:14: the column `time_identifier` is missing, so the file is not used",
                     id="what each of the Department's has"),
        pytest.param(LAIT.replace("Values", "Value"),
                     "0.csv:1:8: the column `Values` is missing, so the file is not used",
                     id="LAIT's table"),
        pytest.param("a,b\n1,2\n", "0.csv:1: by its columns this is no file of figures to compare "
                     "with, and it is not used", id="something else"),
        pytest.param(b"PK\x03\x04rest", "0.csv: looks like an Excel workbook or a zip, not like "
                     "CSV in UTF-8; the file is not used", id="a workbook"),
        pytest.param(b"PAR1rest", "0.csv: looks like a Parquet file, but cannot be read",
                     id="a broken Parquet file"),
        pytest.param(PLAIN.encode("utf-16"), "0.csv: looks like UTF-16, not like CSV in UTF-8; the "
                     "file is not used", id="UTF-16"),
        pytest.param(b"\x81\x8d\xff,\n", "0.csv:1: is neither UTF-8 nor Windows-1252; the file is "
                     "not used", id="no text at all"),
        pytest.param(b"", "0.csv: the file is empty", id="an empty file"),
        pytest.param(dfe(row("England", 10, filters="CLA on 31 March,Total children")),
                     "0.csv: no row of this file is about a measure and an area of the plan, so "
                     "none is used", id="nothing of use"),
        pytest.param(dfe(row("England", 10, "2025", "Calendar year")),
                     "0.csv:2:1: `time_period` is '2025', which is no period of a calendar year",
                     id="a kind of period that is not known"),
    ],
)  # fmt: skip
def test_bad_files(load, tmp_path, content, expected):
    loaded = load(content)

    assert problem_lines(loaded, tmp_path) == [expected]
    assert (loaded.figures, loaded.withheld) == ((), ())


def test_windows_letters_are_read_with_a_warning(load):
    text = PLAIN + GOOD + "dental-checks,Leeds,202425,80,Caf\u00e9\n"
    loaded = load(text.encode("cp1252"))

    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]
    assert loaded.problems[0].line == 3
    assert [figure.source for figure in loaded.figures] == ["LG Inform", "Caf\u00e9"]


def test_a_file_that_is_not_there(tmp_path):
    (problem,) = load_comparators([tmp_path / "gone.csv"], plan_of(), MEASURES).problems

    assert problem.message == "there is no such file"


def test_of_a_folder_all_files_are_taken_and_others_cost_nothing(tmp_path):
    (tmp_path / "b.csv").write_text(PLAIN + GOOD, encoding="utf-8")
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("?", encoding="utf-8")
    loaded = load_comparators([tmp_path], plan_of(), MEASURES)

    assert len(loaded.figures) == 1
    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]


def test_a_council_is_known_by_its_codes_whatever_it_is_called(load):
    """`Leeds` of the plan is `Leeds X` in the file, with the number and the code of Leeds."""
    loaded = load(dfe(row("England", 10), row("Leeds", 9).replace("Leeds", "Leeds X")))

    assert plainly(loaded)[1:] == [("three-or-more-placements", "Leeds", "202425", "9")]
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("name", "codes", "is_taken"),
    [
        pytest.param("Herefordshire, County of", "884,{},E06000019", True, id="by both codes"),
        pytest.param("Herefordshire, County of", ",{},E06000019", True, id="by one of them"),
        pytest.param("Herefordshire", ",{},", True, id="by its name"),
        pytest.param("Hertfordshire", "919,{},E10000015", False, id="its near namesake is not it"),
        pytest.param("Herefordshire", "919,{},E10000015", False, id="codes decide, not the name"),
    ],
)
def test_herefordshire_is_herefordshire_and_not_hertfordshire(load, name, codes, is_taken):
    """Nothing of another council's is taken, and none is proposed."""
    quoted = f'"{name}"' if "," in name else name
    line = f"2025,Reporting year,Local authority,E92,England,West Midlands,{codes.format(quoted)},"
    plan = plan_of(neighbours=("Herefordshire",))
    loaded = load(dfe(row("England", 10), f"{line}{MOVED},10,8"), plan=plan)

    assert [figure.area for figure in loaded.figures] == [
        "England",
        *(["Herefordshire"] if is_taken else []),
    ]
    assert [problem.hint for problem in loaded.problems] == []


def test_a_name_that_is_no_councils_may_be_a_neighbours_new_one(load):
    """Only then is it told that a neighbour has no row."""
    there = row("Leeds", 9).replace("383,Leeds,E08000035", ",Leeds X,")
    (problem,) = load(dfe(row("England", 10), there)).problems

    assert problem.message == "this file has no row of Leeds, with whom the plan compares"
    assert problem.hint == "is it called `Leeds X` now?"


def test_another_council_is_never_proposed_in_a_plain_csv(load):
    """Hertfordshire is a council; it was not meant for Herefordshire."""
    plan = plan_of(neighbours=("Herefordshire",))
    (problem,) = load(PLAIN + "dental-checks,Hertfordshire,202425,81,L\n", plan=plan).problems

    assert problem.hint == "the plan's `comparators` say with whom"


def test_a_group_and_a_day_in_a_plain_csv(load, tmp_path):
    """Checked as in a plan: the measure must have the group, and the day follow the period."""
    lines = (
        "measure,area,period,value,source,group,published",
        "care-leavers-eet,England,202425,64,DfE,age_group: 17-18,2025-11-20",
        "care-leavers-eet,England,202425,54,DfE,age_group: 17-19,",
        "care-leavers-eet,England,202425,54,DfE,older,",
        "care-leavers-eet,England,202425,54,DfE,,2025-03-30",
        "care-leavers-eet,England,202425,54,DfE,,November",
    )
    loaded = load("\n".join(lines) + "\n", measures=find_measures().measures)

    assert [(str(figure.group), figure.published) for figure in loaded.figures] == [
        ("age_group: 17-18", date(2025, 11, 20))
    ]
    assert problem_lines(loaded, tmp_path) == [
        "0.csv:3:6: `care-leavers-eet` has no group `17-19` of `age_group`",
        "0.csv:4:6: `group` must be a breakdown and its group, not 'older'",
        "0.csv:5:7: `published` is 2025-03-30, before the period ends on 2025-03-31",
        "0.csv:6:7: `published` must be a day, not 'November'",
    ]


def test_a_sound_table_of_other_things_is_no_mistake(load):
    """It is one of Explore Education Statistics, and of no use here."""
    header = "time_period,time_identifier,geographic_level,country_name,la_name,turnover_rate_fte"
    other = "time_period,time_identifier,geographic_level,country_name,cla_group,children_percent"
    for text in (header, other):
        (problem,) = load(f"{text}\n2025,Reporting year,National,England,,12\n").problems

        assert problem.severity is Severity.WARNING
        assert "none of its figures is one of a measure here" in problem.message


def test_a_figure_of_the_plan_is_not_given_again(load, tmp_path):
    """Another value from the same source is a problem, and the plan's stays."""
    (figure,) = load(PLAIN + GOOD).figures
    same = load(PLAIN + GOOD, plan=plan_of(figure))
    loaded = load(PLAIN + GOOD.replace("81", "84"), plan=plan_of(figure))

    assert (same.figures, same.problems) == ((), ())
    assert loaded.figures == ()
    assert problem_lines(loaded, tmp_path) == [
        "0.csv:2:4: `dental-checks`, England, 202425 is 84 here, but 81 in the plan, from the same "
        "source"
    ]


# Laws

CELLS = st.sampled_from(["0", "10", "7.5", "c", "z", "x", "k", "low", "u", ""])


OF_AREAS = st.dictionaries(st.sampled_from(list(LEVELS)), CELLS).map(lambda found: [*found.items()])


@given(OF_AREAS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(tmp_path_factory, cells, rng):
    """A symbol never becomes a number, and each cell is one thing or the other."""
    folder = tmp_path_factory.mktemp("laws")
    rows = list(csv.reader(StringIO(dfe(*(row(area, cell) for area, cell in cells)))))
    plan = plan_of()
    (folder / "as-it-is.csv").write_text(_text(rows), encoding="utf-8")
    (folder / "shuffled.csv").write_text(_text(_shuffled(rows, rng)), encoding="utf-8")
    plain, shuffled = (
        load_comparators([folder / f"{name}.csv"], plan, MEASURES)
        for name in ("as-it-is", "shuffled")
    )

    assert set(plain.figures) == set(shuffled.figures)
    assert set(plain.withheld) == set(shuffled.withheld)
    numbers = {area: cell for area, cell in cells if cell[:1].isdigit()}
    assert {figure.area: str(figure.value) for figure in plain.figures} == numbers
    assert {withheld.area for withheld in plain.withheld} == {area for area, _ in cells} - set(
        numbers
    )


def _text(rows):
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()


def _shuffled(rows, rng: random.Random):
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    head, *body = ([row[at] for at in order] for row in rows)
    return [head, *rng.sample(body, len(body))]


# Against the Department's files


@needs_data
def test_the_files_tell_just_what_is_typed_into_the_plan():
    """Every figure of the plan and of the package from the Department's files: 1,235 of them."""
    plan, measures = load_plan(ROOT / "strategy"), find_measures().measures
    shipped = load_comparators((), plan, measures).shipped
    typed = [figure for figure in (*plan.published, *shipped) if figure.source.startswith("DfE, ")]
    typed = [
        figure
        for figure in typed
        if "Stability measures for children looked after in England 2025" not in figure.source
    ]  # that edition's files are not here
    loaded = load_comparators([DATA], evolve(plan, published=()), measures)

    assert len(loaded.figures) == len(typed) > 1_200
    assert set(loaded.figures) == {evolve(figure, published=None) for figure in typed}
    assert {figure.published for figure in typed if "England 2025" in figure.source} == {
        date(2025, 11, 30)
    }
    assert not [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert {figure.area for figure in load_comparators([DATA], plan, measures).figures} == {
        "England", "South East",
    }  # fmt: skip


MEANS = {
    "three-or-more-placements": (
        "la_cla_placement_stability.csv", "With 3 or more placements during the year",
        "children_percent",
    ),
    "long-term-stability": (
        "la_cla_placement_stability.csv", "Living with the same carer for at least 2 years",
        "children_percent",
    ),
    "three-or-more-social-workers": (
        "la_cla_swcount.csv", "3 or more social workers during the year", "percentage",
    ),
    "annual-health-assessments": (
        "la_conviction_health_outcome_cla.csv", "Had their annual health assessment",
        "children_percent",
    ),
    "dental-checks": (
        "la_conviction_health_outcome_cla.csv", "Had their teeth checked by a dentist",
        "children_percent",
    ),
}  # fmt: skip


@needs_data
@pytest.mark.parametrize("measure", MEANS)
@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_neighbours_mean_and_median_from_the_files_themselves(measure, year):
    """Added up here in plain Python, from the cells and the model's codes."""
    file, breakdown, column = MEANS[measure]
    with (DATA / "sn_model_2025_wide.csv").open(encoding="utf-8-sig", newline="") as stream:
        model = next(csv.DictReader(stream))
    codes = [model[f"SN_{number}"] for number in range(1, 11)]
    with (DATA / file).open(encoding="utf-8-sig", newline="") as stream:
        cells = {
            row["old_la_code"]: row[column]
            for row in csv.DictReader(stream)
            if row["time_period"] == str(year) and breakdown in row.values()
        }
    values = [float(cells[code]) for code in codes if cells.get(code, "").isdigit()]
    plan = load_plan(ROOT / "strategy")
    period = from_key(f"{year - 1}{year % 100}")
    for method, expected in (
        (Method.MEAN, sum(values) / max(len(values), 1)),
        (Method.MEDIAN, median(values or [0])),
    ):
        comparisons = compared_with_others(
            plan, LoadedFigures(), measure, Better.LOWER, period, None, method
        )
        of_year = [
            comparison
            for comparison in comparisons
            if comparison.kind is ComparatorKind.NEIGHBOURS and comparison.period == period.key
        ]
        assert len(of_year) == bool(values)
        for comparison in of_year:
            assert float(comparison.value) == pytest.approx(expected)
            assert comparison.of == len(values)
