"""Young people's own words in a public paper: those that may go out, and count nobody."""

from attrs import evolve

from cptracker.disclosure.free_text import counts_few
from cptracker.model.plan_sections import Quotation, QuotationAudience
from cptracker.status.report import StatusReport


def with_public_quotations(report: StatusReport) -> StatusReport:
    """The report with those quotations that anybody may see.

    One that counts few people is left out as a whole: nobody's words are cut.
    """
    return evolve(report, quotations=tuple(filter(_may_go_out, report.quotations)))


def _may_go_out(quotation: Quotation) -> bool:
    texts = (quotation.words, quotation.said_by)
    return quotation.audience is QuotationAudience.PUBLIC and not any(map(counts_few, texts))
