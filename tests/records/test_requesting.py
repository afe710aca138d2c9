"""A request for data: what is needed, who holds it, and what is missing."""

import csv
import json
from io import StringIO

import pytest
from command_line import run

from cptracker import find_measures, load_plan
from cptracker.files.bundled import bundled
from cptracker.records.formats import formats
from cptracker.records.frames import from_rows
from cptracker.status.data_request import NOBODY, NeededColumn, data_request, services

PLAN = load_plan(bundled("strategy"))
REGISTRY = find_measures()
PEPS = {"peps": [{"child_id": "A", "due": "2025-01-31"}]}


def requests(records=None, names=()):
    return {
        (request.table, request.column): request
        for request in data_request(PLAN, REGISTRY, records, names).asks
    }


def test_every_table_has_a_service():
    """A new table is given one."""
    assert set(services()) == set(formats())


def test_it_asks_for_all_that_the_plan_s_measures_need_and_no_more():
    needs = {
        (table, column)
        for name in PLAN.measures
        for table, columns in REGISTRY.measures[name].needs.items()
        for column in columns
    }

    assert set(requests()) == needs


def test_each_column_says_whom_to_ask_and_what_for():
    table = requests()["peps", "due"]

    assert (table.service, table.called) == ("Virtual school", "due")
    assert table.form == "date, DD/MM/YYYY or YYYY-MM-DD"
    assert table.measures == ("peps-in-timescale",)
    assert requests()["care_leavers", "activity"].called == "ACTIV"
    assert (
        requests()["health_assessments", "kind"].service
        == "Health, the nurses for looked-after children"
    )


def test_what_is_there_is_not_missing():
    requested = requests(from_rows(PEPS))

    assert requested["peps", "due"].need is NeededColumn.THERE
    assert (
        requested["sdq", "score" if ("sdq", "score") in requested else "date"].need
        is NeededColumn.NO_TABLE
    )


def test_a_column_can_be_missing_by_itself(tmp_path):
    from cptracker import load_records

    (tmp_path / "oc2.csv").write_text(
        "CHILD,DOB,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT\nA,01/01/2015,1,1,1\n",
        encoding="utf-8",
    )
    records = load_records(tmp_path, year=2025)
    requested = requests(records, ["sdq-score-received", "dental-checks"])

    assert requested["outcomes", "sdq_score"].need is NeededColumn.NO_COLUMN
    assert requested["outcomes", "dental_check"].need is NeededColumn.THERE


def test_a_measure_nobody_provides_is_named():
    from attrs import evolve

    none = evolve(REGISTRY, measures={})
    request = data_request(PLAN, none, None)

    assert (request.asks, request.unknown) == ((), PLAN.measures)


def test_a_table_of_nobody_s_is_said_to_be_so(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(
        "from cptracker import measure, events\n"
        "@measure(title='T', unit='x', better='higher', needs={'ducks': ['name']})\n"
        "def ducks(records):\n    return events(records.ducks, date='name')\n",
        encoding="utf-8",
    )
    (request,) = data_request(PLAN, find_measures([path]), None, ["ducks"]).asks

    assert (request.service, request.need, request.form) == (NOBODY, NeededColumn.NO_TABLE, "")


def test_the_command_tells_services_and_what_is_missing(here):
    text = run("request", "peps-in-timescale", "dental-checks").stdout

    assert "Virtual school\n    peps: there\n        child_id: identifier\n" in text
    assert "dental_check (in the return TEETH_CHECK): 0 or 1" in text
    assert "EXAMPLE DATA" in text
    assert text.endswith("nothing is missing\n")


def test_the_command_as_csv_and_json(here):
    rows = list(csv.DictReader(StringIO(run("request", "--format", "csv").stdout)))
    document = json.loads(run("request", "--format", "json").stdout)

    assert document["schema"] == "cptracker/request/1"
    assert len(rows) == len(document["asks"]) > 40
    assert {row["need"] for row in rows} <= {str(need) for need in NeededColumn}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(["dental-check"], 2, "did you mean `dental-checks`?", id="a near miss"),
        pytest.param(["--plan", "none.yaml"], 3, "none.yaml", id="no plan"),
        pytest.param(["--records", "none"], 5, "none", id="no records"),
    ],
)
def test_bad_input_is_told(here, args, code, words):
    result = run("request", *args)

    assert result.exit_code == code
    assert words in result.output


# Figures to compare with


def files(plan=PLAN, names=(), comparators=None):
    return {
        download.file: download
        for download in data_request(plan, REGISTRY, None, names, comparators).downloads
    }


