"""The DfE's rules that bear on a figure, one by one, from small files to the figures they give.

Numbers in brackets are the DfE's rule codes, or LIIA's for returns that are stacked. What a rule
only tells must stand in the problems under its number, so that it can be looked up.
"""

import re
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from record_files import EPISODES, HEADER, MISSING, OC3, lines, write

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.loading import load_records
from oracle import compute
from oracle.reading import read_folder

MEASURES = find_measures().measures
TODAY = datetime.now(UTC).date()
WORKERS = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
)


def episode(child, decom, dec="", rec="", rne="S", place="U4", post="", ls="C2"):
    return f"{child},{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,,{post},"


def episodes(*rows):
    return lines(EPISODES, *rows)


class Council:
    """Files of a council, read by the product and by the oracle."""

    def __init__(self, folder, files, **options):
        write(folder, files)
        self.records = load_records([folder], **options)
        self.tables = read_folder(folder)

    def figures(self, measure, period, by=()):
        """The product's figures of a period: the whole, then each group."""
        return series(MEASURES[measure], self.records, [from_key(period)], by).figures

    def figure(self, measure, period):
        """Numerator, denominator and what was left out, on which product and oracle agree."""
        whole, span = self.figures(measure, period)[0], from_key(period)
        (own,) = compute(self.tables, measure, [(span.start, span.end)], today=TODAY)
        ours = (whole.numerator, whole.denominator, dict(whole.excluded))
        assert ours == (own["numerator"], own["denominator"], own["excluded"])
        assert whole.value == own["value"]
        return ours

    def count(self, measure, period):
        return self.figure(measure, period)[0]

    def tells(self, code):
        """How often a rule's number stands in the problems."""
        written = re.compile(rf"\[([^]]*, )?{code}[],]")
        return sum(bool(written.search(problem.message)) for problem in self.records.problems)


@pytest.fixture
def council(tmp_path):
    """Writes files and reads them."""

    def make(files, **options):
        return Council(tmp_path, files, **options)

    return make


def looked_after(council, year):
    return council.count("children-looked-after", year)


RETURNS = {
    "2022-23/episodes.csv": episodes(
        episode("Z01", "10/01/2022"), episode("Z02", "15/02/2022"), episode("Z03", "20/03/2022")
    ),
    "2023-24/episodes.csv": episodes(
        episode("Z01", "11/01/2022", "01/06/2023", "E4A"), episode("Z03", "20/03/2022")
    ),
}


def test_what_a_later_return_does_not_confirm_is_stale(council):
    """A start said twice [LIIA 3] and a child who is in no later return [LIIA 2]."""
    loaded = council(RETURNS)

    assert looked_after(loaded, "202223") == 3
    assert looked_after(loaded, "202324") == 1
    leaving = loaded.figure("children-leaving-care", "202324")
    assert leaving == (1, None, {"not in the next return": 1})
    assert loaded.tells("LIIA 3") == 1
    assert loaded.tells("LIIA 2") == 1


def test_replaced_by_a_row_before(council):
    """[LIIA 3A]: the later return has another home, and from an earlier day."""
    loaded = council(
        {
            "2022-23/episodes.csv": episodes(episode("A", "10/05/2022", place="K2")),
            "2023-24/episodes.csv": episodes(episode("A", "01/05/2022")),
        }
    )
    assert looked_after(loaded, "202223") == looked_after(loaded, "202324") == 1
    assert loaded.count("placements-per-child", "202324") == 1
    assert loaded.tells("LIIA 3A") == 1


@pytest.mark.parametrize(
    ("decom", "rne", "code", "starting", "leaving"),
    [
        pytest.param("01/08/2023", "S", "LIIA 1A", 1, {"not in the next return": 1}, id="back"),
        pytest.param("01/08/2023", "P", "LIIA 1", 0, {}, id="moved"),
    ],
)
def test_an_open_row_with_a_later_next_one(council, decom, rne, code, starting, leaving):
    """Back in care after a while unknown, or in care all the time."""
    loaded = council(
        {
            "2022-23/episodes.csv": episodes(episode("A", "10/05/2022", place="K2")),
            "2023-24/episodes.csv": episodes(episode("A", decom, rne=rne)),
        }
    )
    assert looked_after(loaded, "202223") == looked_after(loaded, "202324") == 1
    assert loaded.count("children-starting-care", "202324") == starting
    assert loaded.figure("children-leaving-care", "202324") == (0, None, leaving)
    assert loaded.tells(code) == 1


