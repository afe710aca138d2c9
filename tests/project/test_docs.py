"""README and every page of the documentation are true: commands, examples, outputs, links.

`pytest tests/project/test_docs.py --snapshot-update` writes the outputs and files that they
show anew.
"""

import re

import pytest
from doc_pages import (
    KINDS,
    PAGES,
    ROOT,
    blocks,
    name_of,
    new_body,
    prose,
    records_read_once,
    working_folder,
)
from ruamel.yaml import YAML

from cptracker.benchmarking.detection import DFE, LAIT, PLAIN
from cptracker.cli.days import EVERY
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS

pages = pytest.mark.parametrize("path", PAGES, ids=name_of)

RUN = {"sh", "python"}
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)\s]+)\)")


@pytest.fixture(scope="module")
def read_once():
    with records_read_once():
        yield


@pages
def test_what_a_page_shows_is_what_one_gets(path, tmp_path, monkeypatch, request, read_once):
    """All blocks of a page in order, in one folder, as a reader would go through them."""
    monkeypatch.chdir(working_folder(tmp_path))
    text, names = path.read_text(encoding="utf-8"), {}
    rewritten = [(block, new_body(block, tmp_path, names)) for block in blocks(text)]

    if request.config.getoption("--snapshot-update"):
        for block, body in reversed(rewritten):
            start, end = block.span
            text = text[:start] + body + text[end:]
        path.write_text(text, encoding="utf-8", newline="\n")
    else:
        assert [block.what for block, body in rewritten if block.body != body] == []


@pages
def test_each_block_is_run_compared_or_says_why_not(path):
    text = path.read_text(encoding="utf-8")
    page_blocks = list(blocks(text))

    assert [block.kind for block in page_blocks if block.kind not in ("", *KINDS)] == []
    assert [
        block.body
        for block in page_blocks
        if not block.kind and block.form not in RUN and not block.form.startswith("{")
    ] == []
    assert [
        block for block in page_blocks if block.kind in ("not run", "save as") and not block.what
    ] == []
    assert re.findall(r"^ +```", text, re.MULTILINE) == []  # would not be run


@pages
def test_yaml_that_is_shown_can_be_read(path):
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.form == "yaml":
            assert YAML(typ="safe").load(block.body)


@pages
def test_continuous_integration_installs_and_tests_in_the_same_words(path):
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace(".ci/venv", ".venv")
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.kind == "run by .ci/run":
            assert [
                words for words in block.body.strip().split(" && ") if words not in script
            ] == []


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def generated():
    """The pages that are written from the code, by path."""
    from reference_pages import FOLDER, pages

    return {(ROOT / "docs" / FOLDER / name).resolve() for name in pages()}


@pages
def test_links_lead_somewhere(path, generated):
    """To a file that is there or is generated, and to a heading that is in it."""
    for link in LINK.findall(prose(path.read_text(encoding="utf-8"))):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists() or target in generated, link
        assert not anchor or not target.exists() or anchor in anchors(target), link


def rows_under(page, header):
    """The cells of the table of a page that has this header."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    start = lines.index(header) + 2
    table = lines[start : lines.index("", start)]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def test_files_of_comparators_are_known_by_the_columns_that_are_named():
    rows = rows_under("how-to/add-published-figures.md", "| file | known by its columns |")
    dfe, lait, plain = (re.findall(r"`([^`]+)`", row[1]) for row in rows)

    assert set(DFE) - {"country_name"} <= set(dfe)
    assert lait == list(LAIT)
    assert plain == [*PLAIN, "like_for_like", "note", "group", "published"]


def test_every_format_and_edition_is_listed():
    formats = [row[0] for row in rows_under("reference/papers.md", "| ending | for whom |")]
    editions = [row[0] for row in rows_under("reference/papers.md", "| edition | what it is |")]

    assert set(re.findall(r"`(\.\w+)`", " ".join(formats))) == set(FORMATS)
    assert {name.strip("`") for name in editions} == set(EDITIONS)


def test_the_words_are_in_order():
    words = [row[0].casefold() for row in rows_under("reference/words.md", "| word | meaning |")]

    assert words == sorted(words)


def test_what_may_be_said_for_every_is_listed():
    text = (ROOT / "docs" / "how-to" / "use-your-own-files.md").read_text(encoding="utf-8")

    assert [every for every in EVERY if f"`{every}`" not in text] == []
