"""The Together Plan in `strategy/`: complete, in our own words, every figure with its source.

The YAML is read here without the library, so that these tests judge the content alone. The
council's documents and the DfE's files stand beside the repository; where they are absent, the
tests that compare with them are skipped.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "strategy").glob("*.yaml"))
WITH_SECOND = [*FILES, *sorted((ROOT / "strategy").glob("*/*.yaml"))]
SHARED = ROOT.parent / "shared"
DATA = SHARED / "data" / "comparators"
SEEDS = SHARED / "seeds"

KEYS = {
    "plan", "principles", "corporate_parent", "good_care", "priorities", "targets", "published",
    "glossary", "plain_promises", "plain_words", "meetings", "recommendations", "updates",
    "comparators", "benchmark", "commentary", "checks_off", "stated_targets", "contradictions",
    "duties", "standing_items",
}  # fmt: skip

SUCCESS_MEASURES = {
    "1.1": [
        "social-workers-per-child",
        "three-or-more-social-workers",
        "social-workers-after-transfer",
        "staff-turnover",
    ],
    "1.2": ["personal-advisers-per-care-leaver"],
    "1.3": ["placements-per-child", "three-or-more-placements", "long-term-stability"],
    "1.4": ["in-house-foster-carers"],
    "2.1": ["staff-trained-narrative-model", "staff-trained-trauma-informed"],
    "2.2": ["sdq-in-timescale", "sdq-score-received"],
    "3.1": ["peps-in-timescale", "peps-rated-good"],
    "3.2": ["events-run", "event-attendance"],
    "4.1": [
        "initial-health-assessments",
        "review-health-assessments",
        "annual-health-assessments",
    ],
    "4.2": ["sdq-in-timescale", "sdq-score-received"],
    "5.1": ["in-house-foster-carers"],
    "5.2": ["placed-within-20-miles", "placed-within-50-miles"],
    "5.3": ["care-leavers-suitable-accommodation"],
    "5.4": ["special-guardianship-orders"],
    "6.1": ["participation-attendance", "event-attendance"],
    "6.2": ["bright-spots-engagement"],
    "7.1": ["care-leavers-in-touch"],
    "7.2": ["care-leavers-suitable-accommodation"],
    "7.3": ["care-leavers-eet"],
}

SCORECARD_ONLY = {
    "children-looked-after", "children-looked-after-rate", "children-starting-care",
    "children-leaving-care", "dental-checks", "immunisations-up-to-date", "children-visited",
    "missing-from-care", "pathway-plans-in-date",
}  # fmt: skip

LATER = {
    "adoptions", "assessments-in-45-working-days", "care-leavers-supported",
    "case-supervisions-in-timescale", "child-in-need-seen-in-four-weeks", "child-protection-plans",
    "child-protection-seen-in-four-weeks", "child-protection-seen-in-two-weeks",
    "children-in-need-plans", "children-leaving-care-rate", "children-missing",
    "children-starting-care-rate", "contacts-received", "days-to-adoptive-home-average",
    "early-help-assessments", "in-higher-education", "in-house-share-of-fostering",
    "left-care-by-adoption", "left-care-for-home", "left-care-to-special-guardians",
    "missing-episodes", "pathway-plan-by-16-and-a-quarter", "placed-for-adoption", "re-referrals",
    "referrals-rate", "referrals-received", "reviews-in-timescale", "single-assessments-rate",
    "staff-length-of-service", "substance-misuse", "three-or-more-placements-in-two-years",
    "took-part-in-review",
}  # fmt: skip
"""Of which a document tells a figure, and which stand under no success measure."""

MEASURES = SCORECARD_ONLY.union(LATER, *SUCCESS_MEASURES.values())


def read(path: Path) -> dict[str, Any]:
    """One file of the plan; ruamel refuses a key that is written twice."""
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = YAML(typ="safe", pure=True).load(stream)
    return content


@cache
def everything() -> dict[str, Any]:
    """The plan, its lists joined in the order of the files' names."""
    whole: dict[str, Any] = {}
    for path in FILES:
        for key, value in read(path).items():
            whole[key] = whole.get(key, []) + value if isinstance(value, list) else value
    return whole