@pytest.mark.parametrize(
    ("dec", "code"),
    [
        pytest.param("10/03/2023", "LIIA 4", id="ended after the next began"),
        pytest.param("10/02/2023", "LIIA 5", id="ended before the next began"),
    ],
)
def test_an_end_that_does_not_fit_a_later_return(council, dec, code):
    """It is moved to where the next begins; nobody left and nobody started."""
    loaded = council(
        {
            "2022-23/episodes.csv": episodes(episode("A", "10/05/2022", dec, "X1")),
            "2023-24/episodes.csv": episodes(episode("A", "01/03/2023", rne="P", place="K2")),
        }
    )
    assert looked_after(loaded, "202223") == looked_after(loaded, "202324") == 1
    assert loaded.count("children-starting-care", "202223") == 1
    assert loaded.count("children-leaving-care", "202223") == 0
    assert loaded.tells(code) == 1


def test_social_workers_of_stacked_returns(council):
    """A corrected start is dropped, another stale spell ends on 31 March [SW08, SW16]."""
    since = [episode("M1", "01/06/2023"), episode("M2", "01/06/2023")]
    spells = {
        "2023-24": ["M1,,SW1,01/06/2023,,MANAGE", "M2,,SW1,01/06/2023,,MANAGE"],
        "2024-25": ["M1,,SW1,02/06/2023,10/05/2024,MANAGE", "M1,,SW2,10/05/2024,,LEFTRL",
                    "M2,,SW2,02/04/2024,,LEFTRL"],
        "2025-26": ["M1,,SW2,10/05/2024,,LEFTRL", "M2,,SW2,02/04/2024,,LEFTRL"],
    }  # fmt: skip
    files = {f"{year}/sw.csv": lines(WORKERS, *rows) for year, rows in spells.items()}
    files |= {f"{year}/episodes.csv": episodes(*since) for year in spells}
    loaded = council(files)

    assert loaded.figure("social-workers-per-child", "202526")[:2] == (2, 2)
    assert loaded.figure("social-workers-per-child", "202425")[:2] == (3, 2)


def test_missing_episodes_of_stacked_returns(council):
    """Open and not in the next return: over by 31 March [576]."""
    files = {f"{year}/e.csv": episodes(episode("A", "01/05/2022")) for year in ("2023", "2024")}
    files |= {
        "2023/missing.csv": lines(MISSING, "A,,M,20/03/2023,"),
        "2024/missing.csv": lines(MISSING, "B,,M,20/05/2023,21/05/2023"),
    }
    loaded = council(files)

    assert loaded.figure("missing-from-care", "202223")[:2] == (1, 1)
    assert loaded.figure("missing-from-care", "202324")[:2] == (0, 1)
    assert loaded.tells("DfE 576") == 1


def identified(child, upn="A123456789012"):
    return lines(HEADER, f"{child},1,04/05/2015,WBRI,{upn},,")


def test_one_child_under_two_identifiers(council):
    """The same UPN, date of birth and DECOM: one child, told [208]."""
    loaded = council(
        {
            "2023-24/header.csv": identified("U100"),
            "2023-24/episodes.csv": episodes(episode("U100", "01/06/2023")),
            "2024-25/header.csv": identified("U900"),
            "2024-25/episodes.csv": episodes(episode("U900", "01/06/2023")),
        }
    )
    assert looked_after(loaded, "202324") == looked_after(loaded, "202425") == 1
    assert loaded.figure("children-leaving-care", "202425") == (0, None, {})
    assert loaded.tells("DfE 208") == 1


