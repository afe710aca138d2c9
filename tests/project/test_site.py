"""The documentation as a site: it builds without a warning, and needs no network.

Run with `pytest -m site`; it needs `pip install 'cptracker[docs]'`.
"""

import re
import subprocess
import sys

import pytest
from doc_pages import DOCS, PAGES

import cptracker

pytestmark = pytest.mark.site

FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=[\"']?((?:https?:)?//[^\"' >]+)"
    r"|<link\b(?![^>]*rel=[\"']?(?:canonical|prev|next))[^>]*\bhref=[\"']?((?:https?:)?//[^\"' >]+)"
)
STYLED = re.compile(r"(?:@import|url\()\s*[\"']?((?:https?:)?//[^\"')]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built site; every warning is an error, a link that leads nowhere among them."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", DOCS, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_built(site):
    for page in PAGES:
        if page.is_relative_to(DOCS):
            assert (site / page.relative_to(DOCS)).with_suffix(".html").exists()


@pytest.mark.parametrize("name", cptracker.__all__)
def test_every_public_name_can_be_found(site, name):
    """Other projects link to it by Sphinx's inventory, and the search finds it."""
    from sphinx.util.inventory import InventoryFile

    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, path: path)

    known = {key for kind, names in inventory.items() if kind.startswith("py:") for key in names}
    assert f"cptracker.{name}" in known


def test_nothing_is_fetched_from_elsewhere(site):
    """No font, script, style or picture of another place; links that a reader follows are fine."""
    for path in site.rglob("*.html"):
        assert FETCHED.findall(path.read_text(encoding="utf-8")) == [], path.name
    for path in site.rglob("*.css"):
        assert STYLED.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_the_search_sees_what_it_looks_for():
    assert FETCHED.findall('<script src="https://a.example/b.js">') != []
    assert FETCHED.findall('<link rel="stylesheet" href="//a.example/b.css">') != []
    assert STYLED.findall("@import 'https://a.example/font.css'") != []
