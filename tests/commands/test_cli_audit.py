"""Files are for the public unless told otherwise, and papers can be audited by themselves."""

import csv
import json

import pytest
from command_line import OWN, run
from jsonschema import Draft202012Validator
from tables_made import count, indicator, report

from cptracker.contract.status import status_schema, status_text
from cptracker.disclosure.release import release

SMALL = [count(60), count(3, by="sex", group="f"), count(57, by="sex", group="m")]


def written(folder, name, document):
    path = folder / name
    path.write_text(status_text(document), encoding="utf-8")
    return path


def leaking(folder):
    """A protected paper into which somebody has put a hidden group back."""
    document = json.loads(status_text(release(report(indicator(SMALL)))))
    (teeth,) = document["priorities"][0]["success_measures"][0]["indicators"]
    teeth["breakdowns"][1] |= {"value": 57, "numerator": 57, "missing_reason": None}
    path = folder / "leaking.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_status_in_a_file_is_for_the_public(here):
    assert run("status", *OWN, "--format", "json", "-o", "paper.json").exit_code == 0
    document = json.loads((here / "paper.json").read_text(encoding="utf-8"))

    assert document["audience"] == "public"
    assert document["protection"]["profile"] == "public"
    assert {table["rows"] for table in document["records"]} == {None}
    Draft202012Validator(status_schema()).validate(document)


def test_on_the_screen_it_is_exact_and_says_so(here):
    assert json.loads(run("status", *OWN, "--format", "json").stdout)["audience"] == "restricted"
    assert "RESTRICTED: exact figures, not for publication" in run("status", *OWN, "--full").output
    assert "RESTRICTED" in run("status", *OWN).output


@pytest.mark.parametrize("how", [["--full"], []], ids=["full", "the first screen"])
def test_an_exact_file_has_to_be_asked_for(here, how):
    run("status", *OWN, *how, "-o", "public.txt")
    run("status", *OWN, *how, "-o", "exact.txt", "--restricted")
    public, exact = ((here / name).read_text("utf-8") for name in ("public.txt", "exact.txt"))

    assert "PUBLIC" in public
    assert "RESTRICTED" not in public
    assert "RESTRICTED" in exact


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_values_in_a_file_are_protected_and_crossed_ones_left_out(here):
    arguments = ["values", "teeth", "--measures", "mine", "--by", "sex", "--by", "sex+age_group"]
    result = run(*arguments, "--format", "csv", "-o", "public.csv")
    run(*arguments, "--format", "csv", "-o", "exact.csv", "--restricted")
    public, exact = rows(here / "public.csv"), rows(here / "exact.csv")
    small = [
        row for row in public
        if row["numerator"] and (1 <= int(row["numerator"]) <= 5
                                 or 1 <= int(row["denominator"]) - int(row["numerator"]) <= 5)
    ]  # fmt: skip

    assert "Left out, for it is not published: by sex+age_group" in result.output
    assert "PUBLIC: small numbers are protected" in result.output
    assert small == []
    assert {row["group_by"] for row in public} == {"", "sex"}
    assert {row["group_by"] for row in exact} == {"", "sex", "sex+age_group"}
    assert len(exact) > len(public)


def test_a_sound_paper_has_no_findings(tmp_path):
    result = run("audit", written(tmp_path, "paper.json", release(report(indicator(SMALL)))))

    assert result.exit_code == 0
    assert result.output == "2 hidden figures in 1 paper: none can be worked out\n"


def test_a_leak_is_told_with_its_place_and_what_betrays_it(tmp_path):
    result = run("audit", leaking(tmp_path))

    assert result.exit_code == 7
    assert result.output == (
        "1.1 m, 2024/25, sex f: the number who met it can only be 3\n"
        "    told by: 1.1 m, 2024/25, sex m; 1.1 m, 2024/25\n"
        "1 hidden figure in 1 paper: 1 finding\n"
    )


def test_papers_that_are_sound_alone_are_audited_together(tmp_path):
    """Another paper tells of the group that this one hides."""
    sound = written(tmp_path, "june.json", release(report(indicator(SMALL))))
    frames = [count(60), count(57, by="sex", group="m")]
    loose = written(tmp_path, "may.json", release(report(indicator(SMALL[:1]))))
    document = json.loads(status_text(release(report(indicator(frames[:1])))))
    (teeth,) = document["priorities"][0]["success_measures"][0]["indicators"]
    teeth["breakdowns"] = [
        {"group_by": "sex", "group": "m", "period": "202425", "value": 57, "numerator": 57,
         "denominator": None, "missing_reason": None}
    ]  # fmt: skip
    disclosing = tmp_path / "telling.json"
    disclosing.write_text(json.dumps(document), encoding="utf-8")

    assert run("audit", sound, loose).exit_code == 0
    result = run("audit", sound, disclosing)
    assert result.exit_code == 7
    assert "telling.json" in result.output


@pytest.mark.parametrize(
    ("text", "words"),
    [("{}", "no paper of this version"), ("[]", "holds no paper"), ("x", "is no JSON file")],
)
def test_what_is_no_paper_is_refused(tmp_path, text, words):
    path = tmp_path / "paper.json"
    path.write_text(text, encoding="utf-8")
    result = run("audit", path)

    assert result.exit_code == 2
    assert words in result.output


def test_an_exact_status_is_no_public_paper(tmp_path):
    result = run("audit", written(tmp_path, "exact.json", report(indicator(SMALL))))

    assert result.exit_code == 2
    assert "is not public" in result.output
