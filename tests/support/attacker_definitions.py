"""What the definitions of the shipped measures say of each other: what any reader can look up.

Each fact is a sum of numbers of figures of one time and one group, written down from the definition
sheets. `tests/support/attacker.py` reckons with it; nothing here is taken from how the package
protects figures.
"""

from attrs import frozen

N, D = "met", "base"
"""A figure's number, and its base: that of a count is the count itself."""


@frozen(kw_only=True)
class Term:
    """A number of a measure; where a group is named, of that group, beside everyone's others.

    Attributes:
        measure: Its identifier.
        part: `met` or `base`.
        group: A breakdown and a group in it, for facts of everyone.
    """

    measure: str
    part: str = N
    group: tuple[str, str] | None = None


@frozen(kw_only=True)
class Fact:
    """The parts together are the whole, or lie in it.

    Attributes:
        parts: Of which each child is in one at most.
        whole: What they are, or lie in.
        exact: Whether they are all of it.
        people: Whether those in the whole alone are a number of children.
        groups: The groups of a breakdown in which it holds; everyone and every group if empty.
        everyone: Whether it holds for everyone alone.
    """

    parts: tuple[Term, ...]
    whole: Term
    exact: bool = False
    people: bool = True
    groups: tuple[tuple[str, str], ...] = ()
    everyone: bool = False


def _same(measure: str, part: str, other: str, other_part: str, *groups: tuple[str, str]) -> Fact:
    return Fact(
        parts=(Term(measure=measure, part=part),),
        whole=Term(measure=other, part=other_part),
        exact=True,
        groups=groups,
    )


def _within(measure: str, part: str, other: str, other_part: str, *, people: bool = True) -> Fact:
    return Fact(
        parts=(Term(measure=measure, part=part),),
        whole=Term(measure=other, part=other_part),
        people=people,
    )


def _is_group(measure: str, part: str, other: str, by: str, *groups: str) -> Fact:
    """A measure's number is that of groups of another measure."""
    return Fact(
        parts=tuple(Term(measure=other, group=(by, group)) for group in groups),
        whole=Term(measure=measure, part=part),
        exact=True,
        everyone=True,
    )


IN_CARE, LEFT, CAME = "children-looked-after", "children-leaving-care", "children-starting-care"
HOMES = ("in-residential-care", "with-parents", "in-semi-independent")
OC2 = "annual-health-assessments"
ADVISED = "care-leavers-supported"
AGES = tuple(("age_group", band) for band in ("under 1", "1-4", "5-9", "10-15", "16 and over"))

LEFT_TO = ("left-care-for-home", "left-care-to-special-guardians", "left-care-by-adoption",
           "left-care-to-live-independently")  # fmt: skip
REASONS = ("returned home", "special guardianship", "adopted", "independent living")
ON_PLAN = "child-protection-plans"
SEEN = ("child-protection-seen-in-two-weeks", "child-protection-seen-in-four-weeks")

