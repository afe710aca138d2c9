"""The shape of one plan file: any of its parts, since a plan may be spread over several files."""

from attrs import frozen

from cptracker.model import Priority, PublishedFigure, Statement, Target, Term


@frozen(kw_only=True)
class Heading:
    """What plan this is.

    Attributes:
        identifier: A short word for it, such as `together-plan`.
        title: Its name.
        council: Whose it is, as published figures name the area.
        period: The years it covers, such as `2022-2027`.
        source: The document it was taken from.
    """

    identifier: str
    title: str
    council: str
    period: str
    source: str


@frozen(kw_only=True)
class Document:
    """One file of a corporate parenting plan.

    Lists are joined in the order of the files' names; `plan` stands in one file only.

    Attributes:
        plan: What plan this is.
        principles: What the plan rests on.
        corporate_parent: What young people ask of a good corporate parent.
        good_care: What good care looks like to them.
        priorities: The priorities with their deliverables and success measures.
        targets: What was promised for measures, from a date on.
        published: Figures that somebody published.
        glossary: Words of the sector, explained.
    """

    plan: Heading | None = None
    principles: tuple[Statement, ...] = ()
    corporate_parent: tuple[Statement, ...] = ()
    good_care: tuple[Statement, ...] = ()
    priorities: tuple[Priority, ...] = ()
    targets: tuple[Target, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    glossary: tuple[Term, ...] = ()
