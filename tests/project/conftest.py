"""The sdist and the wheel, built once for all tests of packages."""

import shutil
import sys
from pathlib import Path

import pytest
from built_packages import LEFT_BEHIND, ROOT, call


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """A copy of the checkout, so that nothing is built in the real one."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("made") / "copy", ignore=LEFT_BEHIND))


@pytest.fixture(scope="session")
def built(checkout):
    """The sdist, and the wheel made from that sdist."""
    call(sys.executable, "-m", "build", "--outdir", checkout / "dist", checkout, cwd=checkout)
    return checkout / "dist"


@pytest.fixture(scope="session")
def wheel(built):
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def sdist(built):
    (path,) = built.glob("*.tar.gz")
    return path
