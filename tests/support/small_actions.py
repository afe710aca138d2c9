"""A small plan with meetings and actions, to be broken and edited."""

HEADING = """\
plan: {identifier: p, title: A plan, council: Southampton, period: 2022-2027, source: Board}
"""

PRIORITIES = """\
priorities:
  - number: 1
    title: Health
    place: Priority 1
    young_people_said: "In summary: help us."
    deliverables:
      - {ref: "1.1", title: A nurse, place: here}
      - {ref: "1.2", title: A dentist, place: here}
    success_measures:
      - {ref: "1.1", title: Teeth, place: here, measures: [dental]}
"""

MEETINGS = """\
meetings:
  - {ref: cpp-2026-03-12, body: Corporate Parenting Panel, date: 2026-03-12, paper: minutes 4}
"""

ACTION = """\
actions:
  - ref: CPP-2026-01   # the first
    title: Report on dental checks
    meeting: cpp-2026-03-12
    owner: Head of Service
    due: 2026-06-30
"""


def write_plan(folder, *more, actions=ACTION, meetings=MEETINGS):
    """A plan folder whose `actions.yaml` holds meetings, actions and more."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(HEADING + PRIORITIES, encoding="utf-8")
    text = "".join([meetings, actions, *more])
    (folder / "actions.yaml").write_text(text, encoding="utf-8")
    return folder
