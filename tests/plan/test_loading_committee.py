"""The head of reports to a committee, as a plan states it."""

import pytest
from small_plan import PLAN

from cptracker.model.plan_sections import CommitteeReport, ContactDetails
from cptracker.plan.reading import read_plan

HEAD = """\
committee_report:
  report_of: Executive Director, Children and Learning
  decision_maker: Corporate Parenting Panel
  contacts:
    - {role: Service Manager, email: a.b@council.gov.uk, telephone: "023 8083 0000 ext 12"}
    - {role: Author, name: A. Writer}
  recommendations:
    - That the Panel notes how the plan stands
    - That the Panel asks for a report on dental checks
"""


def loaded(folder, text=HEAD):
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "head.yaml").write_text(text, encoding="utf-8")
    return read_plan(folder)


def problem_facts(folder, text):
    return [
        (problem.line, str(problem.severity), problem.message)
        for problem in loaded(folder, text).problems
    ]


def test_the_head_is_read(tmp_path):
    loaded_plan = loaded(tmp_path)

    assert loaded_plan.problems == ()
    assert loaded_plan.plan.committee_report == CommitteeReport(
        report_of="Executive Director, Children and Learning",
        decision_maker="Corporate Parenting Panel",
        contacts=(
            ContactDetails(
                role="Service Manager",
                email="a.b@council.gov.uk",
                telephone="023 8083 0000 ext 12",
            ),
            ContactDetails(role="Author", name="A. Writer"),
        ),
        recommendations=(
            "That the Panel notes how the plan stands",
            "That the Panel asks for a report on dental checks",
        ),
    )
    assert loaded_plan.places["committee_report", "report_of"].line == 2


@pytest.mark.parametrize(
    ("change", "line", "severity", "message"),
    [
        (
            ("a.b@council.gov.uk", "a.b at council"),
            5,
            "error",
            "this is not an e-mail address, not 'a.b at council'",
        ),
        (("023 8083 0000 ext 12", "ring us"), 5, "error", "this is not a telephone number"),
        (
            ("asks for a report on dental checks", "notes how the plan stands"),
            9,
            "error",
            "the recommendation `That the Panel notes how the plan stands` is given twice",
        ),
        (("- That the Panel asks", "- Ask"), 9, "warning", "a recommendation usually begins"),
        (("  report_of: Executive Director, Children and Learning\n", ""), 2, "error", "report_of"),
        (("  decision_maker:", "  decision_makr:"), 3, "error", "decision_makr"),
    ],
    ids=["address", "number", "twice", "form", "nobody reports", "a slip of a key"],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_place(tmp_path, change, line, severity, message):
    (problem,) = problem_facts(tmp_path, HEAD.replace(*change))

    assert problem[:2] == (line, severity)
    assert message.split(", not ")[0] in problem[2]


def test_only_one_file_holds_it(tmp_path):
    (tmp_path / "zz.yaml").write_text(HEAD, encoding="utf-8")

    (problem,) = loaded(tmp_path).problems
    assert "`committee_report` is given twice" in problem.message
