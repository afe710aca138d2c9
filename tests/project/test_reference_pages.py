"""The pages that are written from the code say all that is there."""

import inspect

import pytest
from layers import LAYERS, layer_of

import cptracker
from cptracker.contract.status import status_schema
from cptracker.files.bundled import PACKAGE
from cptracker.model.checks import CHECKS
from cptracker.model.exit_codes import MEANINGS, ExitCode
from cptracker.plan.schema import plan_schema
from cptracker.records.care.deriving import DERIVED
from cptracker.records.formats import formats
from reference_pages import api, commands, exit_codes, layers, measures, pages, write_pages
from reference_pages.docstrings import docstring_of, entries, parts_of

MEASURES = cptracker.find_measures().measures
COMMANDS = dict(commands.commands())


@pytest.fixture(scope="module")
def written():
    """Every generated page."""
    return pages()


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_its_definition_sheet(name, written):
    measure, sheet = MEASURES[name], written[f"measures/{name}.md"]

    assert f"(measures/{name}.md)" not in sheet
    assert f"[`{name}`]({name}.md)" in written["measures/index.md"]
    assert measure.title in sheet
    assert measure.definition in sheet
    assert all(text in sheet for text in (measure.why, measure.departs, measure.source))
    assert all(f"`{column}`" in sheet for columns in measure.needs.values() for column in columns)
    assert sheet.count("| period `") == len(measure.examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name, written):
    section = commands.section(name, COMMANDS[name])

    assert section in written["commands.md"]
    for option in COMMANDS[name].params:
        if option.param_type_name == "option":
            assert f"`{', '.join([*option.opts, *option.secondary_opts])}`" in section
    assert f"{name}" in section.partition("Example")[2]


@pytest.mark.parametrize("name", cptracker.__all__)
def test_every_public_name_is_explained(name, written):
    """With all that its docstring explains, and each of its arguments."""
    page, sections = written["api.md"], parts_of(docstring_of(name))

    assert f"### {name}\n" in page
    assert sections[""].strip()
    assert sections[""] in page
    thing = getattr(cptracker, name)
    if inspect.isfunction(thing) and thing.__module__.startswith("cptracker."):
        explained = entries(sections.get("Args", ""))
        assert list(explained) == list(inspect.signature(thing).parameters)
        assert sections["Returns"].strip()


def test_no_public_name_is_left_without_a_group():
    assert set(api.groups()) == set(api.GROUPS)
    assert sorted(name for names in api.GROUPS.values() for name in names) == sorted(
        cptracker.__all__
    )


@pytest.mark.parametrize("table", [*formats(), *DERIVED])
def test_every_table_and_column_is_there(table, written):
    section = written["tables.md"].partition(f"\n### {table}\n")[2].partition("\n### ")[0]

    assert section
    if table in formats():
        assert all(f"`{column.name}`" in section for column in formats()[table].columns)


@pytest.mark.parametrize(
    ("page", "schema"), [("plan-files.md", plan_schema()), ("status-json.md", status_schema())]
)
def test_every_key_of_a_schema_is_there(page, schema, written):
    definitions = schema["$defs"]

    assert all(f"## {name}\n" in written[page] for name in definitions)
    for definition in (schema, *definitions.values()):
        assert [
            key for key in definition.get("properties", ()) if f"| `{key}` |" not in written[page]
        ] == []


def test_every_check_is_there(written):
    assert all(f"`{check}`" in written["checks.md"] for check in CHECKS)


def test_exit_codes_are_all_there(written):
    assert set(MEANINGS) == set(ExitCode) - {ExitCode.INTERRUPTED}
    assert all(f"| {code} | {meaning} |" in exit_codes.page() for code, meaning in MEANINGS.items())


def test_the_drawing_shows_every_package_in_its_layer():
    """Each layer has a title of its own, and a line; the packages stand in it."""
    lines = [line for line in layers.drawing().splitlines() if not line.startswith("+")]
    packages = {path.stem for path in PACKAGE.iterdir()} & set().union(*LAYERS)

    assert len(lines) == len(LAYERS)
    assert {
        name: lines[layer_of(name)].split().count(name) > 0 for name in packages
    } == dict.fromkeys(packages, True)
    assert len({layers.title_of(layer) for layer in LAYERS}) == len(LAYERS)
    assert all(layers.about(name) for name in packages)


def test_pages_that_are_no_more_are_removed(tmp_path):
    stale = tmp_path / "reference" / "generated" / "measures" / "gone.md"
    stale.parent.mkdir(parents=True)
    stale.write_text("# Gone\n", encoding="utf-8")

    write_pages(tmp_path)

    assert not stale.exists()
    assert (stale.parent / "index.md").read_text("utf-8") == measures.index(MEASURES)