@pytest.mark.parametrize("upn", ["", "UN1", "UN5"])
def test_no_upn_is_nobodys_number(council, upn):
    """Codes for why there is none are no number; nobody is joined by them."""
    loaded = council(
        {
            "2023-24/header.csv": identified("U100", upn),
            "2023-24/episodes.csv": episodes(episode("U100", "01/06/2023")),
            "2024-25/header.csv": identified("U900", upn),
            "2024-25/episodes.csv": episodes(episode("U900", "01/06/2023")),
        }
    )
    assert looked_after(loaded, "202425") == 1
    leaving = loaded.figure("children-leaving-care", "202425")
    assert leaving == (0, None, {"not in the next return": 1})
    assert loaded.tells("DfE 208") == 0


def test_a_header_without_rows_is_no_zero(council):
    """Not supplied, with a warning."""
    loaded = council(
        {
            "2023-24/episodes.csv": episodes(episode("A", "01/06/2023")),
            "2024-25/episodes.csv": episodes(),
        }
    )
    (figure,) = loaded.figures("children-looked-after", "202425")
    assert str(figure.missing_reason) == "not_supplied"
    assert looked_after(loaded, "202324") == 1
    named = [
        problem
        for problem in loaded.records.problems
        if "2024-25/episodes.csv" in (problem.path or "")
    ]
    assert {str(problem.severity) for problem in named} == {"warning"}


def test_a_row_of_no_length_hides_nothing(council):
    """[355]: `05/05 to 05/05` beside an open row of the same day."""
    rows = [episode("A", "05/05/2024", "05/05/2024", "X1"), episode("A", "05/05/2024")]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert looked_after(loaded, "202425") == 1
    assert loaded.tells("DfE 355") == 1


def test_a_row_of_no_length_tells_the_reason(council):
    """[355]: the child left that day by special guardianship."""
    rows = [
        episode("A", "01/05/2024", "05/09/2024", "X1"),
        episode("A", "05/09/2024", "05/09/2024", "E45", rne="P"),
    ]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert loaded.count("children-leaving-care", "202425") == 1
    assert loaded.count("special-guardianship-orders", "202425") == 1


def test_not_ended_while_the_next_begins(council):
    """[142]: it ends where the next begins."""
    rows = [
        episode("A", "01/05/2024"),
        episode("A", "01/09/2024", "01/12/2024", "E4A", rne="P", place="K2"),
    ]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert looked_after(loaded, "202425") == 0
    assert loaded.count("children-leaving-care", "202425") == 1
    assert loaded.tells("DfE 142") == 1


@pytest.mark.parametrize(
    ("decom", "starts", "left"),
    [
        pytest.param("02/09/2024", 1, 0, id="a slip of a day"),
        pytest.param("03/09/2024", 2, 1, id="a gap"),
    ],
)
def test_x1_and_the_next_begins_later(council, decom, starts, left):
    """[388], [433]: after X1 the day between two episodes is a day of care."""
    rows = [
        episode("A", "01/05/2024", "01/09/2024", "X1"),
        episode("A", decom, rne="P", place="K2"),
    ]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert loaded.count("children-starting-care", "202425") == starts
    assert loaded.count("children-leaving-care", "202425") == left
    assert loaded.tells("DfE 388") == 1


def test_started_on_the_day_on_which_the_one_before_ended_x1(council):
    """[431]: one period of care."""
    rows = [
        episode("A", "01/05/2024", "01/09/2024", "X1"),
        episode("A", "01/09/2024", place="K2"),
    ]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert loaded.count("children-starting-care", "202425") == 1
    assert loaded.count("children-leaving-care", "202425") == 0
    assert loaded.tells("DfE 431") == 1


def test_a_reason_without_a_day(council):
    """[148]: counted as open."""
    loaded = council({"2024-25/episodes.csv": episodes(episode("A", "01/05/2024", rec="E4A"))})

    assert looked_after(loaded, "202425") == 1
    assert loaded.tells("DfE 148") == 1


def test_a_day_without_a_reason(council):
    """Ended, and nobody knows why."""
    loaded = council({"2024-25/episodes.csv": episodes(episode("A", "01/05/2024", "01/09/2024"))})

    assert looked_after(loaded, "202425") == 0
    _, *groups = loaded.figures("children-leaving-care", "202425", ["leaving_reason"])
    assert {group.group for group in groups if group.numerator} == {"unknown"}


