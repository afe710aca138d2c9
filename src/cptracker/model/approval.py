"""Whether a measure is counted as its panel agreed: values only."""

import re

from attrs import frozen

FINGERPRINT = re.compile(r"[dt][0-9]+-[0-9a-f]{12}")
"""How a fingerprint is written: `d` for a computed definition, `t` for a typed one."""


@frozen(kw_only=True)
class DefinitionApproval:
    """Whether a measure is still defined as the panel agreed it.

    Attributes:
        fingerprint: Of the definition as it is now.
        agreed: The fingerprint that the panel agreed; None if it agreed none.
        meeting: The reference of the meeting that did.
    """

    fingerprint: str
    agreed: str | None = None
    meeting: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the definition is another one than the panel agreed."""
        return self.agreed is not None and self.agreed != self.fingerprint
