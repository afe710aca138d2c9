"""What a check found, before it is known whether the plan has switched the check off."""

from attrs import frozen

from cptracker.checks import Check
from cptracker.errors import Severity


@frozen(kw_only=True)
class Finding:
    """One thing that does not fit together.

    Attributes:
        check: The check that found it.
        ref: The reference it is about, for which the check may be off.
        at: What it stands at, by sort and reference; see `cptracker.loading.placing`.
        message: What does not fit.
        severity: How bad it is, where that is not as the check says.
        hint: What to do, where that is not as the check says.
    """

    check: Check
    ref: str
    at: tuple[str, str]
    message: str
    severity: Severity | None = None
    hint: str | None = None
