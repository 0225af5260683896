"""Each picture of the overview is a door: what a click, or Enter in its table, arrives at is what
SQL finds that knows nothing of the overview, and from there one is in the text."""

import shutil
import sqlite3
from contextlib import closing
from itertools import combinations
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.rows import ListQuery
from annotator.text.tokens import words as words_of
from annotator.ui.overview.progress_card import ProgressCard
from tests.ui.overview.conftest import open_overview, wait_read
from tests.ui.overview.newsroom import make_newsroom
from tests.ui.windows import CTRL

SETS = """
    FROM documents JOIN annotation_sets ON document_key = documents.key
    LEFT JOIN annotators ON annotators.key = annotator_key
    WHERE documents.is_retired = 0 AND annotation_sets.is_retired = 0
    AND coalesce(annotators.id, '') NOT IN (SELECT annotator FROM second_times)
"""
ARTICLES = f"SELECT DISTINCT documents.id {SETS}"
SPANS = f"""
    SELECT documents.id, spans.start, spans.end {
    SETS.replace(
        "WHERE",
        "JOIN spans ON spans.set_key = annotation_sets.key"
        " JOIN span_labels ON span_labels.key = spans.label_key WHERE",
    )
}
"""
COVERED = "substr(documents.text, spans.start + 1, spans.end - spans.start)"
RELATIONS = f"""
    SELECT documents.id, heads.start, heads.end {
    SETS.replace(
        "WHERE",
        "JOIN relations ON relations.set_key = annotation_sets.key"
        " JOIN relation_labels ON relation_labels.key = relations.label_key"
        " JOIN spans AS heads ON (heads.set_key, heads.id) = (relations.set_key, head)"
        " JOIN span_labels AS head_labels ON head_labels.key = heads.label_key"
        " JOIN spans AS tails ON (tails.set_key, tails.id) = (relations.set_key, tail)"
        " JOIN span_labels AS tail_labels ON tail_labels.key = tails.label_key WHERE",
    )
}
"""
UNTOUCHED = f"""
    SELECT id FROM documents WHERE is_retired = 0
    AND id NOT IN ({ARTICLES} AND status <> 'new' AND {{}})
"""
DONE = """
    SELECT DISTINCT document FROM history JOIN annotators ON annotators.id = history.annotator
    WHERE edit LIKE '%"SetStatus"%"finished"%' AND annotators.name = 'cy'
"""
WORKED = """
    SELECT DISTINCT document FROM history JOIN annotators ON annotators.id = history.annotator
    WHERE document IS NOT NULL AND annotators.name = 'cy'
"""
_BY = """
    SELECT documents.id AS document, spans.start, spans.end, span_labels.name AS label,
        coalesce(annotators.name, 'curated set') AS name
    FROM spans JOIN annotation_sets ON annotation_sets.key = set_key
    JOIN documents ON documents.key = document_key
    JOIN span_labels ON span_labels.key = label_key
    LEFT JOIN annotators ON annotators.key = annotator_key
    WHERE status IN ('finished', 'curated')
"""
BOTH = f"""
    WITH said AS ({_BY}), ones AS (SELECT * FROM said WHERE name = '{{0}}'),
    others AS (SELECT * FROM said WHERE name = '{{1}}')
    SELECT document, start, end FROM ones
    UNION ALL SELECT document, start, end FROM others WHERE NOT EXISTS (
        SELECT 1 FROM ones
        WHERE ones.document = others.document AND ones.start < others.end
        AND others.start < ones.end AND ({{2}})
    )
"""
"""What two people say, on articles that both have finished: pairs once."""
_FINISHED_BY = """
    SELECT document, max(at) AS at, name
    FROM history JOIN annotators ON annotators.id = history.annotator
    WHERE edit LIKE '%"SetStatus"%"finished"%'
    AND annotators.id NOT IN (SELECT annotator FROM second_times) GROUP BY document, name
"""
HALF = f"""
    SELECT document FROM (
        SELECT document, ntile(2) OVER (ORDER BY max(at)) AS half FROM ({_FINISHED_BY})
        WHERE name IN ('{{0}}', '{{1}}') {{2}} GROUP BY document
    ) WHERE half = {{3}}
"""
_CURATED = f"AND document IN ({ARTICLES} AND status = 'curated')"


