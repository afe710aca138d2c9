"""Values in a notebook: accessible tables with charts, frames, and an example that runs."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from attrs import evolve
from editions_made import restricted

import cptracker
from cptracker.disclosure.suppression import suppress
from cptracker.files.bundled import PACKAGE
from cptracker.model.rounding import ListDisplay, ShownValue
from cptracker.plan.start import NOTEBOOK, start_folder

RESTRICTED = "RESTRICTED: exact figures, not for publication"
EXAMPLE = "EXAMPLE DATA: made-up children of an invented council"


def profile():
    (found,) = [
        indicator.series
        for indicator in restricted("appendix").appendix
        if indicator.title == "Children looked after by age"
    ]
    return found


def children():
    return cptracker.cases("dental-checks", PACKAGE / "example_records")


def members():
    return cptracker.members("dental-checks", PACKAGE / "example_records")


def plan():
    from cptracker.files.bundled import bundled

    return cptracker.load_plan(bundled("strategy"))


def typed(number=60):
    """The typed values of a plan, each typed in a quarter of its own."""
    from typed_plan import typed_values

    return typed_values(number)


VALUES = {
    "report": restricted,
    "series": profile,
    "plan": plan,
    "actions of a report": lambda: restricted().action_list,
    "actions of a plan": lambda: cptracker.track(plan(), restricted().as_at),
    "who stands behind a figure": children,
    "members": members,
    "typed values": typed,
}
each = pytest.mark.parametrize("make", VALUES.values(), ids=VALUES)


EMPTY = {"br", "path", "rect", "circle", "polygon", "polyline", "line", "ellipse", "use"}
"""Tags that hold nothing, as HTML or as our SVG writes them."""


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and whether they are balanced."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def of(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@each
def test_each_shows_itself_as_an_accessible_table(make):
    """A caption, a header row, and a header for each row; nothing comes from outside."""
    shown = make()._repr_mimebundle_()
    page = Page(shown["text/html"])

    assert page.open == []
    assert len(page.of("caption")) == len(page.of("table")) == 1
    scopes = [attrs["scope"] for attrs in page.of("th")]
    assert scopes.count("row") == len(page.of("tr")) - 1
    assert scopes.count("col") > 1
    assert not page.of("script") + page.of("style") + page.of("link")
    assert all(attrs["role"] == "img" for attrs in page.of("svg"))
    assert shown["text/plain"]


@pytest.mark.parametrize("name", ["report", "series", "who stands behind a figure", "members"])
def test_what_is_exact_says_that_it_is_restricted_and_made_up(name):
    shown = VALUES[name]()._repr_mimebundle_()

    for text in shown.values():
        assert RESTRICTED in text
        assert EXAMPLE in text


def test_a_protected_report_says_that_it_is_public():
    html = suppress(restricted())._repr_html_()

    assert "PUBLIC" in html
    assert RESTRICTED not in html


def test_a_report_and_a_series_come_with_charts():
    assert len(Page(restricted()._repr_html_()).of("svg")) > 20
    assert len(Page(profile()._repr_html_()).of("svg")) == 1


@each
def test_each_becomes_a_frame_of_any_kind(make):
    value = make()
    frame = value.to_polars()

    assert len(frame) > 0
    assert list(value.to_pandas().columns) == frame.columns
    assert value.to_arrow().column_names == frame.columns


@pytest.mark.parametrize("name", ["report", "series", "who stands behind a figure", "members"])
def test_every_row_of_a_frame_says_that_the_records_are_made_up(name):
    assert set(VALUES[name]().to_polars()["example_data"]) == {"EXAMPLE DATA"}


def test_a_series_has_a_row_for_each_figure():
    series = profile()
    frame = series.to_polars()

    assert len(frame) == len(series.figures)
    assert frame["value"].to_list() == [float(figure.value) for figure in series.figures]
    assert frame["period_start"].dtype.is_temporal()


def test_a_series_of_real_records_says_nothing_of_examples():
    real = evolve(profile(), example_data=False)

    assert "EXAMPLE" not in real._repr_html_()
    assert "example_data" not in real.to_polars().columns


def test_a_list_without_anything_says_so_and_keeps_its_columns():
    empty = ListDisplay()

    assert "There are none." in empty._repr_html_()
    assert empty.to_polars().columns == restricted().action_list.to_polars().columns
    assert empty == ()


def test_who_stands_behind_a_figure_comes_with_the_figure():
    """The figure first, then how many of each, under the words that the measure's days have."""
    cases = children()
    html = cases._repr_html_()
    figure = cases.figure

    assert f"{figure.numerator} of {figure.denominator}" in html
    assert f"{len(cases.members):,} rows: " in html
    assert [heading for heading in cases.headings if heading] == ["on"]
    assert ">On</th>" in html


def test_a_picture_that_is_copied_away_still_says_what_it_is():
    svg = profile()._repr_html_().partition("<svg")[2]

    assert "RESTRICTED \N{MIDDLE DOT} EXAMPLE DATA" in svg


def test_dates_and_references_are_not_broken_into_lines():
    """Short columns keep their lines, long ones break."""
    head = Page(restricted().action_list._repr_html_()).of("th")[:3]

    assert ["nowrap" in heading["style"] for heading in head] == [True, False, False]


def test_a_long_list_of_members_is_cut_and_says_so():
    cases = children()

    assert f"{len(cases.members) - 20:,} more: to_polars() has them all." in cases._repr_html_()
    assert len(cases.to_polars()) == len(cases.members)


def test_texts_are_harmless():
    """What an officer wrote is never read as HTML."""
    nasty = evolve(restricted().action_list[0], title="<script>alert(1)</script>&")
    html = ListDisplay([nasty])._repr_html_()

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in html


def test_nothing_is_loaded_before_a_value_is_shown():
    """Showing costs those who do not show nothing."""
    program = (
        "import sys, cptracker\n"
        "from cptracker.model.plan import Plan\n"
        "print('cptracker.notebooks' in sys.modules, 'polars' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.split() == ["False", "False"]


def test_what_is_not_known_how_to_show_is_no_table():
    class Odd(ShownValue):
        pass

    with pytest.raises(TypeError, match="Odd has no table"):
        Odd().to_polars()


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The notebook that `cptracker init` writes, run in its folder."""
    import nbformat
    from nbclient import NotebookClient

    folder = tmp_path_factory.mktemp("council") / "mine"
    start_folder(folder)
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_example_notebook_runs(executed):
    """Each cell shows a table, and no cell warns."""
    for cell in executed:
        kinds = [output.output_type for output in cell.outputs]
        assert kinds == ["execute_result"], cell.source
        assert "<table" in cell.outputs[0].data["text/html"]


def test_the_example_notebook_says_what_it_shows(executed):
    shown = [cell.outputs[0].data["text/html"] for cell in executed]

    assert sum(RESTRICTED in text for text in shown) == 4
    assert sum("EXAMPLE DATA" in text for text in shown) >= 4


def test_the_example_notebook_is_shipped_without_output():
    notebook = json.loads((PACKAGE / "templates" / NOTEBOOK).read_text(encoding="utf-8"))

    assert all(not cell.get("outputs") for cell in notebook["cells"])
    assert "EXAMPLE DATA" in "".join(notebook["cells"][0]["source"])
