"""Public figures from Python obey the command's rules, its audit and its ledger."""

import json
import warnings

import pytest
from attrs import evolve
from command_line import PLAN, TEETH, run

import cptracker
from cptracker.engine.series import series as exact_series
from cptracker.model.figures import MissingReason
from cptracker.model.periods import from_key

TWO_MEASURES = PLAN.replace("[teeth]", "[teeth, seen]")

NARWHALS = (
    TEETH.replace("def teeth", "def seen")
    .replace('"Teeth"', '"Seen"')
    .replace('col("dental_check") == 1', 'col("dental_check") >= 0')
)


OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
)


def rows(missed=3, children=60):
    """Outcomes of one year in which a few children saw no dentist."""
    yield OC2
    for number in range(children):
        yield f"C{number:03},01/05/2012,,,0,1,1,{int(number >= missed)},1,0,,"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    return make_project(tmp_path)


def make_project(folder):
    files = {
        "plan/plan.yaml": TWO_MEASURES,
        "mine/teeth.py": TEETH,
        "mine/seen.py": NARWHALS,
        "records/2025/oc2.csv": "\n".join(rows()) + "\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ledger(folder):
    return (folder / "plan" / "published" / "p.jsonl").read_bytes()


def teeth(folder, **options):
    options = {"registry": folder / "mine", "first": "2025-03-31", "last": "2025-03-31"} | options
    return cptracker.series("teeth", folder / "records", **options)


def status(folder, **options):
    plan = cptracker.read_plan(folder / "plan")
    registry = cptracker.find_measures(folder / "mine")
    records = cptracker.load_records(folder / "records", tables=registry.tables)
    return cptracker.build_status(plan, registry, records, **options)


def test_a_small_number_is_hidden_and_what_is_told_is_remembered(project):
    exact = teeth(project)
    public = cptracker.publish(exact, plan=project / "plan")

    assert exact.whole[0].numerator == 57
    assert public.whole[0].missing_reason is MissingReason.HIDDEN
    assert "PUBLIC" in public._repr_html_()
    assert set(public.to_polars()["audience"]) == {"PUBLIC: small numbers are protected"}
    (line,) = ledger(project).splitlines()
    assert json.loads(line)["plan"] == "p"
    assert "57" not in json.dumps(json.loads(line)["figures"])
    assert (project / "plan/published/p.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_series_and_the_command_write_the_same_line_into_the_ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    first, second = make_project(tmp_path / "one"), make_project(tmp_path / "other")
    public = cptracker.publish(teeth(first, by="age_group"), plan=first / "plan")
    monkeypatch.chdir(second)
    run("values", "teeth", "--plan", "plan", "--measures", "mine", "--records", "records",
        "--by", "age_group", "--from", "2025-03-31", "--to", "2025-03-31", "--format", "csv",
        "-o", "out.csv")  # fmt: skip

    assert ledger(first) == ledger(second)
    text = (second / "out.csv").read_text(encoding="utf-8-sig")
    shown = public.to_polars().drop("period_start", "period_end", "value", "lower", "upper")
    for row in shown.rows(named=True):
        assert row["period_label"] in text
    assert text.count("hidden") == public.to_polars()["missing_reason"].to_list().count("hidden")


def test_a_paper_is_the_command_s_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    first, second = make_project(tmp_path / "one"), make_project(tmp_path / "other")
    monkeypatch.chdir(first)
    public = cptracker.publish(status(first), plan="plan")
    cptracker.write_paper(public, ["paper.html", "paper.md"])
    monkeypatch.chdir(second)
    run("report", "--plan", "plan", "--measures", "mine", "--records", "records",
        "-o", "paper.html", "-o", "paper.md")  # fmt: skip

    for name in ("paper.html", "paper.md"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    assert (first / "paper.md").stat().st_mode & 0o004
    assert "RESTRICTED" not in (first / "paper.md").read_text(encoding="utf-8")
    assert figures(ledger(first)) == figures(ledger(second))


def figures(lines):
    return [json.loads(line)["figures"] for line in lines.splitlines()]


def test_what_was_published_before_is_reckoned_with(project):
    """That 60 were seen, and later that 57 saw a dentist, would tell of the three."""
    series = cptracker.series(
        "seen", project / "records", registry=project / "mine", last="2025-03-31"
    )
    cptracker.publish(series, plan=project / "plan")
    public = cptracker.publish(teeth(project), plan=project / "plan")

    assert len(ledger(project).splitlines()) == 2
    assert public.whole[0].numerator is None


def test_what_is_public_already_is_given_back_and_not_remembered_twice(project):
    public = cptracker.publish(teeth(project), plan=project / "plan")
    before = ledger(project)

    assert cptracker.publish(public, plan=project / "plan") is public
    again = cptracker.publish(teeth(project), plan=project / "plan")
    assert again == public
    assert ledger(project) == before


def test_several_are_protected_together_and_an_exact_one_is_not_mixed_in(project):
    many = cptracker.series(
        ["teeth", "seen"], project / "records", registry=project / "mine", last="2025-03-31"
    )
    public = cptracker.publish(many, plan=project / "plan")
    with pytest.raises(cptracker.UsageError, match="some of the series are public already"):
        cptracker.publish([public[0], many[1]], plan=project / "plan")

    assert [report.audience for report in public] == ["public", "public"]
    assert len(ledger(project).splitlines()) == 1


def test_figures_behind_which_nobody_counted_the_children_are_refused(project):
    registry = cptracker.find_measures(project / "mine")
    records = cptracker.load_records(project / "records")
    exact = exact_series(registry.measures["teeth"], records, [from_key("202425")])

    with pytest.raises(cptracker.UsageError, match=r"ask `cptracker\.series` for it"):
        cptracker.publish(exact, plan=project / "plan")
    assert not (project / "plan" / "published").exists()


def test_crossed_breakdowns_are_left_out_and_said(project):
    with pytest.warns(UserWarning, match=r"not published: by uasc\+age_group"):
        public = cptracker.publish(teeth(project, by="uasc+age_group"), plan=project / "plan")

    assert {figure.group_by for figure in public.figures} == {""}


def test_a_ledger_that_was_edited_stops_it(project):
    cptracker.publish(teeth(project), plan=project / "plan")
    path = project / "plan" / "published" / "p.jsonl"
    path.write_bytes(path.read_bytes().replace(b"hidden", b"HIDDEN"))

    with pytest.raises(cptracker.UsageError, match="was changed in line 1"):
        cptracker.publish(teeth(project, by="age_group"), plan=project / "plan")


def test_what_another_publishes_meanwhile_stops_it(project, monkeypatch):
    """Both together could tell of a child, so the second is not given back."""
    from cptracker.api import publishing

    real = publishing.protect_series

    def slow(many, records, **options):
        monkeypatch.setattr(publishing, "protect_series", real)
        cptracker.publish(teeth(project, by="age_group"), plan=project / "plan")
        return real(many, records, **options)

    monkeypatch.setattr(publishing, "protect_series", slow)
    with pytest.raises(cptracker.UsageError, match="has changed since it was read"):
        cptracker.publish(teeth(project), plan=project / "plan")
    assert len(ledger(project).splitlines()) == 1


def test_a_status_of_another_plan_is_refused(project):
    other = project / "other" / "plan.yaml"
    other.parent.mkdir()
    other.write_text(TWO_MEASURES.replace("identifier: p,", "identifier: q,"), encoding="utf-8")

    with pytest.raises(cptracker.UsageError, match="the status is of `p`, and the plan is `q`"):
        cptracker.publish(status(project), plan=other)


def test_a_plan_without_a_place_is_refused(project):
    with pytest.raises(cptracker.UsageError, match="`plan` takes the plan's file or folder"):
        cptracker.publish(teeth(project), plan=cptracker.load_plan(project / "plan"))


def test_a_folder_that_cannot_be_written_stops_it(project, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(cptracker.UsageError, match="cannot be written to"):
        cptracker.publish(teeth(project), plan=project / "plan")


def test_an_exact_paper_is_restricted_and_for_its_owner_alone(project):
    (path,) = cptracker.write_paper(status(project), "exempt.md", edition="brief")

    assert "RESTRICTED" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(cptracker.UsageError, match="`force=True` writes over it"):
        cptracker.write_paper(status(project), "exempt.md", edition="brief")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"edition": "panl"}, "did you mean `panel`"),
        ({"edition": "plain"}, "is for everybody: hand over what `publish` gave"),
        ({"edition": "appendix"}, 'needs `build_status(…, also=["appendix"])`'),
        ({"path": "paper.pdf"}, "the ending `.pdf`"),
        ({"path": 3}, "`path` takes a path"),
        ({"measure": "teeth"}, "`measure` says whose chart"),
        ({"template": "house.docx"}, "`template` is for .docx"),
        ({"report": "paper"}, "`report` takes a StatusReport"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_before_it_is_written(options, words, project):
    options = {"report": status(project), "path": "paper.md"} | options
    with pytest.raises(cptracker.UsageError) as refused:
        cptracker.write_paper(**options)

    assert words in str(refused.value)
    assert not (project / "paper.md").exists()


def test_a_report_that_only_says_that_it_is_public_is_no_paper(project):
    with pytest.raises(cptracker.UsageError, match="nothing says how it was protected"):
        cptracker.write_paper(evolve(status(project), audience="public"), "paper.md")


def test_a_definition_sheet_is_published_too(project):
    sheet = cptracker.explain(
        "teeth", project / "records", plan=project / "plan", registry=project / "mine", back=1
    )
    public = cptracker.publish(sheet, plan=project / "plan")

    assert (sheet.figures[0].numerator, public.figures[0].numerator) == (57, None)
    assert (public.audience, public.measure.path) == ("public", "")
    assert len(ledger(project).splitlines()) == 1


def test_the_audit_reads_reports_and_papers(project):
    public = cptracker.publish(status(project), plan=project / "plan")
    (path,) = cptracker.write_paper(public, "paper.json")

    assert (
        cptracker.audit_papers(public)
        == cptracker.audit_papers(path)
        == cptracker.audit_papers([path, public])
        == ()
    )
    with pytest.raises(cptracker.UsageError, match="is not public"):
        cptracker.audit_papers(status(project))


def test_forgetting_needs_a_reason(project):
    with pytest.raises(cptracker.UsageError, match="`forget` says why"):
        cptracker.publish(teeth(project), plan=project / "plan", forget=" ")


def test_checking_lists_what_the_command_lists(project):
    problems = cptracker.check(project / "plan", project / "records", registry=project / "mine")
    document = json.loads(run("check", "--plan", project / "plan", "--measures", project / "mine",
                          "--records", project / "records", "--format", "json").stdout)  # fmt: skip
    document = document["problems"] if isinstance(document, dict) else document

    assert [problem.message for problem in problems] == [
        problem_document["message"] for problem_document in document
    ]


def test_a_status_with_nothing_to_say_warns_of_nothing(project):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cptracker.publish(status(project), plan=project / "plan")
