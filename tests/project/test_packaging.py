"""However it is installed, a status is shown: from a wheel, an sdist, editable, or a checkout.

Run with `pytest -m packaging`; it builds, and installs from PyPI into an environment of its own.
"""

import os
import shutil
import tarfile
import venv
import zipfile

import pytest
from built_packages import call

SHIPPED = ("strategy/plan.yaml", "strategy/plan.schema.json", "measures/health.py")
TESTS_OF_THE_WHEEL = (
    "measures/test_measures.py",
    "plan/test_loading.py",
    "status/test_status.py",
    "commands/test_cli.py",
)

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def python(tmp_path_factory, wheel):
    """An environment with what the wheel declares that it needs, and no more."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    program = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    call(program, "-m", "pip", "install", "-q", wheel, cwd=folder)
    call(program, "-m", "pip", "uninstall", "-q", "-y", "cptracker", cwd=folder)
    return program


@pytest.fixture
def install(python, tmp_path):
    """Installs for one test."""

    def put(*words):
        call(python, "-m", "pip", "install", "-q", "--no-deps", *words, cwd=tmp_path)

    yield put
    call(python, "-m", "pip", "uninstall", "-q", "-y", "cptracker", cwd=tmp_path)


def shows_a_status(python, folder, **environment):
    """A status of the whole plan, and each command that reads what is shipped."""
    text = call(python, "-m", "cptracker", "status", cwd=folder, **environment)
    assert "EXAMPLE DATA" in text
    assert "7 Prepared and supported" in text
    whole = call(python, "-m", "cptracker", "status", "--full", cwd=folder, **environment)
    assert "Priority 7" in whole
    assert "28 measures: 28 no target" in whole
    for args in (["check"], ["measures"], ["schema"], ["schema", "status"], ["init", "mine"]):
        call(python, "-m", "cptracker", *args, cwd=folder, **environment)
    call(python, "-m", "cptracker", "new", "measure", "my-own", cwd=folder, **environment)


def test_the_wheel_holds_what_is_shipped_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {f"cptracker/_bundled/{name}" for name in SHIPPED} < names
    assert "cptracker/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"cptracker"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_sdist_holds_what_it_takes_to_build_and_test(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".ci/run"} < names
    assert set(SHIPPED) < names
    assert "tests/conftest.py" in names


def test_from_the_wheel(python, install, wheel, tmp_path):
    install(wheel)
    shows_a_status(python, tmp_path)


def test_from_the_sdist(python, install, sdist, tmp_path):
    install(sdist)
    shows_a_status(python, tmp_path)


def test_editable(python, install, checkout, tmp_path):
    install("-e", checkout)
    shows_a_status(python, tmp_path)


def test_from_a_plain_checkout(python, checkout, tmp_path):
    """Not installed at all: the dependencies and the source are enough."""
    shows_a_status(python, tmp_path, PYTHONPATH=str(checkout / "src"))


def test_the_wheel_alone_passes_tests(python, install, wheel, checkout, tmp_path):
    """Without `src`, `measures` and `strategy` beside them, tests can only find the wheel."""
    alone = shutil.copytree(checkout, tmp_path / "alone", ignore=shutil.ignore_patterns("dist"))
    for folder in ("src", "measures", "strategy"):
        shutil.rmtree(alone / folder)
    install(wheel)
    call(python, "-m", "pip", "install", "-q", f"{wheel}[test]", cwd=tmp_path)
    tests = [alone / "tests" / name for name in TESTS_OF_THE_WHEEL]

    assert " passed" in call(python, "-m", "pytest", "-q", *tests, cwd=alone)
