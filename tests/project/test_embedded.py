"""The library in others' hands: many measures at once, kinds of frames, threads, processes."""

import asyncio
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from textwrap import dedent

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import cptracker
from cptracker.contract.frames import in_order
from cptracker.contract.values import COLUMNS
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.periods import from_key
from cptracker.records.records import MissingTableError

NAMES = ("peps-in-timescale", "dental-checks", "children-looked-after")


@pytest.fixture(scope="module")
def registry():
    return cptracker.find_measures()


@pytest.fixture(scope="module")
def records():
    return cptracker.load_records(PACKAGE / "example_records")


@pytest.fixture(scope="module")
def on_duckdb():
    return cptracker.load_records(PACKAGE / "example_records", engine="duckdb")


def test_several_measures_are_the_same_as_one_by_one(registry, records):
    several = cptracker.compute(NAMES, records, registry=registry, by="sex")
    one_by_one = [cptracker.compute(name, records, registry=registry, by="sex") for name in NAMES]

    assert several.rows() == [row for table in one_by_one for row in table.rows()]
    assert several["measure"].unique(maintain_order=True).to_list() == list(NAMES)


def test_a_plan_stands_for_its_measures_and_a_reference_for_those_of_one_success(registry, records):
    plan = cptracker.load_plan(bundled("strategy"))
    whole = cptracker.compute(plan, records, registry=registry)
    (first, *_) = [success for success in plan.priorities[0].success_measures if success.measures]
    success = cptracker.compute(first.ref, records, registry=registry, plan=plan)

    assert set(whole["measure"]) == set(plan.measures)
    assert set(success["measure"]) == set(first.measures)


def test_measures_by_name_are_compiled_once(records, monkeypatch):
    from cptracker.authoring import registry as finding

    cptracker.find_measures()
    monkeypatch.setattr(finding, "load_module", None)  # would fail
    for name in NAMES:
        assert len(cptracker.compute(name, records)) > 0


def test_every_measure_that_is_not_there_is_told_at_once(records):
    with pytest.raises(cptracker.UsageError) as refused:
        cptracker.compute(["dental-cheks", "nothing-of-the-kind"], records)

    assert "did you mean `dental-checks`?" in str(refused.value)
    assert "nothing-of-the-kind" in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"measures": []}, "`measures` names none"),
        ({"measures": 3}, "`measures` takes a measure, its name"),
        ({"measures": [3]}, "not a int among them"),
        ({"every": "quartr"}, "did you mean `quarter`"),
        ({"first": 2024}, "`first` takes a date"),
        ({"by": 3}, "`by` takes a name"),
        ({"registry": 3}, "`folders` takes a path"),
        ({"records": 3}, "`records` takes a path"),
        ({"plan": 3}, "`plan` takes a path"),
    ],
)
def test_what_is_of_no_use_is_refused_by_its_argument(arguments, words, records):
    arguments = {"measures": "dental-checks", "records": records} | arguments
    with pytest.raises(cptracker.UsageError) as refused:
        cptracker.compute(**arguments)

    assert words in str(refused.value)


def test_one_of_several_that_fails_costs_its_own_rows_and_says_why(registry, records):
    @cptracker.measure(title="T", unit="%", better="higher", needs={"peps": ["due"]})
    def broken(records):
        """Fails."""
        raise ValueError("on purpose")

    with pytest.warns(UserWarning, match="measure `broken` raised ValueError"):
        table = cptracker.compute([broken, "peps-in-timescale"], records, registry=registry)

    assert table.filter(pl.col("measure") == "broken")["missing_reason"].to_list() == [
        "not_computable"
    ]
    assert table.filter(pl.col("measure") != "broken")["value"].null_count() == 0


def test_the_columns_are_those_of_reports_and_the_period_is_what_cases_takes(registry, records):
    table = cptracker.compute("peps-in-timescale", records, registry=registry)

    assert tuple(table.columns) == (*COLUMNS, "audience", "example_data")
    assert len(set(table["period"])) == 4 > len(set(table["period_code"]))
    for key, numerator in table.select("period", "numerator").rows()[-1:]:
        cases = cptracker.cases("peps-in-timescale", records, period=key, registry=registry)
        assert cases.figure.numerator == numerator
        assert cases.figure.period == from_key(key)


def test_every_row_says_for_whom_it_is(registry, records):
    table = cptracker.compute("dental-checks", records, registry=registry)

    assert set(table["audience"]) == {"RESTRICTED: exact figures, not for publication"}


