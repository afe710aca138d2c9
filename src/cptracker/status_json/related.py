"""Measures that depend on one another, as the JSON has them and as the model has them."""

from cptracker.model.related import (
    Related,
    RelatedMeasures,
    SharedBase,
    SharedGroups,
    SharedItems,
    SharedSum,
)
from cptracker.status_json.figures import RelatedMeasuresDocument, SameChildrenDocument
from cptracker.status_json.protection import (
    RelatedDocument,
    SharedBaseDocument,
    SharedGroupsDocument,
    SharedItemsDocument,
    SharedSumDocument,
)


def related_document(related: Related) -> RelatedDocument:
    """Two measures that share their children, for the JSON."""
    if isinstance(related, SharedBase):
        return SharedBaseDocument(
            measure=related.measure, of=related.of, how=related.how, by=related.by
        )
    if isinstance(related, SharedSum):
        return SharedSumDocument(
            total=related.total,
            of=related.of,
            parts=related.parts,
            bases=related.bases,
            rest=related.rest,
        )
    if isinstance(related, SharedGroups):
        return SharedGroupsDocument(
            measure=related.measure,
            of=related.of,
            group_by=related.group_by,
            groups=related.groups,
            part=related.part,
        )
    return SharedItemsDocument(
        mean=related.mean, share=related.share, at_least=related.at_least, least=related.least
    )


def related_of(document: RelatedDocument) -> Related:
    """Two measures that share their children, from the JSON."""
    if isinstance(document, SharedBaseDocument):
        return SharedBase(
            measure=document.measure, of=document.of, how=document.how, by=document.by
        )
    if isinstance(document, SharedSumDocument):
        return SharedSum(
            total=document.total,
            of=document.of,
            parts=document.parts,
            bases=document.bases,
            rest=document.rest,
        )
    if isinstance(document, SharedGroupsDocument):
        return SharedGroups(
            measure=document.measure,
            of=document.of,
            group_by=document.group_by,
            groups=document.groups,
            part=document.part,
        )
    return SharedItems(
        mean=document.mean,
        share=document.share,
        at_least=document.at_least,
        least=document.least,
    )


def related_measures_document(related: RelatedMeasures) -> RelatedMeasuresDocument | None:
    """The measures from which a measure's numbers follow; None where there are none."""
    if not (related.part_of or related.same_as or related.inflow or related.outflow):
        return None
    return RelatedMeasuresDocument(
        part_of=related.part_of or None,
        same_as=_same_children(related.same_as),
        inflow=related.inflow or None,
        outflow=related.outflow or None,
    )


def _same_children(same_as: tuple[str, ...]) -> SameChildrenDocument | None:
    if not same_as:
        return None
    measure, group_by, group = same_as
    return SameChildrenDocument(measure=measure, group_by=group_by, group=group)


def related_measures_of(document: RelatedMeasuresDocument | None) -> RelatedMeasures:
    """The measures from which a measure's numbers follow, from the JSON."""
    if document is None:
        return RelatedMeasures()
    same = document.same_as
    return RelatedMeasures(
        part_of=document.part_of or "",
        same_as=(same.measure, same.group_by, same.group) if same else (),
        inflow=document.inflow or "",
        outflow=document.outflow or "",
    )
