"""The council's monthly scorecard of June 2022 as a plan of its own, without any records.

Figures are those of the Children and Families Scrutiny Panel's papers of 16 June 2022, *Summary of
performance April 2022*, pages 4 and 7: eight months, two years, and the columns of others, whose
year the document does not name. Counts are typed; shares and rates about children, whose
numerators the document does not give, stand as published figures.
"""

# ruff: noqa: E501 - lines of YAML

MONTHS = ("2021-09", "2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03", "2022-04")

YEARS = ("201920", "202021")

OTHERS = ("Statistical neighbours", "South East", "England")

TITLES = {
    "re-referrals": ("Re-referrals within 12 months", "%", "lower", "share"),
    "early-help": ("Early Help assessments completed", "assessments", "context", "count"),
    "single-assessments": ("Single assessments completed", "per 10000", "context", "rate"),
    "assessments-in-time": ("Assessments in 45 working days", "%", "higher", "share"),
    "contacts": ("Contacts", "contacts", "context", "count"),
    "referrals": ("Referrals in the month", "referrals", "context", "count"),
    "looked-after": ("Children looked after", "children", "context", "count"),
    "child-protection": ("Children with a protection plan", "children", "context", "count"),
    "care-leavers": ("Care leavers", "young people", "context", "count"),
}

ROWS = {
    "re-referrals": ("31 24 24 27 25 29 29 22", "28 22", "28 23 N/A"),
    "early-help": ("196 180 223 195 200 111 119 99", "N/A N/A", "N/A N/A N/A"),
    "single-assessments": ("320 376 436 496 540 595 653 62", "898 672", "637 554 518"),
    "assessments-in-time": ("89 85 92 88 91 93 90 79", "79 77", "74 70 69"),
    "contacts": ("2075 1922 1874 1689 2018 1696 2011 1663", "15657 17661", "N/A N/A N/A"),
    "referrals": ("442 391 396 366 308 300 318 259", "N/A 4092", "N/A N/A N/A"),
    "looked-after": ("517 525 540 544 551 560 563 566", "486 495", "615 N/A N/A"),
    "child-protection": ("387 388 413 453 472 492 483 455", "396 310", "406 N/A N/A"),
    "care-leavers": ("162 164 171 173 209 218 226 212", "N/A N/A", "N/A N/A N/A"),
}
"""Of each indicator the months, the last two years, and others, as they are printed."""

SOURCE = "Summary of performance April 2022, Scrutiny Panel, 16 June 2022, pages 4 and 7"


def identifier(name: str) -> str:
    """A name of its own for each typed measure, whatever measures are shipped."""
    return f"sp22-{name}"


HEAD = f"""\
plan:
  identifier: improvement-2022
  title: Improvement plan
  council: Southampton
  period: 2021-2023
  source: {SOURCE}
  protection: none
comparators: {{region: South East}}
priorities:
  - number: 1
    title: Right service at the right time
    place: page 7
    success_measures:
      - ref: "1.1"
        title: Timely help
        place: page 7
        measures: [{", ".join(map(identifier, TITLES))}]
targets:
  - {{measure: {identifier("re-referrals")}, since: 2021-04-01, value: 23, within: 3, source: page 7}}
commentary:
  - priority: 1
    period: "2022-04"
    date: 2022-06-09
    by: Executive Director
    rating: amber
    rating_words: medium risk
    data_says: Re-referrals were 22% in April against a target of 23%.
    analysis: Contacts rose by a quarter in the year, and referrals did not.
    next_steps: An audit of repeat referrals is reported in July.
measures:
"""


def plan_text() -> str:
    """The plan file: measures, and what was published of them."""
    return "".join([HEAD, *map(_measure, TITLES), "published:\n", *_published()])


def _measure(name):
    title, unit, better, kind = TITLES[name]
    per = ", per: 10000" if kind == "rate" else ""
    about = "" if kind == "count" else ", about: children"
    return (
        f'  - {{identifier: {identifier(name)}, title: {title}, unit: "{unit}", better: {better}, '
        f"kind: {kind}, every: month{per}{about}}}\n"
    )


def _published():
    for name, (months, years, others) in ROWS.items():
        if TITLES[name][3] != "count":
            yield from _figures(name, ["Southampton"] * len(MONTHS), MONTHS, months)
        yield from _figures(name, ["Southampton"] * len(YEARS), YEARS, years)
        yield from _figures(name, OTHERS, ["202021"] * len(OTHERS), others)


def _figures(name, areas, periods, printed):
    for area, period, value in zip(areas, periods, printed.split(), strict=True):
        if value != "N/A":
            yield (
                f'  - {{measure: {identifier(name)}, area: {area}, period: "{period}", value: {value}, '
                f"source: {SOURCE!r}, published: 2022-06-16}}\n"
            )


def values_text() -> str:
    """The typed counts of each month."""
    rows = ["measure,period,value,by,date\n"]
    for name, (months, _, _) in ROWS.items():
        if TITLES[name][3] == "count":
            rows += [
                f"{identifier(name)},{month},{value},Performance team,2022-05-20\n"
                for month, value in zip(MONTHS, months.split(), strict=True)
            ]
    return "".join(rows)
