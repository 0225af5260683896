"""Pages of article rows: read when looked at, changed in place, few in memory."""

from annotator.model.annotation_set import AnnotationSet
from annotator.project.rows import DocumentRow
from annotator.ui.models.article_pages import (
    PAGE_LENGTH,
    PAGES_KEPT,
    ArticlePages,
    parts_of_set,
)
from tests.builders import TEXT, make_set, make_span


class Shelf:
    """Stands where the project's rows come from; remembers what was asked."""

    def __init__(self):
        self.asked = []
        self.gone = set()

    def read(self, keys):
        self.asked.append(list(keys))
        return [
            DocumentRow(key, f"d{key}", f"Title {key}", "", "", 10, "new", 0, 0)
            for key in keys
            if key not in self.gone
        ]


def make_pages(count):
    """Return pages over so many keys, ten apart, and the shelf they are read from."""
    shelf = Shelf()
    pages = ArticlePages(shelf.read)
    pages.set_keys(range(0, 10 * count, 10))
    return pages, shelf


def test_a_row_costs_its_page_once():
    pages, shelf = make_pages(1000)
    assert len(pages) == 1000
    assert pages.row(PAGE_LENGTH + 3).id == f"d{10 * (PAGE_LENGTH + 3)}"
    assert pages.row(PAGE_LENGTH).id == f"d{10 * PAGE_LENGTH}"
    assert [len(keys) for keys in shelf.asked] == [PAGE_LENGTH]


def test_the_last_page_is_short():
    pages, shelf = make_pages(PAGE_LENGTH + 1)
    assert pages.row(PAGE_LENGTH).id == f"d{10 * PAGE_LENGTH}"
    assert shelf.asked == [[10 * PAGE_LENGTH]]


def test_pages_looked_at_long_ago_are_let_go():
    pages, _shelf = make_pages(PAGE_LENGTH * (PAGES_KEPT + 1))
    for number in range(PAGES_KEPT):
        pages.row(number * PAGE_LENGTH)
    pages.row(0)
    pages.row(PAGES_KEPT * PAGE_LENGTH)
    assert pages.index_of("d0") == 0
    assert pages.index_of(f"d{10 * PAGE_LENGTH}") is None


def test_a_document_that_went_leaves_an_empty_row_and_the_others_in_place():
    pages, shelf = make_pages(3)
    shelf.gone = {10}
    assert pages.row(1) is None
    assert pages.row(2).id == "d20"


def test_a_row_is_changed_in_place():
    pages, shelf = make_pages(5)
    assert pages.change_row("d20", spans=4) is None
    pages.row(0)
    assert pages.change_row("d20", spans=4, status="finished") == 2
    assert (pages.row(2).spans, pages.row(2).status) == (4, "finished")
    assert len(shelf.asked) == 1


def test_a_dropped_page_is_read_again():
    pages, shelf = make_pages(5)
    pages.row(0)
    assert pages.drop_page_of("d30") == 3
    pages.row(0)
    assert len(shelf.asked) == 2
    assert pages.drop_page_of("unknown") is None


def test_other_keys_forget_the_rows():
    pages, _shelf = make_pages(5)
    pages.row(0)
    pages.set_keys([7])
    assert (len(pages), pages.row(0).id) == (1, "d7")


def test_what_a_row_says_of_a_set():
    assert parts_of_set(AnnotationSet("s", "d", "me")) == {
        "status": "new",
        "spans": 0,
        "relations": 0,
    }
    assert parts_of_set(make_set(make_span(TEXT, "Varga")))["spans"] == 1