def test_groups_are_ordered_categories(registry, records):
    table = cptracker.compute("dental-checks", records, registry=registry, by="age_group")
    groups = table["group"].to_list()

    assert isinstance(table["group"].dtype, pl.Enum)
    assert table.sort("group", "period_end")["group"].to_list() == groups
    assert list(table.to_pandas()["group"].cat.categories) == list(dict.fromkeys(groups))
    assert table.to_pandas()["group"].cat.ordered


def test_the_order_of_groups_is_that_of_each_breakdown():
    """`unknown` is last in both, though it comes early in the first."""
    pairs = [("sex", "female"), ("sex", "unknown"), ("age", "0-4"), ("age", "5-9"),
             ("age", "unknown")]  # fmt: skip
    order = in_order(pairs)

    assert order[-1] == "unknown"
    assert order.index("0-4") < order.index("5-9")
    assert sorted(in_order([("a", "x"), ("a", "y"), ("b", "y"), ("b", "x")])) == ["x", "y"]


def peps():
    return pl.DataFrame({"child_id": ["A", "B"], "due": ["2025-01-31"] * 2,
                         "completed": ["2025-01-30", None]})  # fmt: skip


@pytest.mark.parametrize(
    ("handed", "kind"),
    [
        pytest.param(lambda: peps(), pl.DataFrame, id="polars"),
        pytest.param(lambda: peps().to_pandas(), "DataFrame", id="pandas"),
        pytest.param(lambda: peps().to_arrow(), pa.Table, id="arrow"),
        pytest.param(lambda: duckdb.connect().from_arrow(peps().to_arrow()),
                     duckdb.DuckDBPyRelation, id="duckdb"),
    ],
)  # fmt: skip
def test_what_comes_back_is_of_the_kind_that_went_in(handed, kind, registry):
    frame = handed()
    arguments = {"last": "2025-03-31", "as_at": "2025-03-31", "registry": registry}
    table = cptracker.compute("peps-in-timescale", {"peps": frame}, by="sex", **arguments)

    assert type(table).__name__ == (kind if isinstance(kind, str) else kind.__name__)
    names = table.column_names if isinstance(table, pa.Table) else table.columns
    assert tuple(names)[: len(COLUMNS)] == COLUMNS


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_ten_threads_at_once_give_the_same_figures(engine, registry, records, request):
    loaded = records if engine == "polars" else request.getfixturevalue("on_duckdb")
    names = [*NAMES, "visits-in-timescale", "care-leavers-eet", "placements-per-child"]
    names = [name for name in names if name in registry.measures] * 2
    wanted = {name: cptracker.compute(name, records, registry=registry).rows() for name in names}

    with ThreadPoolExecutor(10) as pool:
        tables = pool.map(lambda name: cptracker.compute(name, loaded, registry=registry), names)
        listed = pool.map(lambda name: cptracker.cases(name, loaded, registry=registry), NAMES)

    assert [table.rows() for table in tables] == [wanted[name] for name in names]
    assert [len(cases.members) > 0 for cases in listed] == [True] * len(NAMES)


def test_an_async_server_asks_from_a_pool(registry, on_duckdb):
    async def answers():
        ask = (asyncio.to_thread(cptracker.compute, name, on_duckdb, registry=registry)
               for name in NAMES)  # fmt: skip
        return await asyncio.gather(*ask)

    assert [len(table) > 0 for table in asyncio.run(answers())] == [True] * len(NAMES)


