"""Unique pupil numbers of a council that does not exist, with the right check letter.

Department for Education, Unique Pupil Numbers guide: a letter, then the number of the local
authority, of the school, the year and a serial number. The letter is the sum of the digits, each
times its place (2 to 13), modulo 23. Records are read by modules of the same layer, which this one
may not import; a test holds the two against each other.
"""

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Letters by what they count; I, O and S are not used."""


def made_up_upn(council: str, number: int) -> str:
    """A well-formed number that no child can have, for no authority has the council's number.

    Args:
        council: Three digits.
        number: The child's own, of at most nine digits.
    """
    digits = f"{council}{number:09d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return LETTERS[total % len(LETTERS)] + digits
