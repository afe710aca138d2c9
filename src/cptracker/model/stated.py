"""What documents state beside figures: targets of their own, and where they contradict each other.

Frozen values only. Nothing is judged by any of it: a target counts once a meeting has agreed it and
it stands under `targets`.
"""

from decimal import Decimal

from attrs import frozen


@frozen(kw_only=True)
class StatedTarget:
    """A target or standard that a document states, and that nobody is rated by here.

    Attributes:
        what: What it is for, in our own words.
        unit: Such as `%`, `referrals` or `years`.
        period: The key of the period it was stated for (`202021`, `2022-04`).
        source: The document that states it.
        place: Where in that document.
        value: The target, in that unit; or `low` and `high`.
        low: The lower end of a range.
        high: The upper end of a range.
        measure: The measure that answers exactly that, if there is one.
        note: What the document leaves open.
    """

    what: str
    unit: str
    period: str
    source: str
    place: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    measure: str | None = None
    note: str | None = None


@frozen(kw_only=True)
class DocumentStatement:
    """What one document says where another says otherwise.

    Attributes:
        source: The document.
        place: Where in it.
        value: What it says, short, such as `563` or `34 fewer`.
    """

    source: str
    place: str
    value: str


@frozen(kw_only=True)
class Contradiction:
    """Statements about one thing that cannot all be true, or that were not said for it.

    Attributes:
        about: What they are about, with its day or period.
        says: What each document says; two or more.
        measure: The measure they are about, if one is.
        note: What is known of the reason, and what cannot be told.
    """

    about: str
    says: tuple[DocumentStatement, ...]
    measure: str | None = None
    note: str | None = None
