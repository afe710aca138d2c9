"""What was published is remembered beside the plan, and reckoned with without being asked."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from command_line import OWN, process, run
from command_line import PLAN as SMALL_PLAN
from tables_made import count, indicator, report, share, shown

from cptracker.audit.observed import observed_in
from cptracker.audit.papers import PublishedPaper
from cptracker.disclosure.ledger import corrected, ledger_of
from cptracker.disclosure.ledger_lock import added_to
from cptracker.disclosure.release import release
from cptracker.files.atomic import write_files
from cptracker.model.periods import from_key
from cptracker.model.problems import UsageError
from cptracker.model.related import RelatedMeasures, SharedBase

WHOLE = ("202425", "", "")
PLAN = "plan"


def paper_of(public, name="panel"):
    return PublishedPaper(
        name=name, plan=PLAN, as_at=public.as_at.isoformat(), profile="public",
        figures=tuple(observed_in(public)), related=public.protection.related,
    )  # fmt: skip


def ledger_with(folder, *papers):
    """A ledger that holds papers, written and read back."""
    ledger = ledger_of(folder, PLAN)
    for paper in papers:
        ledger = ledger.with_paper(paper)
    for path, content in ledger.contents():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return ledger_of(folder, PLAN)


NINE_MONTHS = [
    count(n, period=from_key(key))
    for key, n in {"202425Q1": 12, "202425Q2": 13, "202425Q3": 15}.items()
]


def test_what_was_published_is_reckoned_with(tmp_path):
    """Nine months were 40; a year of 43 tells that three came in the last quarter."""
    before = release(report(indicator(NINE_MONTHS, over_time="flow")))
    ledger = ledger_with(tmp_path, paper_of(before))
    year = report(indicator([count(43)], over_time="flow"))

    assert shown(release(year))[WHOLE].value == 43
    known = ledger.papers_of(example_data=False)
    assert shown(release(year, known=known))[WHOLE].value is None


def test_a_sister_that_is_asked_for_later_is_protected_against_it(tmp_path):
    """The panel told of 322 in touch; 319 with a home would tell of three who went abroad."""
    tie = SharedBase(measure="home", of="touch", how="among")
    panel = release(report(indicator([share(200, 322)], measure="touch"), related=(tie,)))
    ledger = ledger_with(tmp_path, paper_of(panel))
    later = report(indicator([share(280, 319)], measure="home"), related=(tie,))

    alone = shown(release(later))[WHOLE]
    shown_beside = shown(release(later, known=ledger.papers_of(example_data=False)))[WHOLE]

    assert (alone.numerator, alone.denominator, alone.value) == (280, 319, 88)
    assert (shown_beside.numerator, shown_beside.denominator, shown_beside.value) == (
        None,
        None,
        88,
    )


def test_only_what_was_published_is_remembered(tmp_path):
    public = release(report(indicator([share(3, 47)])))
    ledger_with(tmp_path, paper_of(public))
    text = (tmp_path / "published" / "plan.jsonl").read_text(encoding="utf-8")

    assert '"hidden"' in text
    assert "47" not in text


def test_the_same_paper_twice_is_one_entry(tmp_path):
    public = release(report(indicator(NINE_MONTHS, over_time="flow")))

    assert len(ledger_with(tmp_path, paper_of(public), paper_of(public, "again")).lines) == 1


def test_made_up_children_and_real_ones_are_kept_apart(tmp_path):
    ledger = ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))

    assert len(ledger.papers_of(example_data=False)) == 1
    assert ledger.papers_of(example_data=True) == ()


def test_what_is_forgotten_stays_on_record_with_its_reason(tmp_path):
    ledger = ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))

    gone = ledger.forgotten("the draft never went out")

    assert gone.papers == ()
    assert len(gone.lines) == 2
    assert "the draft never went out" in gone.lines[-1]


def cut(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line}\n" for line in lines[:-1]), encoding="utf-8")


def edited(path):
    path.write_text(
        path.read_text(encoding="utf-8").replace("public", "nobody", 1), encoding="utf-8"
    )


def of_another(path):
    text = path.read_text(encoding="utf-8").replace('"plan": "plan"', '"plan": "other"')
    path.write_text(text, encoding="utf-8")


def no_json(path):
    path.write_text("<html>\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(cut, "was cut off or added to"), (edited, "was changed in line 1"),
     (of_another, "is of another plan in line 1"), (no_json, "is damaged")],
)  # fmt: skip
def test_a_ledger_that_was_tampered_with_is_refused(tmp_path, spoil, words):
    ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))
    spoil(tmp_path / "published" / "plan.jsonl")

    with pytest.raises(UsageError, match=words):
        ledger_of(tmp_path, PLAN)


def rewritten(folder, change):
    """The one line of a ledger changed, with digests that fit again."""
    path = folder / "published" / "plan.jsonl"
    entry = json.loads(path.read_text(encoding="utf-8"))
    del entry["digest"]
    entry = change(entry)
    plain = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    digest = sha256(plain.encode()).hexdigest()
    line = {**entry, "digest": digest}
    path.write_text(json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    head = {"plan": PLAN, "entries": 1, "digest": digest}
    path.with_suffix(".head.json").write_text(json.dumps(head), encoding="utf-8")


def otherwise(entry, **fields):
    return entry | fields


def with_figure(entry, place, value):
    entry["figures"][0][place] = value
    return entry


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entry: otherwise(entry, figures=3), "line 1: `figures` is not a list"),
        (lambda entry: otherwise(entry, kind=None), "line 1: `kind` is not a text"),
        (lambda entry: otherwise(entry, measures={}), "line 1: it is not one that says what each"),
        (
            lambda entry: otherwise(entry, measures={"m": {"statistic": "count"}}),
            "missing; line 1: ",
        ),
        (lambda entry: with_figure(entry, 5, "12"), "`figures[0]` is not a whole number"),
        (lambda entry: with_figure(entry, 4, "seen"), "`figures[0]` is not one of hidden, shown"),
        (lambda entry: with_figure(entry, 7, "1/0"), "`figures[0]` is not a fraction"),
    ],
)
def test_a_damaged_line_is_told_with_its_place(tmp_path, change, words):
    ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))
    rewritten(tmp_path, change)

    with pytest.raises(UsageError) as refused:
        ledger_of(tmp_path, PLAN)
    assert "is damaged: " in str(refused.value)
    assert words in str(refused.value)


def test_a_line_that_is_no_entry_is_told(tmp_path):
    ledger = ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))
    ledger.path.write_text("[1]\n", encoding="utf-8")

    with pytest.raises(UsageError, match="is damaged: line 1 is no entry"):
        ledger_of(tmp_path, PLAN)


def test_a_line_of_another_edition_is_read(tmp_path):
    """What it had not got is as nothing, and what it says besides is passed over."""
    ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS)))))

    def older(entry):
        del entry["related"]
        for measure in entry["measures"].values():
            del measure["flows"]
        return entry | {"weather": "fair"}

    rewritten(tmp_path, older)

    (paper,) = ledger_of(tmp_path, PLAN).papers
    assert (paper.related, len(paper.figures)) == ((), 3)


def test_a_line_with_the_former_names_of_its_fields_is_read(tmp_path):
    ledger_with(tmp_path, paper_of(release(report(indicator(NINE_MONTHS, over_time="flow")))))
    former = {
        "sort": "count", "sensitive": False, "over_time": "flow", "ties": ["wide"],
        "moved_by": ["came", "left"],
    }  # fmt: skip
    rewritten(tmp_path, lambda entry: otherwise(entry, measures={"m": former}))

    (paper,) = ledger_of(tmp_path, PLAN).papers
    related = RelatedMeasures(part_of="wide", inflow="came", outflow="left")
    assert {(figure.statistic, figure.related) for figure in paper.figures} == {("count", related)}


def test_figures_that_were_corrected_are_told():
    before = paper_of(release(report(indicator([count(40)]))))

    (words,) = corrected([before], observed_in(report(indicator([count(43)]))))

    assert words.startswith("panel showed other figures than there are now of m:")
    assert list(corrected([before], observed_in(report(indicator([count(40)]))))) == []


# The commands


def test_every_public_file_is_remembered(here):
    run("status", *OWN, "--format", "json", "-o", "one.json")
    run("report", *OWN, "-o", "two.html", "-o", "two.json")
    run("values", "teeth", *OWN, "--by", "sex", "--format", "csv", "-o", "three.csv")
    lines = (here / "plan" / "published" / "p.jsonl").read_text("utf-8").splitlines()

    names = [json.loads(line)["name"] for line in lines]
    assert names[0] == "status"
    assert "values" in names
    mode = (here / "plan" / "published" / "p.jsonl").stat().st_mode
    assert oct(mode)[-3:] == "600"


def test_what_is_not_public_is_not_remembered(here):
    run("report", *OWN, "-o", "exact.html", "--audience", "restricted")
    run("status", *OWN)
    run("values", "teeth", *OWN, "--format", "csv", "-o", "exact.csv", "--restricted")

    assert not (here / "plan" / "published").exists()


def test_a_ledger_that_cannot_be_trusted_stops_the_paper(here):
    run("report", *OWN, "-o", "one.json")
    edited(here / "plan" / "published" / "p.jsonl")

    result = run("report", *OWN, "-o", "two.json")

    assert result.exit_code == 2
    assert "the ledger" in result.output
    assert not (here / "two.json").exists()


def test_to_forget_needs_a_reason(here):
    run("report", *OWN, "-o", "one.json")

    assert run("report", *OWN, "-o", "two.json", "--forget", " ").exit_code == 2
    assert run("report", *OWN, "-o", "two.json", "--forget", "never went out").exit_code == 0
    lines = (here / "plan" / "published" / "p.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[1])["forget"] == "never went out"


def test_plans_of_one_name_beside_each_other_lose_no_entry(here):
    for name, measure in (("first", "teeth"), ("second", "children-looked-after")):
        text = SMALL_PLAN.replace("measures: [teeth]", f"measures: [{measure}]")
        (here / f"{name}.yaml").write_text(text.replace("Our plan", name), encoding="utf-8")
    plans = ("--plan", "first.yaml", "--plan", "second.yaml", "--measures", "mine")

    result = run("status", *plans, "--format", "json", "-o", "both.json")

    assert (here / "both.json").exists(), result.output
    assert len(ledger_of(here, "p").lines) == 2


# Two runs at once


def other_run(folder):
    """Another run that publishes the same plan from the same records, and has ended."""
    done = process("values", "teeth", *OWN, "--format", "csv", "-o", "other.csv")
    assert done.returncode == 0, done.stderr
    assert (folder / "other.csv").exists()


def test_a_run_that_published_meanwhile_loses_no_entry(here, monkeypatch):
    """Both read an empty ledger; the second to write reckoned without the first one's paper."""
    from cptracker.cli import report as reporting

    protect_report = reporting.protected

    def protected_while_another_publishes(*args):
        other_run(here)
        return protect_report(*args)

    monkeypatch.setattr(reporting, "protected", protected_while_another_publishes)
    result = run("report", *OWN, "-o", "paper.json", "-o", "paper.html")

    assert result.exit_code == 2
    assert "another run published meanwhile; nothing was written" in result.output
    assert list(here.glob("paper*")) == []
    (entry,) = (here / "plan" / "published" / "p.jsonl").read_text("utf-8").splitlines()
    assert json.loads(entry)["name"] == "values"
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert run("report", *OWN, "-o", "paper.json").exit_code == 0
    assert len(ledger_of(here / "plan", "p").lines) == 2


