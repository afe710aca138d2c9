"""Every public name has an example, and every example is true.

They run in a folder with `records`, `strategy` and `measures` as `cptracker init` writes them.
"""

import doctest
import inspect

import pytest
from doc_pages import records_read_once, working_folder

import cptracker
from reference_pages.docstrings import docstring_of, parts_of

PARSER = doctest.DocTestParser()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return working_folder(tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module", autouse=True)
def read_once():
    with records_read_once():
        yield


@pytest.mark.parametrize("name", cptracker.__all__)
def test_every_public_name_has_an_example_that_is_true(name, folder, monkeypatch):
    monkeypatch.chdir(folder)
    example = PARSER.get_doctest(
        parts_of(docstring_of(name)).get("Example", ""), {}, name, None, None
    )
    assert example.examples

    written = []
    results = doctest.DocTestRunner(verbose=False).run(example, out=written.append)

    assert results.failed == 0, "".join(written)


@pytest.mark.parametrize("name", cptracker.__all__)
def test_each_function_that_fails_on_purpose_says_how(name):
    """What a function of ours raises by its own words stands under `Raises`."""
    thing = getattr(cptracker, name)
    if inspect.isfunction(thing) and " raise " in inspect.getsource(thing):
        assert parts_of(docstring_of(name)).get("Raises")