DEFINITION_FACTS = (
    # who lives where
    *(_same(name, D, HOMES[0], D) for name in HOMES[1:]),
    _within(HOMES[0], D, IN_CARE, D),
    Fact(parts=tuple(Term(measure=name) for name in HOMES),
         whole=Term(measure=HOMES[0], part=D)),
    *(_is_group(name, N, IN_CARE, "placement_type", group) for name, group in zip(
        (*HOMES, "placed-for-adoption"),
        ("residential", "own parents", "semi-independent and supported", "placed for adoption"),
        strict=True)),
    _within("placed-for-adoption", N, IN_CARE, D),
    Fact(parts=(Term(measure="placed-for-adoption"), *(Term(measure=name) for name in HOMES),
                Term(measure="in-house-share-of-fostering", part=D)),
         whole=Term(measure=IN_CARE, part=D)),
    Fact(parts=(Term(measure="in-house-share-of-fostering"),),
         whole=Term(measure=IN_CARE, group=("provider", "own")), everyone=True),
    _same("uasc-share", D, IN_CARE, D),
    _is_group("uasc-share", N, IN_CARE, "uasc", "yes"),
    # coming and leaving
    _same("children-starting-care-rate", N, CAME, N),
    _same("returned-to-care", D, CAME, N),
    _same("children-leaving-care-rate", N, LEFT, N),
    _is_group("adoptions", N, LEFT, "leaving_reason", "adopted"),
    Fact(parts=(Term(measure="adoptions"), Term(measure="special-guardianship-orders")),
         whole=Term(measure=LEFT)),
    _within("days-to-adoptive-home", D, "adoptions", N),
    _within("days-from-order-to-match", D, "adoptions", N),
    # care leavers
    *(_same(name, D, "care-leavers-eet", D) for name in
      ("care-leavers-in-touch", "in-higher-education", "in-apprenticeship-or-training")),
    Fact(parts=(Term(measure="in-higher-education"),
                Term(measure="in-apprenticeship-or-training")),
         whole=Term(measure="care-leavers-eet")),
    _within("staying-put", D, "care-leavers-eet", D),
    _same("personal-advisers-per-care-leaver", D, ADVISED, N),
    _same("pathway-plans-in-date", D, ADVISED, N),
    # the year-end return
    *(_same(name, D, OC2, D) for name in
      ("dental-checks", "immunisations-up-to-date", "substance-misuse")),
    Fact(parts=(Term(measure="development-checks", part=D),
                Term(measure="sdq-score-received", part=D)),
         whole=Term(measure=OC2, part=D)),
    Fact(parts=(Term(measure="development-checks", part=D),
                Term(measure="convicted-or-warned", part=D)),
         whole=Term(measure=OC2, part=D)),
    _same("development-checks", D, OC2, D, *AGES[:2]),
    _same("sdq-score-received", D, OC2, D, *AGES[2:4]),
    _same("convicted-or-warned", D, OC2, D, *AGES[3:]),
    _same("sdq-cause-for-concern", D, "sdq-score-received", N),
    _same("sdq-average-score", D, "sdq-score-received", N),
    # leaving care, and where to: of those who left, the ways out share nobody
    *(_same(name, D, LEFT_TO[0], D) for name in LEFT_TO[1:]),
    _within(LEFT_TO[0], D, LEFT, N),
    Fact(parts=tuple(Term(measure=name) for name in LEFT_TO),
         whole=Term(measure=LEFT_TO[0], part=D)),
    *(_is_group(name, N, LEFT, "leaving_reason", group)
      for name, group in zip(LEFT_TO, REASONS, strict=True)),
    _same("left-care-by-adoption", N, "adoptions", N),
    _same("left-care-to-special-guardians", N, "special-guardianship-orders", N),
    _same("days-to-adoptive-home-average", D, "days-to-adoptive-home", D),
    # coming back into care, within one year or two
    _same("returned-to-care-within-a-year", D, CAME, N),
    _within("returned-to-care-within-a-year", N, "returned-to-care", N),
    # how long in one place, and how many workers since the last change of team
    _within("three-or-more-placements-in-two-years", D, IN_CARE, D),
    _within("long-term-stability", D, "three-or-more-placements-in-two-years", D),
    _within("social-workers-after-transfer", D, "social-workers-per-child", D),
    _within("social-workers-after-transfer", N, "social-workers-per-child", N, people=False),
    # children on plans
    *(_same(name, D, ON_PLAN, N) for name in SEEN),
    _within(SEEN[0], N, SEEN[1], N),
    _same("child-in-need-seen-in-four-weeks", D, "children-in-need-plans", N),
    # the front door
    _same("referrals-rate", N, "referrals-received", N),
    _same("re-referrals", D, "referrals-received", N),
    _same("single-assessments-rate", N, "assessments-in-45-working-days", D),
    # care leavers on a day
    _same("care-leavers-in-touch-by-month", D, "care-leavers-eet-by-month", D),
    _within("care-leavers-suitable-accommodation-by-month", D, "care-leavers-eet-by-month", D),
    # going missing
    _within("children-missing", N, "missing-episodes", N, people=False),
)  # fmt: skip

STREAMS = {
    **dict.fromkeys(
        ("special-guardianship-orders", LEFT_TO[1]), (LEFT, "leaving_reason", REASONS[1])
    ),
    **dict.fromkeys(("adoptions", LEFT_TO[2]), (LEFT, "leaving_reason", REASONS[2])),
    LEFT_TO[0]: (LEFT, "leaving_reason", REASONS[0]),
    LEFT_TO[3]: (LEFT, "leaving_reason", REASONS[3]),
}
"""A number that flows as a group of another one, by another name."""

SAME_STREAM = {
    "children-starting-care-rate": CAME,
    "children-leaving-care-rate": LEFT,
    "referrals-rate": "referrals-received",
}
"""A rate of events, whose number flows like that of the count."""

BASE_STREAM = {
    "returned-to-care": (CAME, 0),
    "returned-to-care-within-a-year": (CAME, 0),
    "re-referrals": ("referrals-received", 0),
    "assessments-in-45-working-days": ("single-assessments-rate", 0),
    "pathway-plan-by-16-and-a-quarter": ("turning 16", 3),
    "adviser-within-a-month-of-16": ("turning 16", 1),
    **dict.fromkeys(LEFT_TO, (LEFT_TO[0], 0)),
}
"""A share whose base flows like a count, or like another base, and how many months later."""

NOT_COUNTED = ("turning 16", LEFT_TO[0])
"""Those of them that are no measure's number, but bases alone."""

ADVERSE_FROM = {"sdq-average-score": ("sdq-cause-for-concern", 17, 40)}
"""A mean of whole numbers, the share of those with so many or more, and the most there can be."""

ONCE_A_PERIOD = ("children-missing", "participation-attendance")
"""Children who count once a period: a year has no more than its months, and no fewer than each."""
