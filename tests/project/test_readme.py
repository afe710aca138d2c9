"""What README alone promises: how to begin, what is shipped, and that it stays short.

`tests/project/test_docs.py` runs its commands and compares its outputs, as those of every
other page.
"""

from doc_pages import ROOT, blocks

import cptracker
from cptracker.authoring.measure import Measure
from reference_pages.layers import drawing

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LONGEST = 135
"""Two screens, the output that is shown, and the drawing of the layers."""


def test_each_command_begins_on_a_bare_machine():
    """The status and the tests; each makes its environment, in one line."""
    begins = [
        block.body for block in blocks(TEXT) if block.body.startswith("python3 -m venv .venv && ")
    ]

    assert len(begins) == 2
    assert all("pip install" in command and command.count("\n") == 1 for command in begins)
    assert begins[0].rstrip().endswith("cptracker status")
    assert begins[1].rstrip().endswith("pytest -n auto")


def test_it_is_short():
    assert len(TEXT.splitlines()) <= LONGEST


def test_the_drawing_is_of_the_layers_that_are_enforced():
    rows = [line.strip("| ") for line in drawing().splitlines() if line.startswith("|")]

    assert "\n".join(["```text", *rows, "```"]) in TEXT


def test_counts_are_true():
    registry = cptracker.find_measures()
    plan = cptracker.load_plan(ROOT / "strategy")
    deliverables = sum(len(priority.deliverables) for priority in plan.priorities)
    successes = sum(len(priority.success_measures) for priority in plan.priorities)

    assert f"{len(plan.priorities)} priorities, {deliverables} key deliverables" in TEXT
    assert f"{successes} success\nmeasures), {len(registry.measures)} measures" in TEXT
    assert all(isinstance(measure, Measure) for measure in registry.measures.values())
