"""What young people said, in their own words, with their consent to show it."""

from datetime import date
from enum import StrEnum

from attrs import frozen


class QuotationAudience(StrEnum):
    """Who may see a quotation, as the young person agreed."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


@frozen(kw_only=True)
class Quotation:
    """Words of a young person or of a group of them, as they were said.

    Nobody is named: `said_by` is a group or a council of young people, never a person, and gives
    no age. A quotation that counts few people, such as "the two of us", is in no public paper.

    Attributes:
        priority: The priority that it is about, by its number.
        words: What was said, in their own words.
        said_by: The group, such as `Children in Care Council`.
        date: The day it was said; a paper shows it from then on.
        consent: Who agreed to its use and who recorded that; in no paper.
        audience: Who may see it: `public`, or `restricted` to papers that are not published.
        source: Where it was written down, such as `Minutes of the Children in Care Council`.
        place: Where in it, such as `item 4`.
    """

    priority: int
    words: str
    said_by: str
    date: date
    consent: str
    audience: QuotationAudience
    source: str
    place: str = ""
