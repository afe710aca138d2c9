"""Unique pupil numbers: thirteen characters, of which the first checks the others.

Department for Education, Unique Pupil Numbers guide: a check letter, then eleven digits, then a
digit, or a letter for a temporary number. The check letter is the sum of the others, each times its
place (2 to 13), modulo 23. `UN1` to `UN9` say why a child has none.
"""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Letters by what they count; I, O and S are not used."""

LENGTH = 13
"""How many characters it has."""

SHAPE = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")


def has_shape(upn: str) -> bool:
    """Whether a text looks like a unique pupil number: capitals, no spaces."""
    return SHAPE.fullmatch(upn) is not None


def is_sound(upn: str) -> bool:
    """Whether it has the shape and the right check letter, as `H801200001001` has."""
    if not has_shape(upn):
        return False
    values = [int(char) if char.isdigit() else LETTERS.index(char) for char in upn[1:]]
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return LETTERS[total % 23] == upn[0]
