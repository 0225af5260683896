"""What is remembered of documents, and when it is forgotten."""

from annotator.model.changes import Changes
from annotator.model.verdict import Verdict
from annotator.project.findings import Findings, touched_documents
from tests.builders import make_set


def _kept(*documents: str) -> Findings[bool]:
    findings: Findings[bool] = Findings()
    for document in documents:
        findings.keep(document, findings.version(document), True)
    return findings


def test_it_is_kept_until_the_document_changes() -> None:
    findings = _kept("a", "b")
    findings.note(Changes("a", make_set(document="a")))
    assert (findings.get("a"), findings.get("b")) == (None, True)


def test_what_was_found_before_a_change_is_not_kept_after_it() -> None:
    findings: Findings[bool] = Findings()
    version, other = findings.version("a"), findings.version("b")
    findings.note(Changes("a", make_set(document="a")))
    findings.keep("a", version, True)
    findings.keep("b", other, True)
    assert (findings.get("a"), findings.get("b")) == (None, True)


def test_documents_that_come_and_other_labels_change_everything() -> None:
    findings = _kept("a")
    version = findings.version("b")
    findings.note(Changes(documents_added=1))
    findings.keep("b", version, True)
    assert (findings.get("a"), findings.get("b")) == (None, None)


def test_verdicts_touch_their_documents() -> None:
    one, two = (Verdict(id, id, "mara", "2026", "added") for id in "ab")
    assert touched_documents(Changes(verdicts=((None, one), (two, None)))) == {"a", "b"}