def test_measures_registry_and_records_go_to_another_process(registry, records, tmp_path):
    wanted = cptracker.compute("dental-checks", records, registry=registry)
    parcel = tmp_path / "parcel"
    parcel.write_bytes(pickle.dumps((registry, records, registry.measures["dental-checks"])))
    program = dedent(
        """
        import pickle, sys
        import cptracker
        registry, records, measure = pickle.load(open(sys.argv[1], "rb"))
        by_name = cptracker.compute("dental-checks", records, registry=registry)
        assert by_name.equals(cptracker.compute(measure, records))
        print(by_name["numerator"][0], by_name["denominator"][0], records.example)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, parcel], capture_output=True, text=True)

    assert done.stdout.split() == [str(wanted["numerator"][0]), str(wanted["denominator"][0]),
                                   "True"], done.stderr  # fmt: skip


def test_records_on_duckdb_are_pickled_by_their_tables(registry, on_duckdb):
    again = pickle.loads(pickle.dumps(on_duckdb))

    assert again.engine.name == "duckdb"
    assert again.tables == on_duckdb.tables


def test_a_measure_that_stands_nowhere_says_why_it_does_not_pickle():
    @cptracker.measure(title="T", unit="%", better="higher", needs={"peps": ["due"]})
    def of_a_notebook(records):
        """Nothing."""

    with pytest.raises(cptracker.UsageError, match="write it to a file"):
        pickle.dumps(of_a_notebook)


def test_frames_that_stay_in_a_connection_say_why_they_do_not_pickle():
    relation = duckdb.connect().from_arrow(peps().to_arrow())

    with pytest.raises(cptracker.UsageError, match="do not go to another process"):
        pickle.dumps(cptracker.from_frames({"peps": relation}))


def test_a_plug_in_that_was_changed_since_is_not_taken_for_the_same(tmp_path):
    source = (bundled("measures") / "education_plans.py").read_text(encoding="utf-8")
    file = tmp_path / "plans.py"
    file.write_text(source.replace("def peps_in", "def my_peps_in"), encoding="utf-8")
    parcel = pickle.dumps(cptracker.find_measures(file).measures["my-peps-in-timescale"])
    assert pickle.loads(parcel).identifier == "my-peps-in-timescale"
    file.write_text(source, encoding="utf-8")
    from cptracker.authoring import pickling

    pickling._functions.cache_clear()
    with pytest.raises(cptracker.UsageError, match="has changed since"):
        pickle.loads(parcel)


@pytest.mark.parametrize("fixture", ["records", "on_duckdb"])
def test_records_show_themselves_in_a_line_and_never_a_row(fixture, request):
    loaded = request.getfixturevalue(fixture)
    members = cptracker.members("dental-checks", loaded)
    cases = cptracker.cases("dental-checks", loaded)
    for shown in (loaded, members, cases):
        assert "\n" not in repr(shown)
        assert len(repr(shown)) < 200
        assert "EXMPL" not in repr(shown)
    assert "EXMPL" not in loaded._repr_html_()
    assert "EXAMPLE DATA" in repr(loaded)


def test_what_is_worked_with_shows_itself_in_a_line_and_as_a_table(registry, records):
    plan = cptracker.load_plan(bundled("strategy"))
    report = cptracker.build_status(plan, registry, records, priorities=[7], back=1)
    (indicator, *_) = report.priorities[0].success_measures[2].indicators
    measure = registry.measures["dental-checks"]
    series = cptracker.series("dental-checks", records, registry=registry)
    for shown in (records, registry, measure, indicator, indicator.figure, series):
        assert "\n" not in repr(shown)
        assert len(repr(shown)) < 220
        assert "<table" in shown._repr_html_()
    assert repr(indicator.figure) == "<Figure 202526: 58.7 (189 of 322)>"


def test_a_table_that_is_not_there_is_no_attribute(records):
    assert not hasattr(records, "x")
    assert hasattr(records, "peps")
    assert getattr(records, "x", None) is None
    with pytest.raises(MissingTableError, match="no table `x`"):
        _ = records.x
    with pytest.raises(cptracker.CptrackerError):
        _ = records.x


def test_cases_keep_the_groups_the_files_and_the_lines(records):
    table = cptracker.cases("dental-checks", records, by=["sex", "age_group"]).to_polars()

    assert table.columns[:4] == ["child_id", "sex", "age_group", "outcome"]
    assert set(table["sex"]) <= {"female", "male", "unknown"}
    assert all(".csv:" in rows for rows in table["rows"])


def test_cases_of_nobody_keep_their_columns(records):
    table = cptracker.cases("dental-checks", records, by="sex", group={"sex": "unknown"})

    assert table.to_polars().columns[:2] == ["child_id", "sex"]


def test_hints_speak_of_arguments_and_on_the_command_line_of_options(tmp_path):
    from cptracker.reports.terminal.problems import as_options

    (tmp_path / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(cptracker.RecordsError) as refused:
        cptracker.load_records(tmp_path)
    (hint, *_) = [problem.hint for problem in refused.value.problems]

    assert hint.endswith("in a mapping (`mapping=…`)")
    assert as_options(hint).endswith("in a mapping (`--mapping`)")
    assert as_options("say `year=2025`, and `x=1`") == "say `--year 2025`, and `x=1`"
