"""Laws that the oracle keeps on any council, and its figures on another project's files."""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from crowds import crowd
from generators import councils, periods
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle import MEASURES, compute
from oracle.care import Council
from oracle.groups import GROUPS, UNKNOWN
from oracle.reading import read_folder, year_in
from oracle.stacking import stacked

THIRD_PARTY = Path(__file__).parents[2].parent / "shared" / "data" / "ssda903-third-party"
MONTHS = [
    (date(year, number, 1), date(year, number, monthrange(year, number)[1]))
    for year in range(2021, 2026)
    for number in range(1, 13)
]
ADDED = ("numerator", "unknown")

measures = st.sampled_from(sorted(MEASURES))


@given(councils(), measures, periods(), st.dates(date(2022, 1, 1), date(2025, 12, 31)))
@settings(deadline=None, max_examples=40)
def test_groups_add_up_to_the_whole(council, measure, period, as_at):
    """Nobody is in two groups of a breakdown or in none, and so are the reasons left out."""
    for breakdown in MEASURES[measure].breakdowns:
        whole, *rows = compute(council, measure, [period], [breakdown], as_at=as_at)
        if whole["missing_reason"] == "not_supplied":
            continue
        for column in ADDED:
            # Of a median without anybody there is no number at all, for everyone as for groups.
            if whole[column] is None:
                assert not any(row[column] for row in rows)
            else:
                assert sum(row[column] or 0 for row in rows) == whole[column]
        excluded = sum((Counter(row["excluded"]) for row in rows), Counter())
        assert excluded == Counter(whole["excluded"])


@given(councils(), measures, periods())
@settings(deadline=None, max_examples=40)
def test_the_value_lies_between_its_bounds(council, measure, period):
    """Unknowns can only pull a value up to the upper or down to the lower bound."""
    for row in compute(council, measure, [period], MEASURES[measure].breakdowns[:1]):
        assert (row["value"] is None) == (row["missing_reason"] is not None)
        if row["value"] is not None and row["lower"] is not None:
            assert row["lower"] <= row["value"] <= row["upper"]


@given(councils(("uasc",)), measures, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_rows_is_irrelevant(council, measure, random: Random):
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in council.items()}
    by = MEASURES[measure].breakdowns
    assert compute(council, measure, MONTHS[-12:], by) == compute(
        shuffled, measure, MONTHS[-12:], by
    )


@given(councils(("uasc",)))
@settings(deadline=None, max_examples=40)
def test_care_begun_less_care_ended_is_the_change_in_care_open(council):
    """Every month: periods of care open at its end = those before + begun - ended."""
    begun, ended = (
        [row["numerator"] for row in compute(council, f"children-{name}-care", MONTHS)]
        for name in ("starting", "leaving")
    )
    chains = [chain for child in Council(council).children for chain in child.periods]
    first = MONTHS[0][0]
    already_in_care = sum(c.start < first and (c.end is None or c.end >= first) for c in chains)
    for (_, e), more, fewer in zip(MONTHS, begun, ended, strict=True):
        already_in_care += more - fewer
        assert already_in_care == sum(c.start <= e and (c.end is None or c.end > e) for c in chains)


@given(councils(("uasc",)))
@settings(deadline=None, max_examples=40)
def test_months_add_up_to_years(council):
    """Counts of events are the same whether months are added up or a year is asked for."""
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in range(2021, 2026)]
    for measure in ("starting-care", "leaving-care"):
        by_month = [row["numerator"] for row in compute(council, f"children-{measure}", MONTHS)]
        by_year = [row["numerator"] for row in compute(council, f"children-{measure}", years)]
        assert [sum(by_month[at : at + 12]) for at in range(0, 60, 12)] == by_year


@given(councils(("uasc",)), st.sampled_from(MONTHS))
@settings(deadline=None, max_examples=40)
def test_fixed_breakdowns_show_every_group(council, period):
    rows = compute(council, "children-looked-after", [period], ["sex", "sex+legal_status"])
    sexes, statuses = [*GROUPS["sex"], UNKNOWN], [*GROUPS["legal_status"], UNKNOWN]
    crossed = [f"{sex}+{status}" for sex in sexes for status in statuses]
    assert [row["group"] for row in rows] == ["", *sexes, *crossed]


def test_a_breakdown_that_a_measure_has_not_is_refused():
    with pytest.raises(ValueError, match="placement_type"):
        compute({}, "care-leavers-eet", MONTHS[:1], ["sex+placement_type"])


@pytest.mark.parametrize(
    ("name", "year"),
    [
        *[("2021", 2021), ("2020-21", 2021), ("2020_21", 2021)],
        *[("SSDA903_2020_episodes.csv", 2020), ("2020-03 return", None)],
        *[("episodes.csv", None), ("12020.csv", None)],
    ],
)
def test_the_year_in_a_name(name, year):
    """Both years of `2020-21` must follow each other."""
    assert year_in(name) == year


