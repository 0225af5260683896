"""How often labels stand there, against SQL over the spans themselves."""

import pytest

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from tests.project.overview.invented import rows
from tests.project.overview.test_progress import NARROWED, sets_of

_WORN = """
    SELECT {kind}_labels.id, documents.id, annotators.id FROM {kind}s
    JOIN {kind}_labels ON {kind}_labels.key = label_key
    JOIN annotation_sets ON annotation_sets.key = set_key
    JOIN documents ON documents.key = document_key
    LEFT JOIN annotators ON annotators.key = annotator_key
    WHERE annotation_sets.is_retired = 0
"""


@pytest.mark.parametrize("kind", ["span", "relation"])
@pytest.mark.parametrize("narrowed", [*NARROWED, Narrowed(labels=("p", "c", "w"))])
def test_labels(invented: Project, narrowed: Narrowed, kind: str) -> None:
    counting = {(document, who) for document, who, *_ in sets_of(invented, narrowed)}
    worn = [
        (label, document)
        for label, document, who in rows(invented, _WORN.format(kind=kind))
        if (document, who) in counting
    ]
    overview = invented.overview
    counted = (
        overview.span_labels(narrowed) if kind == "span" else overview.relation_labels(narrowed)
    )
    for one in counted:
        assert one.times == sum(label == one.label for label, _ in worn)
        assert one.articles == len({document for label, document in worn if label == one.label})
    known = invented.label_set.span_labels if kind == "span" else invented.label_set.relation_labels
    retired = {one.id for one in known if one.is_retired and one.id not in dict(worn)}
    expected = [one.id for one in known if one.id not in retired]
    if narrowed.labels:
        expected = [one for one in expected if one in narrowed.labels]
    assert [one.label for one in counted] == expected