def test_not_in_last_years_return(council):
    """[562] and NoE: told; the start stands."""
    loaded = council(
        {
            "2023-24/episodes.csv": episodes(episode("A", "01/05/2022")),
            "2024-25/episodes.csv": episodes(
                episode("A", "01/05/2022"), episode("B", "01/06/2022")
            ),
        }
    )
    assert looked_after(loaded, "202324") == 2
    assert loaded.tells("DfE 562") == 1


STAYS = [
    episode("TP1", "01/04/2021", "10/06/2024", "X1", place="U4", post="SO14 7LY"),
    episode("TP1", "10/06/2024", "20/06/2024", "X1", rne="P", place="T1", post="SO16 6YD"),
    episode("TP1", "20/06/2024", "10/09/2024", "X1", rne="P", place="U4", post="SO14 7LY"),
    episode("TP1", "10/09/2024", "24/09/2024", "X1", rne="P", place="T3", post="PO1 2AL"),
    episode("TP1", "24/09/2024", rne="P", place="U4", post="SO14 7LY"),
]


def test_the_return_from_a_temporary_stay_is_no_move(council):
    """[383]: in hospital and with other carers, and back in the same home."""
    loaded = council(
        {
            "2024-25/episodes.csv": episodes(*STAYS),
            "2024-25/header.csv": lines(HEADER, "TP1,F,04/05/2015,WBRI,,,"),
        }
    )
    assert loaded.figure("placements-per-child", "202425")[:2] == (1, 1)
    assert loaded.figure("three-or-more-placements", "202425")[:2] == (0, 1)
    assert loaded.figure("long-term-stability", "202425")[:2] == (1, 1)
    assert loaded.tells("DfE 383") == 0


@pytest.mark.parametrize(
    ("place", "post"), [("U6", "SO14 7LY"), ("U4", "PO1 2AL")], ids=["PLACE", "PL_POST"]
)
def test_another_home_after_a_temporary_stay_is_a_move(council, place, post):
    """[383]: told, since the child must go back to the placement of before."""
    away = [*STAYS[:2], episode("TP1", "20/06/2024", rne="P", place=place, post=post)]
    loaded = council({"2024-25/episodes.csv": episodes(*away)})

    assert loaded.count("placements-per-child", "202425") == 2
    assert loaded.tells("DfE 383") == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param([episode("A", "01/05/2024", place="T1")], "DfE 380", id="begins"),
        pytest.param(
            [episode("A", "01/05/2024", "01/06/2024", "X1"),
             episode("A", "01/06/2024", "05/06/2024", "E4A", rne="P", place="T1")],
            "DfE 381", id="ends",
        ),
    ],
)  # fmt: skip
def test_care_neither_begins_nor_ends_with_a_temporary_stay(council, rows, code):
    """[380], [381]: told."""
    assert council({"2024-25/episodes.csv": episodes(*rows)}).tells(code) == 1


@pytest.mark.parametrize(
    ("place", "back", "code"),
    [
        pytest.param("T1", "14/07/2024", "DfE 375", id="hospital, over six weeks"),
        pytest.param("T3", "23/06/2024", "DfE 376", id="carers' holiday, over three weeks"),
        pytest.param("T4", "09/06/2024", "DfE 379", id="any other, over seven days"),
    ],
)
def test_temporary_stays_that_are_too_long(council, place, back, code):
    """[375], [376], [379]: told."""
    rows = [
        episode("A", "01/05/2024", "01/06/2024", "X1", post="SO14 7LY"),
        episode("A", "01/06/2024", back, "X1", rne="P", place=place),
        episode("A", back, rne="P", post="SO14 7LY"),
    ]
    assert council({"2024-25/episodes.csv": episodes(*rows)}).tells(code) == 1


