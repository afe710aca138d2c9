"""Several councils in one call: each as if it stood alone, and the region as all of them."""

import csv
import shutil
from collections import defaultdict
from datetime import date

import pytest
from record_files import problem_lines

import cptracker
from cptracker.authoring.registry import find_measures
from cptracker.engine.regional import regional_series
from cptracker.engine.series import series
from cptracker.model.periods import Every, between
from cptracker.model.problems import RecordsError, Severity, UsageError
from cptracker.records.loading import load_records
from cptracker.synthetic.records import write_example

MEASURES = find_measures().measures
COUNCILS = {"301": 1, "E06000045": 2}
PERIODS = between(Every.QUARTER, date(2025, 6, 30), date(2026, 3, 31))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two councils of other children who have the same identifiers."""
    root = tmp_path_factory.mktemp("region")
    for code, seed in COUNCILS.items():
        write_example(root / f"{code} Council", children=30, years=2, seed=seed)
    return root


@pytest.fixture(scope="module")
def region(folders):
    return load_records(folders)


@pytest.fixture(scope="module")
def alone(folders):
    return {code: load_records(folders / f"{code} Council") for code in COUNCILS}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_each_council_of_a_region_has_its_own_figures_and_the_region_their_sum(
    measure, region, alone
):
    figures = regional_series(measure, region, PERIODS, ["la"]).figures
    councils = defaultdict(list)
    for figure in figures:
        councils[figure.group].append(figure)

    for code, records in alone.items():
        for figure, own in zip(
            councils[code], series(measure, records, PERIODS).figures, strict=True
        ):
            assert (figure.value, figure.numerator, figure.denominator, figure.missing_reason) == (
                own.value, own.numerator, own.denominator, own.missing_reason,
            )  # fmt: skip
    for whole, *council_figures in zip(
        councils[""], *(councils[code] for code in COUNCILS), strict=True
    ):
        if whole.value is not None and None not in [part.numerator for part in council_figures]:
            assert whole.numerator == sum(part.numerator for part in council_figures)
            assert (whole.denominator or 0) == sum(
                part.denominator or 0 for part in council_figures
            )


def test_a_breakdown_is_crossed_with_the_council(region, alone):
    measure = MEASURES["children-looked-after"]
    figures = regional_series(measure, region, PERIODS[-1:], ["la+sex"]).figures
    boys = {figure.group: figure.numerator for figure in figures if figure.group.endswith("+male")}
    expected = {
        f"{code}+male": next(
            figure.numerator
            for figure in series(measure, records, PERIODS[-1:], ["sex"]).figures
            if figure.group == "male"
        )
        for code, records in alone.items()
    }
    assert boys == expected


def test_councils_side_by_side_are_never_published(folders, tmp_path, monkeypatch):
    """What each of them publishes is not known here, so nothing says what follows from both."""
    monkeypatch.chdir(tmp_path)
    exact = cptracker.series("children-looked-after", folders, last=PERIODS[-1].end, by="la")
    with pytest.warns(UserWarning, match="not published: by la"):
        public = cptracker.publish(exact, plan="together-plan")

    assert {figure.group_by for figure in exact.figures} == {"", "la"}
    shown = [figure for figure in public.figures if figure.numerator is not None]
    assert {figure.group_by for figure in shown} <= {""}


def test_a_column_la_tells_councils_apart_as_folders_do(folders, region, tmp_path):
    """All rows of both councils in one file for each table and year."""
    rows = defaultdict(list)
    for code in COUNCILS:
        top = folders / f"{code} Council"
        for path in sorted(top.rglob("*.csv")):
            with path.open(newline="") as file:
                rows[path.relative_to(top)] += [{"LA": code, **row} for row in csv.DictReader(file)]
    for name, table_rows in rows.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if table_rows:
            with (tmp_path / name).open("w", newline="") as file:
                writer = csv.DictWriter(file, list(table_rows[0]))
                writer.writeheader()
                writer.writerows(table_rows)
    records = load_records(tmp_path)

    assert records.councils.keys() == region.councils.keys()
    for code, council in records.councils.items():
        own, other = council.as_polars(), region.councils[code].as_polars()
        for table in ("episodes", "children", "visits", "sdq"):
            assert own[table].drop("_place").equals(other[table].drop("_place")), table


def test_a_child_of_one_council_is_never_anothers(region):
    ids = region.as_polars()["children"]["child_id"]
    each = [records.as_polars()["children"]["child_id"] for records in region.councils.values()]

    assert set(each[0]) & set(each[1])  # the same identifiers stand in both
    assert ids.n_unique() == sum(identifiers.n_unique() for identifiers in each)


def test_what_one_council_lacks_the_region_lacks_and_the_other_has(folders, tmp_path):
    shutil.copytree(folders, tmp_path / "r")
    (tmp_path / "r" / "301 Council" / "local" / "visits.csv").unlink()
    records = load_records(tmp_path / "r")
    name = "visits-in-timescale" if "visits-in-timescale" in MEASURES else "seen-alone"
    figures = regional_series(MEASURES[name], records, PERIODS[-1:], ["la"]).figures

    has_value = {figure.group: figure.value is not None for figure in figures}
    assert has_value == {"": False, "301": False, "E06000045": True}
    assert any("`visits` is not supplied by 301" in problem.message for problem in records.problems)


def test_a_council_of_which_nothing_can_be_read_is_told(folders, tmp_path):
    """Else the region would be the other council's, and nobody would know."""
    shutil.copytree(folders / "E06000045 Council", tmp_path / "r" / "E06000045 Council")
    broken = tmp_path / "r" / "301 Council" / "2026"
    broken.mkdir(parents=True)
    (broken / "episodes.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    records = load_records(tmp_path / "r")

    assert any("301 Council" in (problem.path or "") for problem in records.problems)


def test_a_year_that_one_council_lacks_is_not_covered_by_the_region(folders, tmp_path):
    shutil.copytree(folders, tmp_path / "r")
    shutil.rmtree(tmp_path / "r" / "301 Council" / "2026")
    records = load_records(tmp_path / "r")
    measure = MEASURES["children-looked-after"]
    figures = regional_series(
        measure, records, PERIODS[-1:], ["la"], as_at=date(2026, 3, 31)
    ).figures

    assert {figure.group: figure.value is not None for figure in figures} == {
        "": False, "301": False, "E06000045": True,
    }  # fmt: skip


def test_files_of_two_councils_in_one_folder_are_told_and_kept_apart(folders, tmp_path):
    for code in COUNCILS:
        for path in (folders / f"{code} Council" / "2026").glob("*.csv"):
            (tmp_path / "2026").mkdir(exist_ok=True)
            shutil.copy(path, tmp_path / "2026" / f"{code} {path.name}")
    records = load_records(tmp_path)

    assert set(records.councils) == set(COUNCILS)
    messages = problem_lines(records.problems, tmp_path)
    assert any("its folder also holds files of another council" in message for message in messages)


def test_rows_of_no_council_and_files_of_no_council_are_told(folders, tmp_path):
    shutil.copytree(folders, tmp_path / "r")
    (tmp_path / "r" / "visits.csv").write_text("child_id,visit_date\nLEAK-7731,2025-05-01\n")
    (tmp_path / "r" / "sdq.csv").write_text("LA,child_id,date,score\nX,LEAK-7731,2025-05-01,3\n")
    problems = load_records(tmp_path / "r").problems
    errors = problem_lines(
        [problem for problem in problems if problem.severity is Severity.ERROR], tmp_path
    )

    assert "r/visits.csv: it is not known whose records these are; they are not used" in errors
    assert "r/sdq.csv:2: LA names no council; the row cannot be used" in errors
    assert not any("LEAK" in error for error in errors)


def test_one_council_is_no_region(folders):
    records = load_records(folders / "301 Council")
    assert not records.councils
    with pytest.raises(UsageError, match="not of several councils"):
        cptracker.compute("children-looked-after", records, by="la")


def test_frames_of_several_councils_give_figures_by_council():
    import polars as pl

    frame = pl.DataFrame({"LA": ["301", "852"], "child_id": ["A", "A"], "due": ["2025-05-01"] * 2,
                          "completed": ["2025-05-01", "2025-06-01"]})  # fmt: skip
    table = cptracker.compute(
        "peps-in-timescale", [{"peps": frame}], by="la", every="quarter", as_at="2025-06-30"
    )
    assert set(table["group"]) == {"", "301", "852"}


def test_nothing_that_can_be_read_is_told_of_a_region_too(tmp_path):
    (tmp_path / "x.csv").write_text("A,B\n1,2\n")
    with pytest.raises(RecordsError):
        load_records(tmp_path)