def halved(first, second, half, more=""):
    """The cases of two on the earlier (1) or the later (2) half of what both have done."""
    both = BOTH.format(first, second, "1")
    return f"SELECT * FROM ({both}) WHERE document IN ({HALF.format(first, second, more, half)})"


DONE_BY_TWO = f"{ARTICLES} AND status = 'finished' GROUP BY documents.id HAVING count(*) > 1"


def each_two(said=""):
    """What each two say on articles that both have finished, pairs once, in which one of the two
    says a label."""
    is_said, is_answered = (
        f"{one}.label = '{said}'" if said else "1" for one in ("ones", "others")
    )
    both = "ones.document = others.document AND ones.start < others.end AND others.start < ones.end"
    several = []
    for first, second in combinations(("ada", "bo", "cy"), 2):
        ones, others = (f"(SELECT * FROM ({_BY}) WHERE name = '{one}')" for one in (first, second))
        several += [
            f"SELECT document, start, end FROM {ones} AS ones WHERE {is_said} OR EXISTS"
            f" (SELECT 1 FROM {others} AS others WHERE {both} AND {is_answered})",
            f"SELECT document, start, end FROM {others} AS others WHERE {is_answered}"
            f" AND NOT EXISTS (SELECT 1 FROM {ones} AS ones WHERE {both})",
        ]
    return " UNION ALL ".join(several)


EACH_TWO = each_two()


class Door(NamedTuple):
    """What is chosen in which picture, and the SQL of what shall be there."""

    picture: str
    item: str
    sql: str


def labelled(name):
    return f"{SPANS} AND span_labels.name = '{name}'"


def rated(least, most):
    return f"{ARTICLES} AND rate(annotation_sets.spans, documents.text) BETWEEN {least} AND {most}"


PLACES = f"SELECT id FROM documents WHERE id IN ({ARTICLES} AND annotation_sets.spans)"

