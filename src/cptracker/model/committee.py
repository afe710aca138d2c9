"""The head of a report to a committee: who reports, whom to ask, and what is recommended."""

from attrs import frozen


@frozen(kw_only=True)
class ContactDetails:
    """Whom a reader of a report may ask.

    Attributes:
        role: Such as `Service Manager, Corporate Parenting`.
        name: Of the person; roles outlast people, so it may be left out.
        email: Where to write.
        telephone: Where to ring, in quotes.
    """

    role: str
    name: str = ""
    email: str = ""
    telephone: str = ""


@frozen(kw_only=True)
class CommitteeReport:
    """What stands at the head of a report to a committee, beside its subject and its date.

    Attributes:
        report_of: The officer who reports, such as `Executive Director, Children and Learning`.
        decision_maker: The committee; the body of the meeting if it is left out.
        contacts: Whom to ask.
        recommendations: What the committee is asked to resolve, each beginning with `That`.

    Example:
        >>> from cptracker.model.committee import CommitteeReport
        >>> CommitteeReport(report_of="Head of Service").recommendations
        ()
    """

    report_of: str
    decision_maker: str = ""
    contacts: tuple[ContactDetails, ...] = ()
    recommendations: tuple[str, ...] = ()