def test_it_says_which_files_have_the_figures_of_councils_and_on_which_page():
    download = files()["la_cla_placement_stability.csv"]

    assert download.title == "CLA - placement stability - by local authority"
    assert (download.publication, download.release) == (
        "Children looked after in England including adoptions", 2025,
    )  # fmt: skip
    assert download.page == (
        "https://explore-education-statistics.service.gov.uk/find-statistics/"
        "children-looked-after-in-england-including-adoptions/2025"
    )
    assert download.measures == ("three-or-more-placements", "long-term-stability")


def test_a_file_is_there_where_the_council_s_figures_of_its_release_are():
    """Southampton's are typed into the plan, but for the social workers of 2025."""
    assert {file for file, download in files().items() if not download.there} == {
        "la_cla_swcount.csv"
    }


def test_another_council_needs_all_of_them(tmp_path):
    from attrs import evolve

    from cptracker.benchmarking.reading import load_comparators

    leeds = evolve(PLAN, council="Leeds", comparators=None, published=())
    (tmp_path / "la_cla_swcount.csv").write_text(
        "time_period,time_identifier,geographic_level,country_name,region_name,old_la_code,"
        "la_name,new_la_code,cla_group,sw_stability,children_count,children_percent\n"
        "2025,Reporting year,Local authority,England,Yorkshire and The Humber,383,Leeds,E08000035,"
        "CLA on 31 March,3 or more social workers during the year,300,21\n",
        encoding="utf-8",
    )
    loaded = load_comparators([tmp_path], leeds, REGISTRY.measures)

    assert not any(file.there for file in files(leeds).values())
    assert {
        file for file, download in files(leeds, comparators=loaded).items() if download.there
    } == {"la_cla_swcount.csv"}


def test_only_files_with_figures_of_the_measures_named_are_asked_for():
    assert set(files(names=["care-leavers-eet"])) == {"la_care_leavers_activity.csv"}
    assert files(names=["peps-in-timescale"]) == {}


def test_the_address_stands_on_one_line_however_narrow_the_screen_is(here):
    text = run("request", "dental-checks").stdout

    assert (
        "    https://explore-education-statistics.service.gov.uk/find-statistics/"
        "children-looked-after-in-england-including-adoptions/2025\n"
    ) in text
    document = json.loads(run("request", "dental-checks", "--format", "json").stdout)
    assert [download["file"] for download in document["downloads"]] == [
        "la_conviction_health_outcome_cla.csv"
    ]


def test_each_column_says_in_which_forms_it_could_come():
    """The return's forms, or a file of its own; other datasets, and why one cannot tell it."""
    assert [str(source) for source in requests()["episodes", "place"].sources] == [
        "SSDA903 return, Episodes.PLACE, as CSV, XML or a workbook",
        "Annex A, list 8, children in care: Placement Type",
        "Standard Safeguarding Dataset, ssd_cla_placement: clap_cla_placement_type",
    ]
    assert [str(source) for source in requests()["episodes", "rne"].sources][1:] == [
        "not from Annex A: the list has one row for each child, so earlier episodes are not known",
        "Standard Safeguarding Dataset, ssd_cla_episodes: clae_cla_episode_start_reason",
    ]
    assert str(requests()["peps", "due"].sources[0]) == "a file or view of its own, peps.due"


def test_every_column_that_another_dataset_gives_is_a_column_of_ours():
    from cptracker.records.sources.formats import source_formats

    for dataset in source_formats():
        for source_table in dataset.gives:
            names = {column.name for column in formats()[source_table.table].columns}
            tables = [
                dataset.tables[source_table.source],
                *(dataset.tables[join.table] for join in source_table.joins),
            ]
            headings = {name for table in tables for name in table.headings}
            assert {*source_table.columns, *source_table.not_told} <= names
            assert not source_table.columns.keys() & source_table.not_told.keys()
            theirs = [*source_table.columns.values(), *source_table.followed.values()]
            assert {name for name, _ in theirs} <= headings
            assert {how for _, how in theirs} <= {"", "code", *dataset.values}
        assert not dataset.not_told.keys() & {source_table.table for source_table in dataset.gives}
        assert dataset.not_told.keys() <= formats().keys()


def test_the_request_of_the_terminal_names_the_other_datasets():
    text = run("request", "three-or-more-placements").output
    assert "could also come from Standard Safeguarding Dataset" in text
    assert "could also come from Annex A, without rne" in text