def test_two_writers_at_one_moment_write_one_after_the_other(tmp_path):
    """Each goes on from what it read; of many at once only those are written that saw the rest."""
    first = paper_of(release(report(indicator([count(40)]))))
    ledger_with(tmp_path, first)
    read = ledger_of(tmp_path, PLAN)
    papers = [paper_of(release(report(indicator([count(50 + n)])))) for n in range(8)]

    def add(paper):
        contents = read.with_paper(paper).contents()
        try:
            with added_to(contents):
                write_files(contents)
        except UsageError as error:
            return str(error)
        return None

    with ThreadPoolExecutor(len(papers)) as pool:
        refused = [words for words in pool.map(add, papers) if words]

    assert len(refused) == len(papers) - 1
    assert all("another run published meanwhile" in words for words in refused)
    assert len(ledger_of(tmp_path, PLAN).lines) == 2
    assert [path.name for path in (tmp_path / "published").glob(".*")] == []


def test_a_lock_that_was_left_behind_keeps_nobody(here):
    """A run that was killed while it wrote: the system freed its lock."""
    (here / "plan" / "published").mkdir()
    lock = here / "plan" / "published" / ".p.jsonl.lock"
    lock.write_text("99999999 elsewhere\n", encoding="utf-8")

    result = run("report", *OWN, "-o", "paper.json")

    assert result.exit_code == 0
    assert (here / "paper.json").exists()
    assert not lock.exists()


def test_several_editions_are_written_from_one_protected_status(here):
    result = run(
        "report", "-o", "paper.md", "-o", "paper.json", "--edition", "panel", "--edition", "plain"
    )

    assert result.exit_code in (0, 5), result.output
    written = sorted(path.name for path in here.glob("paper*"))
    assert written == ["paper-panel.md", "paper-plain.md", "paper.json"]


def test_what_was_hidden_stays_hidden_after_a_correction_upward():
    """Four girls, now nine: shown beside the earlier paper, nine would tell of the four."""

    def of_sexes(girls):
        return report(indicator(
            [count(girls + 30), count(girls, by="sex", group="female"),
             count(30, by="sex", group="male")], over_time="flow",
        ))  # fmt: skip

    before = release(of_sexes(4))
    corrected_now = release(of_sexes(9), known=(paper_of(before),))

    assert shown(release(of_sexes(9)))["202425", "sex", "female"].numerator == 9
    assert shown(corrected_now)["202425", "sex", "female"].numerator is None
