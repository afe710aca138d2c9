"""What the plan says to children and young people, in words that they read."""

from attrs import frozen


@frozen(kw_only=True)
class PlainPromise:
    """What is promised, said to children and young people.

    Attributes:
        ref: A priority's number (`3`) or a success measure's reference (`3.1`), in quotes.
        words: The promise in a short sentence.
    """

    ref: str
    words: str


@frozen(kw_only=True)
class PlainWords:
    """What a measure tells, said to children and young people.

    Attributes:
        measure: The measure's identifier.
        about: What it is about, to go on from "We cannot tell you about".
        says: A sentence with `{value}` where the figure goes; a share is told out of every 100.
    """

    measure: str
    about: str
    says: str