DOORS = [
    Door("Articles by state", "reviewed", f"{ARTICLES} AND status = 'curated'"),
    Door("Articles by state", "done", f"{ARTICLES} AND status = 'finished' AND documents.id"
         f" NOT IN ({ARTICLES} AND status = 'curated')"),
    Door("Articles by state", "in progress", f"{ARTICLES} AND status = 'in_progress'"),
    Door("Articles by state", "to do", UNTOUCHED.format("1")),
    Door("Articles by annotator", "ada, done",
         f"{ARTICLES} AND annotators.name = 'ada' AND status = 'finished'"),
    Door("Articles by annotator", "bo, in progress",
         f"{ARTICLES} AND annotators.name = 'bo' AND status = 'in_progress'"),
    Door("Articles by annotator", "bo, to do", UNTOUCHED.format("annotators.name = 'bo'")),
    Door("Articles by annotator", "curated set, done", f"{ARTICLES} AND status = 'curated'"),
    Door("Articles by annotator", "curated set, to do", UNTOUCHED.format("status = 'curated'")),
    Door("Finished over time", "cy, 2 Mar 2026", f"{DONE} AND at LIKE '2026-03-02%'"),
    Door("Finished over time", "cy, 2 Apr 2026", f"{DONE} AND at LIKE '2026-04-02%'"),
    Door("Spans by label", "PERSON", labelled("PERSON")),
    Door("Spans by label", "CLAIM", labelled("CLAIM")),
    Door("Relations by label", "works for", f"{RELATIONS} AND relation_labels.name = 'works for'"),
    Door("Relations by label", "leads", f"{RELATIONS} AND relation_labels.name = 'leads'"),
    Door("Agreement in figures", "Same span, same label", EACH_TWO),
    Door("Agreement in figures", "Overlapping", EACH_TWO),
    Door("Agreement in figures", "Same words", EACH_TWO),
    Door("Agreement in figures", "Relations",
         f"{RELATIONS} AND status = 'finished' AND documents.id IN ({DONE_BY_TWO})"),
    Door("Agreement by label", "CLAIM", each_two(said="CLAIM")),
    Door("Agreement by label", "ORGANISATION", each_two(said="ORGANISATION")),
    Door("Agreement of each two", "ada, with bo", BOTH.format("ada", "bo", "1")),
    Door("Early and late articles", "ada, bo, early", halved("ada", "bo", 1)),
    Door("Early and late articles", "ada, bo, late", halved("ada", "bo", 2)),
    Door("Early and late articles", "bo, cy, late", halved("bo", "cy", 2)),
    Door("Early and late articles", "ada, bo, change", BOTH.format("ada", "bo", "1")),
    Door("Early and late articles, with the curated set", "bo, curated set, early",
         halved("bo", "curated set", 1, _CURATED)),
    Door("Early and late articles, with the curated set", "bo, curated set, late",
         halved("bo", "curated set", 2, _CURATED)),
    Door("Agreement over time", "spans, Mar 2026",
         f"SELECT document FROM ({_FINISHED_BY}) GROUP BY document HAVING count(*) > 1"
         " AND max(at) LIKE '2026-03%'"),
    Door("Agreement over time", "relations, Apr 2026",
         f"SELECT document FROM ({_FINISHED_BY}) GROUP BY document HAVING count(*) > 1"
         " AND max(at) LIKE '2026-04%'"),
    Door("Who confuses what", "ada PERSON, bo ORGANISATION",
         f"WITH said AS ({_BY}) SELECT document, start, end FROM said AS one"
         " WHERE name = 'ada' AND label = 'PERSON' AND EXISTS (SELECT 1 FROM said AS other"
         " WHERE other.name = 'bo' AND other.label = 'ORGANISATION'"
         " AND (other.document, other.start, other.end) = (one.document, one.start, one.end))"),
    Door("Relations between labels", "PERSON", labelled("PERSON")),
    Door("Relations between labels", "PERSON → ORGANISATION",
         f"{RELATIONS} AND head_labels.name = 'PERSON' AND tail_labels.name = 'ORGANISATION'"),
    Door("Heads and tails of relations", "from PERSON, to ORGANISATION",
         f"{RELATIONS} AND head_labels.name = 'PERSON' AND tail_labels.name = 'ORGANISATION'"),
    Door("Most frequent texts", "Norrow Lines",
         f"{labelled('ORGANISATION')} AND {COVERED} = 'Norrow Lines'"),
    Door("Where labels stand in an article", "label PERSON, tenth 2",
         f"{labelled('PERSON')} AND 10 * spans.start / documents.characters = 1"),
    Door("Where labels stand in an article", "label CLAIM, tenth 6",
         f"{labelled('CLAIM')} AND 10 * spans.start / documents.characters = 5"),
    Door("Spans per article", "3", f"{ARTICLES} AND annotation_sets.spans = 3"),
    Door("Spans per 1,000 words", "25–29", rated(25, 29)),
    Door("Spans per 1,000 words", "75–79", rated(75, 79)),
    Door("Length of spans", "6", f"{SPANS} AND spans.end - spans.start = 6"),
    Door("Distinct names", "after 3 articles", f"{PLACES} ORDER BY position LIMIT 1 OFFSET 2"),
    Door("Values of an attribute", "possible",
         f"{SPANS} AND json_extract(spans.attributes, '$.x') = 'possible'"),
    Door("Graph of the news", "Monday", f"{labelled('CLAIM')} AND {COVERED} = 'Monday'"),
    Door("Graph of the news", "for Ilse Varga — works for → Norrow Lines",
         f"{RELATIONS} AND relation_labels.name = 'works for' AND substr(documents.text,"
         " heads.start + 1, heads.end - heads.start) = 'for Ilse Varga'"),
    Door("Articles by source", "Gazette", "SELECT id FROM documents WHERE source = 'Gazette'"),
    Door("Articles by source", "no source", "SELECT id FROM documents WHERE source IS NULL"),
    Door("Articles by language", "de", "SELECT id FROM documents WHERE language = 'de'"),
    Door("Articles by language", "not known", "SELECT id FROM documents WHERE language IS NULL"),
    Door("Articles by date", "Jan 2017",
         "SELECT id FROM documents WHERE published LIKE '2017-01%'"),
    Door("Articles by date", "2018", "SELECT id FROM documents WHERE published = '2018'"),
    Door("Length of articles", "100–199",
         "SELECT id FROM documents WHERE length(text) BETWEEN 100 AND 199"),
    Door("Length of articles", "1,200–1,232",
         "SELECT id FROM documents WHERE length(text) BETWEEN 1200 AND 1232"),
    Door("Your pace in figures", "spans an hour", WORKED),
    Door("Your pace in figures", "words an hour", DONE),
    Door("Your pace in figures", "acts a span", WORKED),
    Door("Your pace in figures", "minutes an article", DONE),
    Door("Spans an hour, day by day", "2 Apr 2026", f"{WORKED} AND at LIKE '2026-04-02%'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def newsroom_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("newsroom") / "newsroom.annotator"
    make_newsroom(path)
    return path


@pytest.fixture
def newsroom(window, tmp_path, hands, newsroom_file):
    """A window on it."""
    path = tmp_path / "newsroom.annotator"
    shutil.copy(newsroom_file, path)
    assert window.show_project(Project.open(path, annotator="cy"))
    hands.settle()
    return window


@pytest.fixture
def page(newsroom, hands):
    return open_overview(newsroom, hands)


def found_by(path, statement):
    """What SQL finds: ids of articles, or places in them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function(
            "rate", 2, lambda spans, text: round(1000 * spans / max(1, len(list(words_of(text)))))
        )
        rows = connection.execute(statement).fetchall()
    return sorted(row[0] if len(row) == 1 else tuple(row) for row in rows)


def arrived_at(page, hands):
    """What has been listed; the list is left again."""
    hands.settle()
    if page.places is None:
        if page.articles.model.query.among is None:
            return "nowhere"
        rows = page.session.project.document_rows(page.articles.model.keys)
        page.articles.set_query(ListQuery())
        hands.settle()
        return sorted(one.id for one in rows)
    hits = page.places.model.hits
    hands.press(Qt.Key.Key_Escape)
    page.window().activateWindow()
    hands.qtbot.waitUntil(page.window().isActiveWindow)
    hands.settle()
    return sorted((one.document, one.start, one.end) for one in hits)


def picture_of(page, name):
    return next(
        one for card in page.cards for one in card.pictures if one.chart.accessibleName() == name
    )


def click(page, hands, picture, name):
    page._scroll.ensureWidgetVisible(picture.chart)
    hands.settle()
    item = next(one for one in picture.chart.items if one.name == name)
    place = QPoint(*(round(one) for one in item.box.middle))
    hands.qtbot.mouseClick(picture.chart, Qt.MouseButton.LeftButton, pos=place)


def enter_in_table(page, hands, picture, item):
    """Turn to the table, walk to the cell that has the door of an item, and press Enter there."""
    page._scroll.ensureWidgetVisible(picture)
    picture.seen.setFocus()
    hands.press(Qt.Key.Key_T)
    table = picture.table
    assert table.isVisible() and table.hasFocus()
    doors = picture.chart.table().behind
    row, column = next(
        (row, cells.index(item.behind)) for row, cells in enumerate(doors) if item.behind in cells
    )
    hands.press(Qt.Key.Key_Home, CTRL)
    for key, times in ((Qt.Key.Key_Down, row), (Qt.Key.Key_Right, column)):
        for _ in range(times):
            hands.press(key)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (row, column)
    hands.press(Qt.Key.Key_Return)


def test_each_picture_leads_by_click_and_by_enter_to_what_sql_finds(page, newsroom, hands):
    path, wrong = newsroom.session.project.path, []
    for door in DOORS:
        picture = picture_of(page, door.picture)
        item = next((one for one in picture.chart.items if one.name == door.item), None)
        assert item is not None, (door.picture, [one.name for one in picture.chart.items])
        expected = found_by(path, door.sql)
        assert expected, (door.item, "a door of a test leads somewhere")
        click(page, hands, picture, door.item)
        by_click = arrived_at(page, hands)
        enter_in_table(page, hands, picture, item)
        by_enter = arrived_at(page, hands)
        picture.seen.setFocus()
        hands.press(Qt.Key.Key_T)
        if not by_click == by_enter == expected:
            wrong.append((door.picture, door.item, expected, by_click, by_enter))
    assert wrong == []


def test_no_picture_is_forgotten_and_nothing_with_a_number_is_shut(page):
    shown = [one for card in page.cards for one in card.pictures if one.has_any]
    names = {one.chart.accessibleName() for one in shown}
    assert names == {one.picture for one in DOORS}
    shut = [
        (one.chart.accessibleName(), item.name, item.value)
        for one in shown
        for item in one.chart.items
        if item.behind is None and item.value[:1].isdigit() and not item.value.startswith("0")
    ]
    assert shut == []


def test_the_name_of_a_row_leads_where_its_only_door_leads(page, newsroom, hands):
    picture = picture_of(page, "Agreement over time")
    picture.seen.setFocus()
    hands.press(Qt.Key.Key_T)
    hands.press(Qt.Key.Key_Home, CTRL)
    assert picture.table.currentIndex().column() == 0
    hands.press(Qt.Key.Key_Return)
    expected = next(one.sql for one in DOORS if one.item == "spans, Mar 2026")
    assert arrived_at(page, hands) == found_by(newsroom.session.project.path, expected)


def test_what_needs_somebody_is_a_click_away(page, newsroom, hands):
    path, card = newsroom.session.project.path, page.card(ProgressCard)
    finished = [
        f"SELECT document, start, end, label FROM ({_BY}) WHERE name = '{name}'"
        for name in ("ada", "bo", "cy")
    ]
    differing = " UNION ".join(
        f"SELECT document FROM ({one} EXCEPT {other})"
        for one in finished
        for other in finished
        if one != other
    )
    twice = "GROUP BY documents.id HAVING count(*) > 1"
    curated = f"{ARTICLES} AND status = 'curated'"
    for link, statement in (
        (card.new, UNTOUCHED.format("1")),
        (card.waiting, f"{ARTICLES} AND status = 'finished'"
         f" AND documents.id NOT IN ({curated}) {twice}"),
        (card.disputed, differing),
    ):  # fmt: skip
        expected = found_by(path, statement)
        assert link.isVisible() and link.text().split()[0] == str(len(expected)) != "0"
        page._scroll.ensureWidgetVisible(link)
        hands.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert arrived_at(page, hands) == expected, link.text()
        link.setFocus()
        hands.press(Qt.Key.Key_Space)
        assert arrived_at(page, hands) == expected, link.text()


def test_what_is_decided_is_disputed_no_more(page, newsroom, hands):
    card, project = page.card(ProgressCard), newsroom.session.project
    before = project.overview.disputed()
    people = {one.name: one.id for one in project.annotators()}
    for first, second in combinations(("ada", "bo", "cy"), 2):
        pairing = Pairing(people[first], people[second])
        open = [one for one in project.review.cases("d1", pairing) if one.is_open]
        project.review.settle([Ruling("d1", pairing, one.difference, "first") for one in open])
    wait_read(page, hands)
    assert "d1" in before and project.overview.disputed() == [id for id in before if id != "d1"]
    assert card.disputed.text() == f"{len(before) - 1} articles are disputed"


def test_what_only_one_has_leads_to_the_review_of_the_two(page, newsroom, hands):
    click(page, hands, picture_of(page, "Agreement by label"), "CLAIM")
    hands.settle()
    said = [page.places.model.hit(at).said for at in range(page.places.model.rowCount())]
    alone = said.index("– · bo / CLAIM · cy")
    for _ in range(alone):
        hands.press(Qt.Key.Key_Down)
    there = page.places.model.hit(alone)
    hands.press(Qt.Key.Key_Return)
    newsroom.activateWindow()
    review = newsroom.review_page
    hands.qtbot.waitUntil(lambda: review.reviewing.case is not None)
    hands.settle()
    assert newsroom.place == "review" and newsroom.session.document.id == there.document
    names = {one.id: one.name for one in newsroom.session.project.annotators()}
    pairing = review.reviewing.pairing
    assert (names[pairing.first], names[pairing.second]) == ("bo", "cy")
    difference = review.reviewing.case.difference
    assert (difference.kind, difference.second.label) == ("extra", "c")


def test_from_the_list_of_spans_and_of_articles_one_is_in_the_text(page, newsroom, hands):
    picture = picture_of(page, "Length of spans")
    click(page, hands, picture, "6")
    hands.settle()
    first = page.places.model.hit(0)
    hands.press(Qt.Key.Key_Return)
    newsroom.activateWindow()
    hands.settle()
    assert newsroom.place == "annotate" and newsroom.session.document.id == first.document
    assert newsroom.session.selection.text == (first.start, first.end)
    page = open_overview(newsroom, hands)
    picture = picture_of(page, "Articles by date")
    click(page, hands, picture, "2018")
    hands.settle()
    (wanted, *_) = [one.id for one in page.session.project.document_rows(page.articles.model.keys)]
    page.articles.view.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert newsroom.place == "annotate" and newsroom.session.document.id == wanted