def test_reading_cells_and_the_latest_return(tmp_path):
    """Day first or ISO, Excel's `39.0`, lower-case codes, bad cells, the later return."""
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    oc2 = (
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
        "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
    )
    texts = {
        "2024/header.csv": "\ufeff" + header + "a1,1,01/02/2010,wbri,,0,\nB2,9,31/02/2010,,,7,\n",
        "2025/any name.csv": header + "A1,f,2010-03-04,MWBC,,,\n",
        "2025/oc2.csv": oc2 + "A1,,39.0,,,,,1,x,,,\n",
        "2025/sdq.csv": "child_id,date,score\na1,05/06/2024,12\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    tables = read_folder(tmp_path)
    assert len(tables["children"]) == 3
    first, second = sorted(stacked(tables)["children"], key=lambda row: row["child_id"])
    assert (first["sex"], first["dob"], first["ethnicity"]) == ("female", date(2010, 3, 4), "MWBC")
    assert (first["year_end"], second["year_end"]) == (date(2025, 3, 31), date(2024, 3, 31))
    assert (second["sex"], second["dob"], second["mother"]) == ("unknown", None, None)
    (row,) = tables["outcomes"]
    assert (row["sdq_score"], row["dental_check"], row["health_assessment"]) == (39, 1, None)
    assert tables["sdq"] == [{"child_id": "A1", "date": date(2024, 6, 5), "score": 12}]


@cache
def third_party():
    if not THIRD_PARTY.is_dir():
        pytest.skip("the third-party files are not here")
    return read_folder(THIRD_PARTY, 2018)


def lines(name):
    """A file's rows by nothing but the csv module, days as `20180331` for plain comparison."""
    with (THIRD_PARTY / name).open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def number(text):
    return "".join(reversed(text.split("/")))


YEAR_2018 = (date(2017, 4, 1), date(2018, 3, 31))


def whole(measure):
    return compute(third_party(), measure, [YEAR_2018])[0]


def test_third_party_looked_after():
    """Children on 31 March 2018, and those on nothing but short breaks, counted from the file.

    An episode that is open although the next began has ended there (DfE 142).
    """
    third_party()
    every = sorted(lines("episodes.csv"), key=lambda row: number(row["DECOM"]))
    last = {row["CHILD"]: number(row["DECOM"]) for row in every}
    rows = [
        row
        for row in every
        if number(row["DECOM"]) <= "20180331"
        and (not row["DEC"] or number(row["DEC"]) > max("20180331", number(row["DECOM"])))
        and (row["DEC"] or number(row["DECOM"]) == last[row["CHILD"]])
    ]
    care = {row["CHILD"] for row in rows if row["LS"] not in ("V3", "V4")}
    figures_by_end = whole("children-looked-after")
    assert figures_by_end["numerator"] == len(care) == 1196
    assert figures_by_end["excluded"] == {"short breaks": len({r["CHILD"] for r in rows} - care)}
    assert figures_by_end["excluded"] == {"short breaks": 218}


def test_third_party_orders():
    third_party()
    figures_by_end = {
        (row["CHILD"], row["DEC"])
        for row in lines("episodes.csv")
        if row["REC"] in ("E45", "E46", "E47", "E48", "E43", "E44")
        and row["LS"] not in ("V3", "V4")
        and "20170401" <= number(row["DEC"]) <= "20180331"
        and number(row["DEC"]) > number(row["DECOM"])
    }
    assert whole("special-guardianship-orders")["numerator"] == len(figures_by_end)


def test_third_party_outcomes():
    third_party()
    for measure, column in (
        ("annual-health-assessments", "HEALTH_ASSESSMENT"),
        ("dental-checks", "TEETH_CHECK"),
        ("immunisations-up-to-date", "IMMUNISATIONS"),
    ):
        cells = Counter(row[column] for row in lines("oc2.csv"))
        figures_by_end = whole(measure)
        assert (figures_by_end["numerator"], figures_by_end["denominator"]) == (
            cells["1"],
            len(lines("oc2.csv")),
        )
        assert figures_by_end["unknown"] == figures_by_end["denominator"] - cells["1"] - cells["0"]


def test_third_party_care_leavers():
    """All 53 care leavers are counted or left out for a reason."""
    figures_by_end = whole("care-leavers-suitable-accommodation")
    assert (
        figures_by_end["denominator"] + sum(figures_by_end["excluded"].values())
        == len(lines("oc3.csv"))
        == 53
    )
    cells = Counter(row["IN_TOUCH"] for row in lines("oc3.csv"))
    reasons = whole("care-leavers-in-touch")["excluded"]
    assert reasons["died"] <= cells["DIED"]
    assert reasons["returned home"] <= cells["RHOM"]


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_a_crowd_has_cases_of_every_measure(measure):
    """Over five years a made-up council of 60 has values, and crossed groups add up to them."""
    council, definition = crowd(7), MEASURES[measure]
    assert council == crowd(7) != crowd(8)
    years = [(date(year - 1, 4, 1), date(year, 3, 31)) for year in range(2022, 2026)]
    crossed = ["+".join(definition.breakdowns[:3])] if definition.breakdowns else []
    rows = compute(council, measure, years, crossed)
    whole = [row for row in rows if not row["group_by"]]
    assert any(row["value"] for row in whole)
    added = "denominator" if definition.kind == "median" else "numerator"
    if crossed:  # middle amounts do not add up, who counts does
        groups = sum(row[added] for row in rows if row["group_by"])
        assert groups == sum(row[added] for row in whole)
