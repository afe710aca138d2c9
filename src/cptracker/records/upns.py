"""Unique pupil numbers: a letter other than I, O and S, eleven digits, and a digit or a letter.

Department for Education, Unique Pupil Numbers guide. `UN1` to `UN9` say why a child has none.
"""

import re

SHAPE = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")


def has_shape(upn: str) -> bool:
    """Whether a text looks like a unique pupil number, as `H801200001001` does.

    The first letter checks the others; that is not asked, for a slip that stands in two returns
    alike still says that they speak of one child.
    """
    return SHAPE.fullmatch(upn) is not None
