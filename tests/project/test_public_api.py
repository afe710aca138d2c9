"""What others may rely on: the names of `cptracker.__all__`, had late and explained."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import cptracker

SOURCE = Path(cptracker.__file__)
HEAVY = {
    "attrs", "cattrs", "click", "duckdb", "holidays", "narwhals", "pandas", "polars", "pyarrow",
    "pyspark", "rich", "ruamel",
}  # fmt: skip

BORROWED = {"CARE", "CHILD", "Frame", "Members", "col", "lit", "when"}
"""Constants, types and Narwhals' own words, which carry no docstring of ours."""


def loaded_after(code):
    """The heavy libraries that a fresh Python has loaded after some code."""
    text = f"{code}\nimport sys\nprint(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("name", cptracker.__all__)
def test_every_public_name_is_there(name):
    assert getattr(cptracker, name) is not None


def test_names_are_sorted_and_named_once():
    assert list(cptracker.__all__) == sorted(set(cptracker.__all__))


def test_type_checkers_see_the_same_names():
    """The imports for type checkers, the homes of the late imports and `__all__` agree."""
    (block,) = [
        node for node in ast.parse(SOURCE.read_text(encoding="utf-8")).body
        if isinstance(node, ast.If)
    ]  # fmt: skip
    imported = {(alias.name, node.module) for node in block.body for alias in node.names}

    assert {name for name, _ in imported} == set(cptracker.__all__)
    assert imported == set(cptracker._HOME.items())


@pytest.mark.parametrize("name", sorted(set(cptracker.__all__) - BORROWED))
def test_every_public_function_and_class_is_explained(name):
    """Its own docstring, and one for each public method and property of a class."""
    thing = getattr(cptracker, name)
    assert (thing.__doc__ or "").strip()
    if inspect.isclass(thing):
        attributes = {key: value for key, value in vars(thing).items() if not key.startswith("_")}
        members = {
            key: value for key, value in attributes.items()
            if inspect.isfunction(value) or isinstance(value, property)
        }  # fmt: skip
        assert [key for key, value in members.items() if not value.__doc__] == []


def test_importing_costs_nothing_until_a_name_is_used():
    """A tool that embeds this pays for what it uses."""
    assert loaded_after("import cptracker") == []
    assert loaded_after("import cptracker; cptracker.__version__, cptracker.__all__") == []


@pytest.mark.parametrize(
    ("name", "libraries"),
    [
        pytest.param("Problem", ["attrs"], id="values need attrs"),
        pytest.param("StatusReport", ["attrs"], id="results need attrs"),
        pytest.param("load_plan", ["attrs", "cattrs", "ruamel"], id="a plan needs YAML"),
    ],
)
def test_a_name_brings_no_more_than_it_needs(name, libraries):
    assert set(loaded_after(f"import cptracker; cptracker.{name}")) <= set(libraries)


def test_a_name_that_is_not_there_is_told_as_python_tells_it():
    with pytest.raises(AttributeError, match="has no attribute 'nothing_of_the_kind'"):
        _ = cptracker.nothing_of_the_kind


def test_star_and_dir_give_the_public_names():
    space = {}
    exec("from cptracker import *", space)

    assert set(cptracker.__all__) <= set(space)
    assert set(cptracker.__all__) <= set(dir(cptracker))


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert cptracker.__version__ == version("cptracker")


def test_types_are_told_to_others():
    assert (SOURCE.parent / "py.typed").exists()
