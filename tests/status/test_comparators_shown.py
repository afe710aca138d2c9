"""The figures of others as the panel sees them: on the terminal, in JSON and from files."""

import json
from fractions import Fraction

import pytest
from command_line import ROOT, run
from reports_made import indicator, share

from cptracker.model.comparisons import ComparatorKind, Comparison, Conflict, PublishedSource, Rank
from cptracker.wording.comparators import comparator_lines
from cptracker.wording.facts import ordinal

OWN = ["--plan", "plan", "--measures", "mine"]


def comparison(kind, area, value, period="202425", *, alike=True, **rest):
    return Comparison(
        kind=kind, area=area, period=period, value=Fraction(value), like_for_like=alike,
        source="DfE", **rest,
    )  # fmt: skip


def lines(*comparisons, **rest):
    made = indicator("dental", "Dentist", share(9, 10), comparisons=comparisons, **rest)
    return list(comparator_lines(made))


NEIGHBOURS = {"kind": ComparatorKind.NEIGHBOURS, "area": "Statistical neighbours", "method": "mean"}


def test_the_line_of_a_measure():
    """A period is told once where it is one; years of our own and each neighbour are for charts."""
    texts = lines(
        comparison(ComparatorKind.ENGLAND, "England", 10),
        comparison(ComparatorKind.REGION, "South East", 12),
        comparison(value=Fraction(112, 10), of=10, out_of=10, **NEIGHBOURS),
        comparison(ComparatorKind.NEIGHBOUR, "Derby", 9),
        comparison(ComparatorKind.OWN_EARLIER, "Southampton", 14, "202324"),
        rank=Rank(place=7, of=11, quartile=3, period="202425", value=Fraction(14)),
    )

    assert texts == [
        "Beside: England 10% (2024/25), South East 12%, neighbours 11.2% (mean of 10)",
        "The council's published 14% (2024/25) is 7th of 11 with its neighbours, in the third "
        "quarter",
    ]


@pytest.mark.parametrize(
    ("comparisons", "expected"),
    [
        pytest.param(
            [
                comparison(ComparatorKind.ENGLAND, "England", 10),
                comparison(ComparatorKind.REGION, "South East", 12, "202324"),
            ],
            ["Beside: England 10% (2024/25), South East 12% (2023/24)"],
            id="two periods",
        ),
        pytest.param(
            [
                comparison(
                    value=Fraction(71, 3), of=3, out_of=5, missing=("Leeds", "Derby"), **NEIGHBOURS
                )
            ],
            ["Beside: neighbours 23.7% (2024/25, mean of 3 of the 5; none of Leeds and Derby)"],
            id="some neighbours have no figure",
        ),
        pytest.param(
            [
                comparison(
                    ComparatorKind.ENGLAND, "England", 64, group_by="age_group", group="17-18"
                ),
                comparison(
                    ComparatorKind.ENGLAND, "England", 54, alike=False, note="ages not stated"
                ),
                comparison(
                    ComparatorKind.REGION, "South East", 56, group_by="age_group", group="17-18"
                ),
                comparison(ComparatorKind.REGION, "South East", 52),
            ],
            [
                "Beside: South East 52% (2024/25)",
                "Beside, not like for like: England 54% (2024/25); ages not stated",
                "Beside, age group 17-18: England 64% (2024/25), South East 56%",
            ],
            id="each definition and each group by itself",
        ),
        pytest.param(
            [
                comparison(
                    ComparatorKind.ENGLAND,
                    "England",
                    810,
                    alike=False,
                    note="once; to the nearest 10",
                ),
                comparison(ComparatorKind.REGION, "South East", 66, alike=False, note="once"),
            ],
            ["Beside, not like for like: England 810% (2024/25), South East 66%; once"],
            id="how it was rounded is no definition",
        ),
        pytest.param([], [], id="nothing published"),
    ],
)
def test_what_the_line_says(comparisons, expected):
    assert lines(*comparisons) == expected


def test_disagreements_are_spelt_out():
    sources = (
        PublishedSource(value=Fraction(45), source="Report"),
        PublishedSource(value=Fraction(55), source="DfE"),
    )
    texts = lines(
        conflicts=(Conflict(measure="x", area="Southampton", period="202425", sources=sources),)
    )

    assert texts == ["Sources disagree on Southampton, 2024/25: 45% (Report) and 55% (DfE)"]


def test_places_in_words():
    assert [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip


# From the command line

HEADING = "measure,area,period,value,source\n"


def written(folder, *rows):
    path = folder / "others.csv"
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def comparators(*args):
    report = json.loads(run("status", *OWN, "--format", "json", *args).stdout)
    (indicator,) = report["priorities"][0]["success_measures"][0]["indicators"]
    return indicator["comparators"], report["problems"]


def test_figures_of_a_file_stand_in_the_status(here):
    path = written(here, "teeth,England,202425,81,LG Inform", "teeth,Kent,202425,9,LG Inform")
    loaded, problems = comparators("--comparators", path)

    assert [(each["kind"], each["area"], each["value"]) for each in loaded] == [
        ("england", "England", 81)
    ]
    of_file = [problem for problem in problems if problem["path"] == str(path)]
    assert [(each["severity"], each["line"]) for each in of_file] == [("warning", 3)]
    assert comparators()[0] == []


def test_neighbours_by_their_median(here):
    """On request, and always said."""
    (here / "plan" / "others.yaml").write_text(
        "comparators: {neighbours_of: Southampton, neighbours: [A, B, C], source: M}\n",
        encoding="utf-8",
    )
    rows = ("teeth,A,202425,1,L", "teeth,B,202425,2,L", "teeth,C,202425,9,L")
    path = written(here, *rows)
    mean, median = (
        comparators("--comparators", path, *more)[0][0] for more in ([], ["--neighbours", "median"])
    )

    assert (mean["method"], mean["value"], mean["of"]) == ("mean", 4, 3)
    assert (median["method"], median["value"], median["out_of"]) == ("median", 2, 3)


@pytest.mark.parametrize("command", ["status", "check"])
def test_a_bad_file_ends_as_bad_records_do(few_tables, command):
    """And is told with its place; all else is shown."""
    path = written(few_tables, "teeth,England,202425,many,L")
    result = run(command, *OWN, "--comparators", path)

    assert result.exit_code == 5
    if command == "check":
        assert "others.csv:2:4: `value` must be a number or a symbol, not 'many'" in result.output


def test_check_lists_the_disagreements_of_the_shipped_plan(here):
    """The annual report and the Department on employment at 19 to 21; a warning costs nothing."""
    result = run("check", "--plan", ROOT / "strategy", "--records", "records")

    assert (
        "the sources disagree on `care-leavers-eet`, Southampton, age group 19-21, 2024/25: 55 (DfE"
    ) in result.output
    assert "`children-looked-after`, Southampton, 31 March 2022: 561 for 202122 (DfE" in (
        result.output
    )
    assert "563 for 2022-03 (Children and Families Scrutiny Panel" in result.output
    assert "45 (Corporate Parenting Annual Report 2024/25" in result.output