@pytest.mark.parametrize("place", ["A3", "A5"])
def test_placed_for_adoption_with_the_present_carer(council, place):
    """[217]: the same placement; RNE P is told."""
    rows = [
        episode("A", "01/05/2024", "01/06/2024", "X1"),
        episode("A", "01/06/2024", rne="P", place=place),
    ]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert loaded.count("placements-per-child", "202425") == 1
    assert loaded.tells("DfE 217") == 1


@pytest.mark.parametrize(
    ("moves", "met"),
    [
        pytest.param([("01/06/2024", "A4")], 1, id="and the one just before, two years together"),
        pytest.param([("01/06/2024", "A6")], 1, id="by order"),
        pytest.param([("01/06/2024", "U6")], 0, id="not for adoption"),
        pytest.param([("01/01/2024", "K2"), ("01/06/2024", "A6")], 0, id="another one between"),
    ],
)
def test_long_term_stability_of_children_placed_for_adoption(council, moves, met):
    """The adoptive placement and the one just before it together."""
    ends = [day for day, _ in moves] + [""]
    rows = [episode("A", "01/05/2021", ends[0], "X1")]
    for (day, place), end in zip(moves, ends[1:], strict=True):
        rows.append(episode("A", day, end, "X1" if end else "", rne="P", place=place))
    loaded = council(
        {
            "2024-25/episodes.csv": episodes(*rows),
            "2024-25/header.csv": lines(HEADER, "A,F,04/05/2018,WBRI,,,"),
        }
    )
    assert loaded.figure("long-term-stability", "202425")[:2] == (met, 1)


def test_outcomes_are_of_the_whole_cohort(council):
    """A blank is not recorded as done: in the denominator, and in the upper bound."""
    cells = ["1,1,1", "1,0,0", "0,,", ",,"]
    rows = [f"A{at},04/05/2015,,,,,{cell},,," for at, cell in enumerate(cells)]
    withheld = council({"2024-25/oc2.csv": lines(OC2, *rows)})

    for measure, met, unknown in (
        ("immunisations-up-to-date", 2, 1),
        ("dental-checks", 1, 2),
        ("annual-health-assessments", 1, 2),
    ):
        assert withheld.figure(measure, "202425")[:2] == (met, 4)
        whole = withheld.figures(measure, "202425")[0]
        assert (whole.unknown, whole.value, whole.lower) == (unknown, 25 * met, 25 * met)
        assert whole.upper == 25 * (met + unknown)


def test_workers_who_are_not_known(council):
    """[SW02]: `XX…` is nobody; alone it is as if none were recorded."""
    spells = ["A,,SW1,01/05/2024,,MANAGE", "A,,XX1,01/06/2024,,MANAGE", "A,,XX2,01/07/2024,,MANAGE",
              "B,,XX1,01/05/2024,,MANAGE"]  # fmt: skip
    withheld = council(
        {
            "2024-25/episodes.csv": episodes(
                episode("A", "01/05/2024"), episode("B", "01/05/2024")
            ),
            "2024-25/sw.csv": lines(WORKERS, *spells),
        }
    )
    assert withheld.figure("social-workers-per-child", "202425")[:2] == (1, 1)
    assert withheld.figure("three-or-more-social-workers", "202425")[:2] == (0, 2)
    assert withheld.figures("three-or-more-social-workers", "202425")[0].unknown == 1


def test_a_worker_that_is_neither_sw_nor_xx(council):
    """[SW02]: told."""
    loaded = council(
        {
            "2024-25/episodes.csv": episodes(episode("A", "01/05/2024")),
            "2024-25/sw.csv": lines(WORKERS, "A,,QQ1,01/05/2024,,MANAGE"),
        }
    )
    assert loaded.tells("DfE SW02") == 1


def test_staff_of_other_roles(council):
    """One trained social worker, one untrained adviser; a manager and a support worker besides."""
    roles = ["social worker", "personal_adviser", "manager", "support worker"]
    staff = [f"S{at},{role},2019-01-01,2024-02-01" for at, role in enumerate(["manager"], 9)]
    staff += [f"S{at},{role},2020-01-01," for at, role in enumerate(roles)]
    staff += ["S8,social_worker,2025-03-01,2025-03-20"]
    done = [f"S{at},narrative_model,{day}" for at in (0, 2, 3) for day in ("2024-02-01",)]
    done += ["S8,trauma_informed,2025-03-20"]
    loaded = council(
        {
            "staff.csv": lines("staff_id,role,started,ended", *staff),
            "training.csv": lines("staff_id,course,completed", *done),
        }
    )
    expected = (1, 2, {"other roles": 2})
    assert loaded.figure("staff-trained-narrative-model", "202425Q4") == expected