def published() -> list[dict[str, Any]]:
    return everything()["published"]


def priorities() -> list[dict[str, Any]]:
    return everything()["priorities"]


needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the council's documents are not here")


@cache
def document(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


# The files


@pytest.mark.parametrize("path", WITH_SECOND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_clean_yaml_with_known_keys(path):
    """No key twice, no unknown key, and the line that points an editor at the schema."""
    up = "" if path in FILES else "../"
    assert path.read_text(encoding="utf-8").startswith(
        f"# yaml-language-server: $schema={up}plan.schema.json\n"
    )
    assert set(read(path)) <= KEYS


@pytest.mark.parametrize("path", WITH_SECOND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_stays_as_it_is_when_a_tool_writes_it_back(path):
    """Indented as the editor commands write it, so that an edit changes only its own lines."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.width = 4096
    text = path.read_text(encoding="utf-8")
    written = StringIO()

    yaml.dump(yaml.load(text), written)

    assert written.getvalue() == text


def test_the_plan_says_what_it_is():
    """Whose it is stands in it as the DfE's files name the council."""
    plan = everything()["plan"]

    assert plan["identifier"] == "together-plan"
    assert plan["council"] == "Southampton"
    assert plan["period"] == "2022-2027"
    assert plan["title"]
    assert plan["source"]
    assert plan["vision"]


# What was promised


@pytest.mark.parametrize(
    ("name", "count"), [("principles", 6), ("corporate_parent", 12), ("good_care", 14)]
)
def test_statements_are_all_there_and_numbered(name, count):
    """As many as the plan has, counted from 1 without a gap."""
    assert [statement["number"] for statement in everything()[name]] == list(range(1, count + 1))
    assert all(statement["text"] for statement in everything()[name])


def test_seven_priorities_one_a_file():
    """Priority 3 is in `priority-3.yaml` and nowhere else."""
    assert [priority["number"] for priority in priorities()] == [1, 2, 3, 4, 5, 6, 7]
    for number in range(1, 8):
        only = read(ROOT / "strategy" / f"priority-{number}.yaml")["priorities"]
        assert [priority["number"] for priority in only] == [number]


@pytest.mark.parametrize(
    ("kind", "counts", "place"),
    [
        ("deliverables", [5, 5, 5, 5, 7, 7, 7], "Priority {}, key deliverable {}"),
        (
            "success_measures",
            [4, 2, 2, 2, 4, 2, 3],
            "How we will measure success, priority {}, item {}",
        ),
    ],
)
def test_promises_are_complete_and_in_order(kind, counts, place):
    """41 deliverables and 19 success measures; a reference tells where in the plan it stands."""
    for priority, count in zip(priorities(), counts, strict=True):
        number, items = priority["number"], priority[kind]
        expected = [(f"{number}.{i}", place.format(number, i)) for i in range(1, count + 1)]
        assert [(item["ref"], item["place"]) for item in items] == expected


COMMITMENTS = [6, 3, 6, 5, 7, 6, 7]


def test_every_we_will_of_the_plan_is_a_commitment():
    """40 of them, lettered in the order of the plan's paragraphs; each priority says its aim."""
    assert sum(COMMITMENTS) == 40
    for priority, count in zip(priorities(), COMMITMENTS, strict=True):
        number = priority["number"]
        expected = [
            (f"{number}.{letter}", f'Priority {number}, "We will" paragraph {nth}')
            for nth, letter in enumerate("abcdefgh"[:count], start=1)
        ]
        assert [
            (commitment["ref"], commitment["place"]) for commitment in priority["commitments"]
        ] == expected
        assert priority["statement"]


@needs_seeds
def test_the_plan_has_as_many_we_will_paragraphs():
    """The paragraphs of each priority that begin with "We will", or with "Where" in the first."""
    text = document("together-plan-2022-2027.txt")
    sections = re.split(r"^#+ \**Priority [1-7]", text, flags=re.M)[1:8]
    promised = [part.partition("Key deliverables")[0].partition("You said")[2] for part in sections]
    counts = [len(re.findall(r"^(?:We will|Where safe change)", part, re.M)) for part in promised]

    assert counts == COMMITMENTS


@pytest.mark.parametrize(
    ("kind", "ref", "words"),
    [
        ("deliverables", "2.5", "CoramVoice"),
        ("deliverables", "3.3", "partner"),
        ("deliverables", "6.3", "foster carers"),
        ("deliverables", "6.6", "every other year"),
        ("deliverables", "7.4", "bi-annually"),
        ("deliverables", "7.7", "bi-annually"),
        ("success_measures", "1.1", "transfer"),
        ("success_measures", "2.1", "personal advisers"),
        ("success_measures", "5.2", "Southampton"),
        ("success_measures", "6.2", "annual"),
    ],
)
def test_wording_that_a_panel_can_check_is_kept(kind, ref, words):
    """Where a short title leaves out what the plan binds itself to, `detail` says it."""
    (entry,) = [entry for p in priorities() for entry in p[kind] if entry["ref"] == ref]

    assert words.lower() in entry["detail"].lower()


def test_titles_are_short_and_differ_within_a_priority():
    """A title is a heading; two promises of one priority never read the same."""
    for priority in priorities():
        for kind in ("deliverables", "success_measures", "commitments"):
            titles = [item["title"] for item in priority[kind]]
            assert len(set(titles)) == len(titles)
            longest = 14 if kind == "commitments" else 12
            assert all(0 < len(title.split()) <= longest for title in titles)


def test_each_success_measure_has_its_measures():
    """The table "which success measure uses which", in that order."""
    published_values = {
        success["ref"]: success["measures"]
        for priority in priorities()
        for success in priority["success_measures"]
    }

    assert published_values == SUCCESS_MEASURES


def test_what_young_people_said_is_marked_as_a_summary():
    """Nobody may take our words for a young person's own."""
    for part in (everything()["plan"], *priorities()):
        assert part["young_people_said"].startswith("In summary: ")


def test_no_target_is_invented():
    """The plan sets none, so there is none."""
    assert everything()["targets"] == []


# Figures

PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])|20\d\d\d\d(AY|Q[1-4])?")


def test_every_figure_says_whose_of_when_and_from_where():
    """Measure, area, period, value and source are never missing, and numbers are numbers."""
    for figure in published():
        assert figure["measure"] in MEASURES
        assert figure["area"]
        assert figure["source"]
        assert type(figure["value"]) in (int, float)
        assert isinstance(figure["period"], str)
        assert PERIOD.fullmatch(figure["period"])


def test_split_years_are_two_years_running():
    """`202425` is right, `202426` a slip of the finger."""
    years = {figure["period"][:6] for figure in published() if "-" not in figure["period"]}

    assert all((int(year[2:4]) + 1) % 100 == int(year[4:]) for year in years)


def test_a_figure_counted_differently_says_how():
    """Not like for like needs a note; nothing else is allowed in an entry."""
    allowed = {"measure", "area", "period", "value", "source", "like_for_like", "note"}
    allowed |= {"group", "published"}
    for figure in published():
        assert set(figure) <= allowed
        assert figure.get("like_for_like", True) or figure.get("note")


def test_no_figure_is_typed_twice():
    """Two sources may disagree; one place in a source says one thing."""
    lines = Counter((f["measure"], f["area"], f["period"], f["source"]) for f in published())

    assert [line for line, count in lines.items() if count > 1] == []


def test_a_percentage_is_one():
    """Only counts and rates may pass 100."""
    open_ended = {
        "children-looked-after", "children-looked-after-rate", "children-starting-care",
        "children-leaving-care", "in-house-foster-carers", "special-guardianship-orders",
        "events-run", "adoptions", "care-leavers-supported", "child-protection-plans",
        "children-in-need-plans", "children-leaving-care-rate", "children-missing",
        "children-starting-care-rate", "contacts-received", "days-to-adoptive-home-average",
        "early-help-assessments", "missing-episodes", "placed-for-adoption", "referrals-rate",
        "referrals-received", "single-assessments-rate", "staff-length-of-service",
    }  # fmt: skip
    shares = [f["value"] for f in published() if f["measure"] not in open_ended]

    assert all(0 <= value <= 100 for value in shares)


# The figures against the DfE's files: file, how its rows are chosen, the column typed.
NUMBERS = "cla_number_and_rate_per_10k_children.csv"
STABILITY = "la_cla_placement_stability.csv"
HEALTH = "la_conviction_health_outcome_cla.csv"
WORKFORCE = "csww_indicators_2017_to_2025.csv"
LEAVERS = {
    "care-leavers-suitable-accommodation": (
        "la_care_leavers_accommodation_suitability.csv",
        "Accommodation considered suitable",
    ),
    "care-leavers-eet": (
        "la_care_leavers_activity.csv",
        "Total in education, employment or training",
    ),
}
CELLS = {
    ("children-looked-after", ""): (
        NUMBERS, "Children looked after on 31 March each year", "children_count",
    ),
    ("children-looked-after-rate", ""): (
        NUMBERS, "Children looked after on 31 March each year", "rate_per_10000",
    ),
    ("children-starting-care", ""): (
        NUMBERS, "Children starting to be looked after each year", "children_count",
    ),
    ("children-leaving-care", ""): (
        NUMBERS, "Children ceasing to be looked after each year", "children_count",
    ),
    ("children-starting-care-rate", ""): (
        NUMBERS, "Children starting to be looked after each year", "rate_per_10000",
    ),
    ("children-leaving-care-rate", ""): (
        NUMBERS, "Children ceasing to be looked after each year", "rate_per_10000",
    ),
    ("three-or-more-placements-in-two-years", ""): (
        STABILITY, "With 3 or more placements during the previous 2 years", "children_percent",
    ),
    ("staff-turnover", ""): (WORKFORCE, "Reporting year", "turnover_rate_headcount"),
    ("three-or-more-placements", ""): (
        STABILITY, "With 3 or more placements during the year", "children_percent",
    ),
    ("long-term-stability", ""): (
        STABILITY, "Living with the same carer for at least 2 years", "children_percent",
    ),
    ("three-or-more-social-workers", ""): (
        "la_cla_swcount.csv", "3 or more social workers during the year", "percentage",
    ),
    ("sdq-score-received", ""): (HEALTH, "SDQ score was received", "children_percent"),
    ("annual-health-assessments", ""): (
        HEALTH, "Had their annual health assessment", "children_percent",
    ),
    ("dental-checks", ""): (HEALTH, "Had their teeth checked by a dentist", "children_percent"),
    ("immunisations-up-to-date", ""): (
        HEALTH, "Had their immunisations up to date", "children_percent",
    ),
    **{
        (measure, f"aged {age}"): (file, breakdown, "care_leaver_percent")
        for measure, (file, breakdown) in LEAVERS.items()
        for age in ("17 to 18", "19 to 21")
    },
}  # fmt: skip

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the DfE's files are not here")


@cache
def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def area_of(row: dict[str, str]) -> str:
    return row["la_name"] or row["region_name"] or row["country_name"]


def variant(figure: dict[str, Any]) -> str:
    """Which part a figure is about, an age group, in the words of the Department's files."""
    return figure.get("group", "").replace("age_group: ", "aged ").replace("-", " to ")


def shipped() -> list[dict[str, Any]]:
    """What ships for Southampton from the tables at hand: England and the South East."""
    entries: list[dict[str, Any]] = []
    for path in sorted((ROOT / "src/cptracker/published").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            entries += [{**row, "value": float(row["value"])} for row in csv.DictReader(stream)]
    later = "DfE, Stability measures for children looked after in England 2025, "
    return [
        figure
        for figure in entries
        if figure["area"] in ("England", "South East") and not figure["source"].startswith(later)
    ]


def from_dfe() -> list[dict[str, Any]]:
    """The Department's figures that stand beside the plan's: typed into it, and shipped."""
    typed = [figure for figure in published() if figure["source"].startswith("DfE, ")]
    return [*typed, *shipped()]


def period_of(file: str, row: dict[str, str]) -> str:
    """The year ending 31 March, or the month of 30 September for the workforce."""
    year = row["time_period"]
    return f"{year}-09" if file == WORKFORCE else f"{int(year) - 1}{year[2:]}"


def stated(measure: str, part: str) -> dict[tuple[str, str], float]:
    """All figures of a DfE table that feed a measure, by area and period; symbols left out."""
    file, breakdown, column = CELLS[measure, part]
    age = part.removeprefix("aged ") + " years" if part.startswith("aged") else None
    return {
        (area_of(row), period_of(file, row)): float(row[column])
        for row in rows(file)
        if breakdown in row.values()
        and age in (None, row.get("care_leaver_age"))
        and re.fullmatch(r"[\d.]+", row[column])
    }


@needs_data
@pytest.mark.parametrize(("measure", "part"), CELLS, ids=lambda text: text or "all")
def test_every_dfe_figure_is_the_cell_it_claims_to_be(measure, part):
    """Each published cell is typed once, unchanged; no other area or year is made up."""
    typed = [f for f in from_dfe() if f["measure"] == measure and variant(f) == part]
    values = {(f["area"], f["period"]): f["value"] for f in typed}

    assert len(values) == len(typed) > 0
    assert values == stated(measure, part)


@needs_data
def test_no_dfe_figure_escapes_the_check():
    """Every entry that names the DfE belongs to one of the tables above."""
    assert {(f["measure"], variant(f)) for f in from_dfe()} == set(CELLS)


@needs_data
def test_all_ten_statistical_neighbours_are_there():
    """The neighbours' codes of the 2025 model, by the names the DfE's files give them."""
    model = rows("sn_model_2025_wide.csv")[0]
    names = {row["old_la_code"]: row["la_name"] for row in rows(NUMBERS)}
    neighbours = {names[model[f"SN_{i}"]] for i in range(1, 11)}

    assert {f["area"] for f in from_dfe()} == neighbours | {"Southampton", "South East", "England"}


@needs_data
def test_southampton_is_compared_with_its_own_neighbours_the_closest_first():
    """The plan's list is that of the model, in its order, and the region is the model's too."""
    model = rows("sn_model_2025_wide.csv")[0]
    names = {row["old_la_code"]: row["la_name"] for row in rows(NUMBERS)}
    said = everything()["comparators"]

    assert said["neighbours"] == [names[model[f"SN_{i}"]] for i in range(1, 11)]
    assert (said["neighbours_of"], said["region"]) == (model["la_name"], model["region_name"])
    assert said["neighbours_of"] == everything()["plan"]["council"]


def test_the_plan_types_no_figure_that_ships():
    """One place for each: England's and the region's are the package's."""
    typed = {
        (figure["measure"], variant(figure), figure["area"], figure["period"], figure["source"])
        for figure in published()
    }
    of_package = {
        (figure["measure"], variant(figure), figure["area"], figure["period"], figure["source"])
        for figure in shipped()
    }

    assert len(of_package) == 142
    assert not typed & of_package


# The figures and the words against the council's documents

REPORTS = {
    "Annual Corporate Parenting Report 2017/18": "corporate-parenting-annual-report-2017-18.txt",
    "Corporate Parenting Annual Report 2020/21": "corporate-parenting-annual-report-2020-21.txt",
    "Corporate Parenting Annual Report 2024/25": "corporate-parenting-annual-report-2024-25.txt",
    "Children and Families Scrutiny Panel": "scrutiny-panel-pack-2022-06-16.txt",
}
IN_WORDS = {3: "three", 6: "six"}


@needs_seeds
def test_how_often_a_duty_is_to_be_done_is_in_the_plan_s_own_words():
    """Where they are not clear, no interval is made of them."""
    text = document("together-plan-2022-2027.txt")
    duties = everything()["duties"]

    assert [duty["deliverable"] for duty in duties] == ["6.6", "7.4", "7.7"]
    assert all(duty["wording"] in text for duty in duties)
    assert {duty["wording"]: duty.get("every_months") for duty in duties} == {
        "every other year": 24,
        "bi-annually": None,
    }
    assert text.count("bi-annually") == 2


@needs_seeds
@pytest.mark.parametrize("title", REPORTS)
def test_every_figure_of_a_report_stands_in_it(title):
    """A number that the report does not hold was misread."""
    text = document(REPORTS[title])
    figures = [f for f in published() if f["source"].startswith(title)]

    assert figures
    for figure in figures:
        spelt = IN_WORDS.get(figure["value"], "no word")
        number = "|".join(re.escape(form.format(figure["value"])) for form in ("{}", "{:,}"))
        assert re.search(rf"(?<![\d.])(?:{number})(?!\.?\d)|\b{spelt}\b", text), figure


@needs_seeds
def test_every_figure_has_a_source_that_is_known():
    """A report, the panel's papers or the DfE."""
    known = (*REPORTS, "DfE, ")

    assert all(figure["source"].startswith(known) for figure in published())


@needs_seeds
@pytest.mark.parametrize("number", sorted({*range(6, 8), 12, 13, 15, 19, 40, 42, 46, 50, 59}))
def test_a_paragraph_holds_the_figures_that_name_it(number):
    """The 2017/18 report numbers its paragraphs, so the place can be checked as well."""
    text = document(REPORTS["Annual Corporate Parenting Report 2017/18"])
    start = re.search(rf"^(?:\t?<p>)?{number}\.?(?:</p>)?\s", text, flags=re.M)
    assert start, number
    later = re.search(rf"^(?:\t?<p>)?{number + 1}\.?(?:</p>)?\s", text[start.end() :], flags=re.M)
    assert later, number
    paragraph = text[start.start() : start.end() + later.start()]
    named = f"Annual Corporate Parenting Report 2017/18, paragraph {number}"
    figures = [f for f in published() if re.match(rf"{named}(,|$)", f["source"])]

    assert figures
    for figure in figures:
        assert re.search(rf"(?<![\d.]){re.escape(str(figure['value']))}(?!\.?\d)", paragraph)


OUR_WORDS = {
    "title", "text", "young_people_said", "statement", "detail", "vision", "meaning", "note",
    "what", "about",
}  # fmt: skip
"""Keys of free text, which is written in our own words."""


def texts(node: Any) -> Iterator[str]:
    """Every title, text, summary, statement, meaning and note below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in OUR_WORDS:
                yield value
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", text.lower()))
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@needs_seeds
@pytest.mark.parametrize("path", WITH_SECOND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_copied_from_the_councils_documents(path):
    """No run of more than eight words is the document's; the plan's own name does not count."""
    content = read(path)
    heading = content.get("plan", {})
    content["plan"] = {key: heading.get(key, "") for key in ("vision", "young_people_said")}
    ours = set().union(*(runs(text, 9) for text in texts(content)))
    theirs = set().union(*(runs(document(seed.name), 9) for seed in SEEDS.glob("*.txt")))

    assert ours & theirs == set()


# The glossary


def test_the_glossary_explains_enough_terms_once_in_order():
    """At least thirty, alphabetical, none twice, each in a sentence and not in itself."""
    terms = [entry["term"] for entry in everything()["glossary"]]

    assert len(terms) >= 30
    assert terms == sorted(terms, key=lambda term: term.lower().replace("-", " "))
    assert len({term.lower() for term in terms}) == len(terms)
    assert all(len(entry["meaning"].split()) >= 5 for entry in everything()["glossary"])


# Recommendations and progress

MINUTES = {
    "cfsp-2021-09-30": ("HELD ON 30 SEPTEMBER 2021", "HELD ON 4 NOVEMBER 2021"),
    "cfsp-2021-11-04": ("HELD ON 4 NOVEMBER 2021", "HELD ON 31 MARCH 2022"),
    "cfsp-2022-03-31": ("HELD ON 31 MARCH 2022", "DECISION-MAKER:"),
}


def minutes(meeting: str) -> str:
    """The minutes of one meeting in the panel's papers."""
    pack = document("scrutiny-panel-pack-2022-06-16.txt")
    start, end = (pack.index(words) for words in MINUTES[meeting])
    return pack[start:end]


@needs_seeds
def test_every_recommendation_stands_in_the_minutes_of_its_meeting():
    """The minute it names has a resolution, with that number where it has several."""
    recommendations = everything()["recommendations"]

    assert len(recommendations) == 17
    for recommendation in recommendations:
        number, _, resolution = (
            recommendation["place"].removeprefix("Minute ").partition(", resolution ")
        )
        minute = re.search(
            rf"^ ?{number}\. .*?(?=^ ?{int(number) + 1}\. |\Z)",
            minutes(recommendation["meeting"]),
            re.M | re.S,
        )
        assert minute, recommendation
        resolved = minute[0][minute[0].index("RESOLVED") :]
        assert not resolution or re.search(rf"^ ?{resolution}\) ", resolved, re.M), recommendation


@needs_seeds
@pytest.mark.parametrize("meeting", MINUTES)
def test_every_resolution_is_a_recommendation(meeting):
    """But for approving minutes and admitting the press, which ask nobody for anything."""
    text = minutes(meeting)
    formal = len(re.findall(r"RESOLVED:? *[Tt]hat the (?:minutes|Panel would consider)", text))
    numbered = len(re.findall(r"^ ?\d\) ", text, re.M))
    single = len(re.findall(r"RESOLVED(?!: *\n)", text)) - formal
    raised = [
        recommendation
        for recommendation in everything()["recommendations"]
        if recommendation["meeting"] == meeting
    ]

    assert len(raised) == numbered + single


REPORTED = {
    "1.2", "1.4", "2.3", "3.3", "4.3", "5.1", "5.5", "5.6", "6.3", "6.5", "6.7", "7.2", "7.3",
    "7.4", "7.6",
}  # fmt: skip


def test_every_update_says_where_it_is_from():
    """A document and a place in it; of a document's progress no day and no status is made up."""
    refs = {deliverable["ref"] for p in priorities() for deliverable in p["deliverables"]}
    for update in everything()["updates"]:
        assert update["source"].startswith(tuple(REPORTS))
        assert update["place"]
        assert update["note"]
        assert update["deliverable"] in refs
        rated = set(update) & {"status", "due", "forecast", "start", "blocker", "milestone"}
        assert rated == ({"status"} if update["deliverable"] == "1.5" else set())


def test_progress_stands_in_order_of_time_and_of_all_that_the_documents_report():
    """15 deliverables, and 1.5 which the panel was told is done."""
    rows: dict[str, list[Any]] = {}
    for update in everything()["updates"]:
        rows.setdefault(update["deliverable"], []).append(update["date"])

    assert set(rows) == {*REPORTED, "1.5"}
    assert all(days == sorted(days) for days in rows.values())


@needs_seeds
def test_a_section_that_an_update_names_is_in_its_document():
    """The headings of the annual report, as they stand there."""
    text = document(REPORTS["Corporate Parenting Annual Report 2024/25"]).lower()
    named = [
        part
        for update in everything()["updates"]
        if update["source"].endswith("2024/25")
        for part in update["place"].split("; ")
    ]

    assert named
    assert [part for part in named if part.lower() not in text] == []


@needs_seeds
def test_figures_in_a_note_of_progress_stand_in_its_document():
    """Every number of the notes."""
    for update in everything()["updates"]:
        (title,) = [name for name in REPORTS if update["source"].startswith(name)]
        text = document(REPORTS[title])
        for number in re.findall(r"\d+", update["note"]):
            assert re.search(rf"\b{number}\b", text), update


# What documents state, and where they contradict each other

PLAN_OF = "Our Together Plan 2022-2027"
ACT = "Children and Social Work Act 2017"


def numbers_in(text: Any) -> list[str]:
    return re.findall(r"(?<![\d/-])\d+(?:\.\d+)?(?![\d/-])", str(text))


def test_stated_targets_are_those_of_the_documents():
    """Eleven of them, in the order of their documents; four are what a measure answers."""
    stated = [
        (
            stated_target.get("value", (stated_target.get("low"), stated_target.get("high"))),
            stated_target["unit"],
            stated_target["period"],
        )
        for stated_target in everything()["stated_targets"]
    ]

    assert stated == [
        (90, "%", "202021"),
        ((80, 100), "referrals", "202021"),
        (10, "%", "202324"),
        (15, "%", "2022-04"),
        (16, "%", "2022-04"),
        (9.4, "years", "2022-04"),
        (43, "%", "2022-04"),
        (64, "%", "2022-04"),
        (8, "%", "2022-04"),
        (7, "%", "2022-04"),
        (23, "%", "2022-04"),
    ]
    named = [
        stated_target["measure"]
        for stated_target in everything()["stated_targets"]
        if "measure" in stated_target
    ]
    assert named == [
        "immunisations-up-to-date",
        "advocacy-referrals",
        "staff-turnover",
        "re-referrals",
    ]


@needs_seeds
def test_each_stated_target_and_its_note_stand_in_the_document():
    """Every number, but the years that are told as periods."""
    for stated_target in everything()["stated_targets"]:
        (title,) = [name for name in REPORTS if stated_target["source"].startswith(name)]
        text = document(REPORTS[title])
        aims = [stated_target[key] for key in ("value", "low", "high") if key in stated_target]
        note = re.sub(r"April 2022", "", stated_target["note"])
        for number in [*map(str, aims), *numbers_in(note)]:
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", text), (
                stated_target,
                number,
            )


@needs_seeds
def test_the_standing_items_are_those_of_the_annual_report():
    """A discussion of what young people say, the Head of Service's report, and the tracker."""
    items = everything()["standing_items"]
    text = " ".join(document(REPORTS["Corporate Parenting Annual Report 2024/25"]).split())
    (listed,) = re.findall(r"Standard agenda items include ([^.]*)\.", text)

    assert len(items) == len(listed.split(", ")) == 3
    for words in ("voice of children", "Head of Service report", "action tracker"):
        assert words in listed
    assert all("Our Corporate Parenting Panel" in item["place"] for item in items)


@needs_seeds
def test_each_statement_of_a_contradiction_stands_in_its_document():
    """Numbers of the council's documents; what follows from two of them is not in either."""
    for contradiction in everything()["contradictions"]:
        places = {(said["source"], said["place"]) for said in contradiction["says"]}
        assert len(places) == len(contradiction["says"]) >= 2
        for said in contradiction["says"]:
            assert said["source"].startswith((*REPORTS, "DfE, ", PLAN_OF, ACT))
            for title, file in REPORTS.items():
                if said["source"].startswith(title):
                    assert all(n in document(file) for n in numbers_in(said["value"])), said


def test_what_the_dfe_says_in_a_contradiction_is_its_published_figure():
    """Of Southampton, and of the years that are set beside each other."""
    figures = {
        (f["measure"], f["period"]): f["value"]
        for f in published()
        if f["source"].startswith("DfE, ") and f["area"] == "Southampton" and "group" not in f
    }
    years = {
        "children-starting-care": ("202324", "202425"),
        "children-leaving-care": ("202324", "202425"),
        "children-looked-after": ("202122",),
        "children-looked-after-rate": ("202122",),
    }
    checked = {}
    for contradiction in everything()["contradictions"]:
        (said,) = [s["value"] for s in contradiction["says"] if s["source"].startswith("DfE")] or [
            ""
        ]
        if said:
            values = [
                figures[contradiction["measure"], year] for year in years[contradiction["measure"]]
            ]
            assert [int(n) for n in numbers_in(said)[: len(values)]] == values
            checked[contradiction["measure"]] = said

    assert set(checked) == set(years)


@needs_seeds
def test_nobody_is_named():
    """Roles only: no name of those who were present stands in what we ship."""
    text = "".join(minutes(meeting) for meeting in MINUTES)
    councillors = " ".join(re.findall(r"Councillors ([^\n]+)|Councillor [A-Z] (\w+)", text)[0])
    officers = re.findall(
        r"([A-Z][a-z]+ [A-Z][a-z]+)[,;]\s(?:the )?(?:Executive|Service|Deputy|Head|Perf)", text
    )
    present = set(re.findall(r"[A-Z][a-z]{3,}", councillors)) - {"Chair"}
    present |= {name.split()[1] for name in officers}
    shipped = "".join(
        (ROOT / "strategy" / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("meetings", "recommendations", "updates")
    )

    assert len(present) > 8
    assert not [name for name in present if name in shipped]
