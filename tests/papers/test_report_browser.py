"""Papers as people open them: in Chromium and in LibreOffice. Run by hand with `-m browser`.

    apt-get install chromium libreoffice-writer libreoffice-calc poppler-utils
    AXE_CORE=…/axe.min.js pytest -m browser tests/papers/test_report_browser.py

Without AXE_CORE, axe-core comes from npm.
"""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from reports_made import made_report

from cptracker.reports.document.tables import PaperTable
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.writers.formats import FORMATS, render

pytestmark = pytest.mark.browser

AXE = "axe-core@4.14.1"
ASK = """
<script>
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
                             "best-practice"]}).then(found => {
  const result = {rules: found.passes.length, wide: document.documentElement.scrollWidth,
    seen: window.innerWidth,
    violations: found.violations.map(one => [one.id, one.help, one.nodes[0].html])};
  parent.postMessage(JSON.stringify(result), "*");
});
</script>
"""
FRAMES = """
<!DOCTYPE html><pre id="results"></pre>
<script>
const pages = PAGES, results = [];
function next() {
  document.querySelector("iframe")?.remove();
  if (results.length == pages.length) return;
  const [address, width] = pages[results.length], frame = document.createElement("iframe");
  frame.style = `width: ${width}px; height: 1200px; border: 0`;
  frame.src = address;
  document.body.append(frame);
}
addEventListener("message", event => {
  results.push(JSON.parse(event.data));
  document.getElementById("results").textContent = JSON.stringify(results);
  next();
});
next();
</script>
"""
"""One page after another, in one browser; a window is never narrower than 500 pixels, and a frame
within one is as narrow as a phone."""

VIEWS = {"phone": 375, "laptop": 1280, "print": 794}
"""Widths in pixels; an A4 page has 794, and 1123 if it is laid across."""


papers = pytest.mark.parametrize(
    ("name", "audience"),
    [
        (name, audience)
        for name, edition in EDITIONS.items()
        for audience in ("made by hand", "restricted", "public")
        if (audience == "public" or not edition.public_only)
        and (audience != "made by hand" or not edition.also)
    ],
)


def needed(*programs):
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}; the head of this file says how to install it")


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The text of axe-core."""
    if "AXE_CORE" in os.environ:
        return Path(os.environ["AXE_CORE"]).read_text("utf-8")
    needed("npm", "tar")
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run(["npm", "pack", "--silent", AXE], cwd=folder, check=True, timeout=120)
    (packed,) = folder.glob("*.tgz")
    subprocess.run(["tar", "xzf", packed.name], cwd=folder, check=True, timeout=60)
    return (folder / "package" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def reports(council):
    """A made one with every kind of row, and the shipped plan, restricted and public."""
    import cptracker
    from cptracker.disclosure.release import release
    from cptracker.files.bundled import bundled

    plan = cptracker.load_plan(bundled("strategy"))
    records = cptracker.load_records([council])
    also = [part for edition in EDITIONS.values() for part in edition.also]
    whole = cptracker.build_status(plan, cptracker.find_measures(), records, also=also)
    return {"made by hand": made_report(), "restricted": whole, "public": release(whole)}


def chromium(*args):
    needed("chromium")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    done = subprocess.run(["chromium", *flags, *map(str, args)], capture_output=True, check=True,
                          timeout=600)  # fmt: skip
    return done.stdout.decode()


def axe_results(pages, axe, folder):
    """What axe-core finds in pages, each of some width."""
    (folder / "axe.js").write_text(axe, "utf-8")
    addresses = []
    for number, (page, width) in enumerate(pages):
        marked = page.replace("</body>", f'<script src="axe.js"></script>{ASK}</body>')
        (folder / f"page{number}.html").write_text(marked, "utf-8")
        addresses.append([f"page{number}.html", width])
    frames = FRAMES.replace("PAGES", json.dumps(addresses))
    (folder / "frames.html").write_text(frames, "utf-8")
    dom = chromium("--window-size=1400,1300", "--virtual-time-budget=100000000",
                   "--allow-file-access-from-files", "--dump-dom",
                   (folder / "frames.html").as_uri())  # fmt: skip
    (results,) = re.findall(r'<pre id="results">(.*?)</pre>', dom, re.DOTALL)
    return json.loads(unescape(results))


def as_viewed(content, view, landscape):
    """A page and its width; for print with the rules of print alone."""
    page, width = content.decode(), VIEWS[view]
    if view != "print":
        return page, width
    return page.replace("@media print", "@media all"), 1123 if landscape else width


@papers
def test_axe_finds_no_violation_and_nothing_sticks_out(reports, axe, tmp_path, name, audience):
    """By the rules of WCAG 2.2 AA and by axe's best practice: on a phone, a laptop and paper."""
    (content,) = render(reports[audience], [FORMATS[".html"]], name=name)
    landscape = edition(name)(reports[audience]).landscape
    pages = [as_viewed(content, view, landscape) for view in VIEWS]
    found = axe_results(pages, axe, tmp_path)

    assert len(found) == len(VIEWS)
    for (_, width), result in zip(pages, found, strict=True):
        assert result["violations"] == []
        assert result["rules"] > 15
        assert result["seen"] == width
        assert result["wide"] <= width


def test_axe_is_at_work(axe, tmp_path):
    """A page that does everything wrong is found out."""
    page = "<html><body><h3>x</h3><img src='data:,'><p style='color:#ccc'>pale</p></body></html>"

    assert {"image-alt", "html-has-lang", "color-contrast"} <= {
        rule for rule, *_ in axe_results([(page, 1280)], axe, tmp_path)[0]["violations"]
    }


def pages(pdf):
    """The words of each page."""
    needed("pdftotext")
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True,
                          timeout=60)  # fmt: skip
    return done.stdout.decode().split("\f")[:-1]


def says_what_it_is(text, report):
    """Each page by itself."""
    word = "RESTRICTED" if report.audience == "restricted" else "PUBLIC"
    return [number for number, page in enumerate(text, 1)
            if word not in page or "EXAMPLE DATA" not in page]  # fmt: skip


def stranded(text, report, name):
    """Headings and captions that are the last line of a page, above its foot."""
    paper = edition(name)(report)
    tables = (block.caption for block in paper.reading if isinstance(block, PaperTable))
    leads = {heading.text for heading in paper.headings} | set(tables)
    return [last for last in map(last_line, text) if last in leads]


def last_line(page):
    """Of a page's own words; beneath them stands its foot."""
    *_, last, _foot = (line.strip() for line in page.splitlines() if line.strip())
    return last


@papers
def test_every_printed_page_says_what_it_is(reports, tmp_path, name, audience):
    (content,) = render(reports[audience], [FORMATS[".html"]], name=name)
    (tmp_path / "page.html").write_bytes(content)
    chromium("--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}",
             (tmp_path / "page.html").as_uri())  # fmt: skip
    texts = pages(tmp_path / "page.pdf")

    assert texts
    assert says_what_it_is(texts, reports[audience]) == []
    assert stranded(texts, reports[audience], name) == []


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@papers
def test_libreoffice_opens_it_and_every_page_says_what_it_is(
    reports, tmp_path, name, audience, suffix
):
    needed("soffice")
    (content,) = render(reports[audience], [FORMATS[suffix]], name=name)
    (tmp_path / f"paper{suffix}").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / f"paper{suffix}"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    texts = pages(tmp_path / "paper.pdf")

    assert texts
    assert says_what_it_is(texts, reports[audience]) == []
    if suffix == ".docx":
        assert stranded(texts, reports[audience], name) == []
