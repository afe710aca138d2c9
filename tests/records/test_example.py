"""The example records: made up, linked from year to year, valid, the same bytes everywhere."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from work_done import counted

import cptracker.synthetic.records
from cptracker.model.problems import UsageError
from cptracker.records.identity.same_child import has_shape
from cptracker.synthetic.records import write_example

SHIPPED = Path(cptracker.synthetic.records.__file__).parents[1] / "example_records"
YEARS = range(2022, 2027)
AS_AT = date(2026, 3, 31)
HEADERS = {
    "header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST "
    "PL_POST URN",
    "reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "uasc": "CHILD SEX DOB DUC",
    "oc2": "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK "
    "HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "oc3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "ad1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "placed_for_adoption": "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
    "previous_permanence": "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
    "missing": "CHILD DOB MISSING MIS_START MIS_END",
    "sw_episodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
    "dolo": "CHILD DOB DOLO_START DOLO_END",
}
LOCAL = {
    "health_assessments": "child_id kind date",
    "sdq": "child_id date score",
    "peps": "child_id due completed quality",
    "visits": "child_id visit_date seen_alone",
    "pathway_plans": "child_id plan_date",
    "adviser_spells": "child_id adviser_id start end",
    "foster_households": "household_id approved ended kind places",
    "staff": "staff_id role started ended",
    "training": "staff_id course completed",
    "events": "event_id event_date name kind attended",
    "attendance": "event_id child_id",
    "surveys": "survey group fieldwork_end eligible responses",
    "placement_distances": "child_id decom distance_miles",
    "postcodes": "pcd oseast1m osnrth1m laua",
    "population": "year children_0_17",
    "care_leaver_status": "child_id as_of in_touch activity accommodation",
    "contacts_received": "contact_id contact_date",
    "referrals": "child_id referral_date",
    "assessments": "child_id assessment_kind assessment_start assessment_end",
    "plan_spells": "child_id plan_kind plan_start plan_end",
    "plan_visits": "child_id plan_visit_date",
    "case_supervisions": "child_id case_kind supervision_due supervision_held",
    "return_home_interviews": "child_id returned interview_offered interview_held "
    "interview_declined",
    "health_appointments": "child_id appointment_kind appointment_date appointment_outcome",
    "advocacy_referrals": "child_id advocacy_referred advocacy_issue",
    "independent_visitor_matches": "child_id visitor_matched visitor_ended",
    "reviewing_officer_alerts": "child_id alert_raised alert_level alert_resolved",
    "case_allocations": "case_worker child_id allocation_start allocation_end",
    "post_16_status": "child_id as_of post_16_activity",
    "savings_accounts": "child_id savings_account savings_opened savings_paid_up_to",
    "survey_answer_counts": "survey group fieldwork_end question answer answer_count favourable",
    "attendance_by_term": "child_id term_end sessions_possible sessions_attended suspensions",
}
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")


class Example:
    """The files of one example, read without the library."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, year, name):
        with (self.folder / str(year) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def every(self, name, years=YEARS):
        return [(year, row) for year in years for row in self.rows(year, name)]

    def chains(self, year):
        """The episodes of a return by child, in order, short breaks left out."""
        chains = defaultdict(list)
        for row in self.rows(year, "episodes"):
            if row["LS"] not in ("V3", "V4"):
                chains[row["CHILD"]].append(row)
        return {
            child: sorted(rows, key=lambda row: day(row["DECOM"])) for child, rows in chains.items()
        }


def day(text):
    return date(int(text[6:]), int(text[3:5]), int(text[:2])) if text else None


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_four_times_the_children_are_four_times_the_work(tmp_path):
    """Not sixteen times, as it would be if each child were held against all others."""
    few, many = (
        counted(
            lambda number=number: write_example(tmp_path / str(number), children=number, years=1)
        )[1]
        for number in (40, 160)
    )

    assert many < 6 * few


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "records"
    write_example(folder)
    return Example(folder)


@pytest.fixture(scope="module")
def sound(sound_example):
    return Example(sound_example)


def header_of(path):
    return path.read_text(encoding="utf-8").split("\n", 1)[0]


class TestFiles:
    def test_the_shipped_records_are_what_the_generator_writes(self, fresh):
        """Nobody edits them by hand, and no platform or Python version changes a byte."""
        assert content(fresh.folder) == content(SHIPPED)

    def test_they_stay_small_enough_to_ship(self):
        assert sum(len(data) for data in content(SHIPPED).values()) < 3_300_000

    @pytest.mark.parametrize("year", YEARS)
    def test_every_return_has_exactly_the_columns_of_the_collection(self, fresh, year):
        """SWEpisodes came with the return of 2024, DoLo comes with that of 2027."""
        new = {"dolo"} | ({"sw_episodes"} if year < 2024 else set())
        headings = {path.stem: header_of(path) for path in (fresh.folder / str(year)).iterdir()}
        wanted = {name: columns for name, columns in HEADERS.items() if name not in new}
        assert headings == {name: columns.replace(" ", ",") for name, columns in wanted.items()}

    def test_every_local_table_is_there_with_its_columns(self, fresh):
        headings = {path.stem: header_of(path) for path in (fresh.folder / "local").iterdir()}
        assert headings == {name: columns.replace(" ", ",") for name, columns in LOCAL.items()}
        assert all(len(fresh.rows("local", name)) > 3 for name in LOCAL)

    def test_they_say_that_they_are_made_up(self, fresh):
        assert "EXAMPLE DATA" in (fresh.folder / "README.txt").read_text(encoding="utf-8")

    def test_another_seed_tells_another_story(self, tmp_path):
        for seed in (1, 2):
            write_example(tmp_path / str(seed), children=20, years=1, seed=seed)
        assert content(tmp_path / "1") != content(tmp_path / "2")


class TestNobodyReal:
    def test_every_child_has_a_made_up_identifier(self, fresh):
        ids = {row["CHILD"] for name in HEADERS if name not in ("dolo", "sw_episodes")
               for _, row in fresh.every(name)}  # fmt: skip
        for name, columns in LOCAL.items():
            if "child_id" in columns:
                ids |= {row["child_id"] for row in fresh.rows("local", name)}
        assert len(ids) > 1000
        assert all(len(identifier) == 10 and identifier.startswith("EXMPL") for identifier in ids)
        assert all(identifier[5:].isdigit() for identifier in ids)

    def test_no_address_exists(self, fresh):
        """The areas ZX, ZY and ZW are not in use, and the map lies in the North Sea."""
        rows = fresh.rows("local", "postcodes")
        assert {row["pcd"][:2] for row in rows} == {"ZX", "ZY", "ZW"}
        assert all(400_000 < int(row["oseast1m"]) < 1_000_000 for row in rows)
        used = {row[column] for _, row in fresh.every("episodes")
                for column in ("HOME_POST", "PL_POST")}  # fmt: skip
        missing = used - {row["pcd"] for row in rows} - {""}
        assert 0 < len(missing) < 0.06 * len(used)


class TestLinks:
    def test_a_child_keeps_its_birthday_in_every_table_and_year(self, fresh):
        births = defaultdict(set)
        for name in ("header", "reviews", "uasc", "oc2", "oc3", "ad1", "missing"):
            for _, row in fresh.every(name):
                births[row["CHILD"]].add(row["DOB"])
        assert all(len(days) == 1 for days in births.values())

    @pytest.mark.parametrize("year", YEARS[:-1])
    def test_what_is_open_at_a_year_end_stands_in_the_next_return(self, sound, year):
        later = {(row["CHILD"], row["DECOM"]): row for row in sound.rows(year + 1, "episodes")}
        still = [row for row in sound.rows(year, "episodes") if not row["DEC"]]
        assert len(still) > 400
        for row in still:
            after = later[row["CHILD"], row["DECOM"]]
            assert (after["RNE"], after["LS"]) == (row["RNE"], row["LS"])
            assert not after["DEC"] or day(after["DEC"]) > date(year, 3, 31)

    @pytest.mark.parametrize("year", YEARS)
    def test_a_return_holds_only_what_touches_its_year(self, fresh, year):
        first, last = date(year - 1, 4, 1), date(year, 3, 31)
        for row in fresh.rows(year, "episodes"):
            assert day(row["DECOM"]) <= last
            assert not row["DEC"] or first <= day(row["DEC"]) <= last
        assert all(first <= day(row["REVIEW"]) <= last for row in fresh.rows(year, "reviews"))

    @pytest.mark.parametrize("year", YEARS)
    def test_everyone_in_the_header_has_an_episode_or_left_care(self, fresh, year):
        known = {row["CHILD"] for name in ("episodes", "oc3") for row in fresh.rows(year, name)}
        assert {row["CHILD"] for row in fresh.rows(year, "header")} == known

    def test_nothing_local_is_known_of_the_future(self, fresh):
        for name in ("health_assessments", "sdq", "visits", "pathway_plans", "peps"):
            for row in fresh.rows("local", name):
                days = [value for value in row.values() if value.count("-") == 2]
                assert all(date.fromisoformat(value) <= AS_AT for value in days)

    def test_pupil_numbers_are_well_formed_and_of_no_council(self, fresh):
        numbers = {row["UPN"] for _, row in fresh.every("header")} - {"UN1", "UN3"}
        assert len(numbers) > 500
        assert all(has_shape(number) and number[1:4] == "999" for number in numbers)


class TestRulesOfTheReturn:
    @pytest.mark.parametrize("year", YEARS)
    def test_episodes_follow_one_another_without_gap_or_overlap(self, sound, year):
        """X1 means that the next begins the same day; S begins each period of care."""
        for rows in sound.chains(year).values():
            assert all(bool(row["DEC"]) == bool(row["REC"]) for row in rows)
            for row, after in pairwise(rows):
                assert day(row["DECOM"]) < day(row["DEC"]) <= day(after["DECOM"])
                assert (row["REC"] == "X1") == (row["DEC"] == after["DECOM"])
                assert (after["RNE"] == "S") == (row["REC"] != "X1")
            assert rows[-1]["REC"] != "X1"

    def test_codes_belong_to_their_year(self, fresh):
        for year, row in fresh.every("header"):
            assert row["SEX"] in (("M", "F", "U") if year >= 2025 else ("1", "2", ""))
        for year, row in fresh.every("episodes"):
            assert row["PLACE"] != ("H5" if year >= 2025 else "K3")
            assert row["PLACE"] != ("Z1" if year >= 2026 else "Z11")

    def test_providers_fit_placements(self, fresh):
        for _, row in fresh.every("episodes"):
            assert (row["PLACE_PROVIDER"] == "PR0") == (row["PLACE"] == "P1")
            free = row["PLACE"] in TEMPORARY or row["PLACE"].startswith("Z1")
            assert (row["PLACE_PROVIDER"] == "") == free

    def test_a_temporary_placement_is_no_beginning_and_no_end(self, fresh):
        rows = [row for _, row in fresh.every("episodes") if row["PLACE"] in TEMPORARY]
        assert rows
        assert all(row["RNE"] in ("P", "B") and row["REC"] in ("X1", "") for row in rows)

    def test_short_breaks_are_short_and_stand_alone(self, fresh):
        rows = [row for _, row in fresh.every("episodes") if row["LS"] == "V3"]
        assert rows
        for row in rows:
            assert row["RNE"] == "S"
            assert row["PLACE"] not in ("U1", "U4")
            assert not row["DEC"] or day(row["DEC"]) - day(row["DECOM"]) <= timedelta(days=17)

    def test_outcomes_have_a_score_or_a_reason_never_both(self, fresh):
        for _, row in fresh.every("oc2"):
            assert not (row["SDQ_SCORE"] and row["SDQ_REASON"])
            assert row["SDQ_SCORE"] == "" or 0 <= int(row["SDQ_SCORE"]) <= 40

    def test_those_who_died_or_went_home_carry_no_activity(self, fresh):
        gone = [row for _, row in fresh.every("oc3") if row["IN_TOUCH"] in ("DIED", "RHOM")]
        assert {row["IN_TOUCH"] for row in gone} == {"DIED", "RHOM"}
        assert all(row["ACTIV"] == row["ACCOM"] == "0" for row in gone)

    def test_social_workers_begin_before_they_end(self, fresh):
        for _, row in fresh.every("sw_episodes", YEARS[2:]):
            assert row["SW_ID"][:2] in ("SW", "XX")
            assert not row["SW_DEC"] or day(row["SW_DECOM"]) < day(row["SW_DEC"])

    @pytest.mark.parametrize(
        ("table", "column", "values"),
        [
            pytest.param("episodes", "RNE", {"S", "P", "L", "T", "U", "B"}, id="reasons"),
            pytest.param("episodes", "LS", {"V3", "V4", "L1", "L2", "J1"}, id="statuses"),
            pytest.param("episodes", "REC", {"E45", "E46", "E47", "E48", "E12"}, id="endings"),
            pytest.param("header", "ETHNIC", {"REFU", "NOBT"}, id="ethnicity not known"),
            pytest.param("header", "SEX", {"", "U"}, id="sex not known"),
            pytest.param("oc2", "SDQ_REASON", {"SDQ1", "SDQ2", "SDQ5"}, id="no score"),
            pytest.param("oc2", "TEETH_CHECK", {""}, id="forgotten flags"),
            pytest.param("oc3", "ACCOM", {"", "0"}, id="accommodation not known"),
        ],
    )
    def test_the_usual_oddities_are_there(self, fresh, table, column, values):
        assert values <= {row[column] for _, row in fresh.every(table)}


class TestArguments:
    @pytest.mark.parametrize("children", [1, 20])
    def test_a_small_council_works(self, tmp_path, children):
        paths = write_example(tmp_path / "small", children=children, years=1)
        assert all(path.is_file() for path in paths)
        assert sorted(path.name for path in (tmp_path / "small").iterdir()) == [
            "2026",
            "README.txt",
            "local",
        ]

    def test_years_to_come_have_the_tables_to_come(self, tmp_path):
        write_example(tmp_path / "later", children=200, years=2, last_year=2028)
        rows = Example(tmp_path / "later").rows(2027, "dolo")
        assert rows
        assert set(rows[0]) == set(HEADERS["dolo"].split())

    def test_years_long_gone_have_the_codes_of_then(self, tmp_path):
        """E43 and E44 before 2019; F3 and P3 before 2022."""
        write_example(tmp_path / "early", children=200, years=2, last_year=2018)
        early = Example(tmp_path / "early")
        endings = {row["REC"] for _, row in early.every("episodes", (2017, 2018))}
        activities = {row["ACTIV"] for _, row in early.every("oc3", (2017, 2018))}
        assert "E43" in endings
        assert not endings & {"E45", "E46", "E47", "E48"}
        assert "F3" in activities
        assert not activities & {"F4", "F5"}

    def test_a_folder_in_use_is_left_alone(self, tmp_path):
        (tmp_path / "mine.csv").write_text("mine")
        with pytest.raises(UsageError, match="not an empty folder"):
            write_example(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]

    @pytest.mark.parametrize("wrong", [{"children": 0}, {"years": 0}, {"last_year": 1990}])
    def test_numbers_out_of_range_are_refused(self, tmp_path, wrong):
        with pytest.raises(UsageError, match=next(iter(wrong))):
            write_example(tmp_path / "new", **wrong)