@pytest.mark.parametrize(
    ("month", "counted"), [("2025-02", 0), ("2025-03", 1)], ids=["28 February", "1 March"]
)
def test_a_leap_day_birthday_is_on_1_march(council, month, counted):
    """In UK law an age is reached at the start of the anniversary."""
    loaded = council(
        {
            "2024-25/episodes.csv": episodes(episode("A", "01/05/2023")),
            "2024-25/oc3.csv": lines(OC3, "L,29/02/2004,YES,F1,U1"),
        }
    )
    assert loaded.figure("care-leavers-in-touch", month)[1] == counted


@pytest.mark.parametrize(
    ("stamp", "looked"),
    [
        pytest.param("2024-06-30T23:30:00+00:00", 0, id="half past midnight in London"),
        pytest.param("2024-06-30T23:30:00", 1, id="a time without a zone"),
        pytest.param("2024-06-30T23:30:00+01:00", 1, id="the zone of London"),
    ],
)
def test_a_date_with_a_zone_is_the_day_in_london(council, stamp, looked):
    rows = [episode("A", stamp), episode("B", "01/05/2024"), episode("C", "01/10/2024")]
    loaded = council({"2024-25/episodes.csv": episodes(*rows)})

    assert loaded.count("children-looked-after", "2024-06") == looked + 1


POSTCODES = [
    pytest.param("pcd,oseast1m,osnrth1m,osgrdind", "1", 1, id="before 2025"),
    pytest.param("pcds,east1m,north1m,gridind", "1", 1, id="2025 on"),
    pytest.param("pcds,east1m,north1m,gridind", "9", 0, id="no grid reference"),
]


@pytest.mark.parametrize(("names", "indicator", "known"), POSTCODES)
def test_postcodes_of_the_ons(council, names, indicator, known):
    """Columns of every edition; indicator 9, zeros and the Irish grid are no place in ours."""
    grid = [
        f"SO14 7LY,442000,112000,{indicator}",
        "PO1 2AL,463000,100000,1",
        "ZZ1 1ZZ,0,0,1",
        "BT1 1AA,333000,374000,1",
    ]
    ends = ["PO1 2AL", "ZZ1 1ZZ", "BT1 1AA"]
    rows = [f"C{at},01/05/2024,S,C2,N1,U4,PR1,,,,SO14 7LY,{end}," for at, end in enumerate(ends)]
    withheld = council(
        {"2024-25/episodes.csv": episodes(*rows), "postcodes.csv": lines(names, *grid)}
    )
    assert withheld.figure("placed-within-20-miles", "202425")[:2] == (known, known)
    assert withheld.figures("placed-within-20-miles", "202425")[0].unknown == 3 - known


def test_no_figure_outside_what_the_returns_cover(council):
    """A stock needs the year of its last day, a flow every day of its period."""
    loaded = council(RETURNS)
    for measure in ("children-looked-after", "children-leaving-care"):
        for period, missing_reason in (("202122", "not_supplied"), ("202425", "not_due")):
            assert str(loaded.figures(measure, period)[0].missing_reason) == missing_reason
        assert loaded.figures(measure, "202324")[0].missing_reason is None


def test_the_average_is_exact(council):
    """Three workers of two children are 3/2, not 1.5 by chance."""
    rows = [episode(name, "01/05/2024") for name in "AB"]
    spells = [f"{name},,SW{at},01/05/2024,,MANAGE" for name, at in ("A1", "B1", "B2")]
    loaded = council({"2024-25/e.csv": episodes(*rows), "2024-25/sw.csv": lines(WORKERS, *spells)})
    assert loaded.figures("social-workers-per-child", "202425")[0].value == Fraction(3, 2)
