"""The overview by real keys and clicks: numbers that are true, doors, filters, tables, copies."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage

from annotator.edits.edit import AddSpan, SetAttribute, SetNote
from annotator.messages.agreement_words import show_number
from annotator.project.rows import ListQuery, Progress
from annotator.ui.charts.look import WHOLE
from annotator.ui.models.article_words import locale
from annotator.ui.overview.agreement_card import AgreementCard
from annotator.ui.overview.articles_card import ArticlesCard
from annotator.ui.overview.attributes_card import AttributesCard
from annotator.ui.overview.card import Card
from annotator.ui.overview.confusion_card import ConfusionCard
from annotator.ui.overview.labels_card import LabelsCard
from annotator.ui.overview.news_card import NewsCard
from annotator.ui.overview.over_time_card import OverTimeCard
from annotator.ui.overview.pace_card import PaceCard
from annotator.ui.overview.progress_card import ProgressCard
from annotator.ui.overview.spans_card import SpansCard
from tests.builders import TEXT, make_span
from tests.project.building import bring
from tests.ui.overview.conftest import click_item, item_of, open_overview, wait_read, walk_to
from tests.ui.projects import make_project
from tests.ui.test_accessible_names import nameless, roleless
from tests.ui.windows import CTRL, SHIFT


def counted_spans(project, wanted=lambda one: True):
    """How often each label stands there by its name, counted span by span."""
    first_times = {one.id for one in project.annotators()} | {None}
    return Counter(
        project.label_set.span_label(span.label).name
        for document in project.documents()
        for one in project.annotation_sets(document.id)
        if one.annotator in first_times and wanted(one)
        for span in one.spans.values()
    )


def leave_dialog(window, hands):
    hands.press(Qt.Key.Key_Escape)
    come_to(window, hands)


def come_to(window, hands):
    """The window is active again, as it is on a real screen when a dialog has gone."""
    window.activateWindow()
    hands.qtbot.waitUntil(window.isActiveWindow)
    hands.settle()


def shown_spans(page):
    return {
        one.name: int(one.value.replace(locale().groupSeparator(), ""))
        for one in page.card(LabelsCard).spans.items
        if one.value != "0"
    }


def test_its_key_opens_it_and_its_numbers_are_those_of_the_project(page, crowd):
    assert crowd.place == "overview" and crowd.top.places["overview"].isChecked()
    project = crowd.session.project
    assert shown_spans(page) == counted_spans(project)
    states = project.overview.for_me().by_state()
    assert page.card(ProgressCard).headline.number.text() == str(states.reviewed + states.finished)
    assert f"of {states.all} articles" in page.card(ProgressCard).headline.words.text()
    parts = {one.name: one.value for one in page.card(ProgressCard).states.items}
    assert parts["to do"] == str(states.new)


def test_the_bar_of_a_label_leads_to_its_spans_and_on_into_the_text_and_back(page, crowd, hands):
    chart = page.card(LabelsCard).spans
    click_item(hands, chart, "PERSON")
    hands.settle()
    dialog = page.places
    assert dialog.isVisible() and dialog.heading.text() == "PERSON"
    assert dialog.model.rowCount() == shown_spans(page)["PERSON"]
    assert {one.labels for one in dialog.model.hits} == {("p",)}
    assert all(one.said.startswith("PERSON · ") for one in dialog.model.hits)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    come_to(crowd, hands)
    assert crowd.place == "annotate" and crowd.page.is_in_text()
    start, end = crowd.session.selection.text
    assert crowd.session.document.text[start:end].endswith("Ilse Varga")
    assert open_overview(crowd, hands) is page
    assert chart.hasFocus() and chart.items[chart.current].name == "PERSON"


def test_by_keys_one_comes_back_from_the_list_of_spans_to_the_bar(page, crowd, hands):
    walk_to(hands, page.card(LabelsCard).spans, "ORGANISATION")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.places.heading.text() == "ORGANISATION"
    leave_dialog(crowd, hands)
    assert (
        crowd.place == "overview" and page.card(LabelsCard).spans.hasFocus() and page.places is None
    )


def test_a_click_on_anything_shows_as_much_as_its_number_says(page, crowd, hands):
    """Each picture of the page, its first and its last door."""
    seen = set()
    for card in page.cards:
        for picture in card.pictures:
            chart = picture.chart
            doors = [at for at, one in enumerate(chart.items) if one.behind is not None]
            for at in doors[:1] + doors[1:][-1:]:
                item = chart.items[at]
                page._scroll.ensureWidgetVisible(chart)
                x, y = item.box.middle
                place = QPoint(round(x), round(y))
                hands.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
                hands.settle()
                told = (chart.accessibleName(), item.words)
                count = item.value.split(" ")[0]
                if page.places is not None:
                    total = page.places.model.rowCount()
                    assert total > 0 and (not count.isdigit() or total == int(count)), told
                    leave_dialog(crowd, hands)
                elif crowd.place == "review":
                    crowd.review_page.agreement.reject()
                    open_overview(crowd, hands)
                else:
                    listed = len(page.articles.model.keys)
                    assert page.articles.model.query.among is not None, told
                    assert listed > 0 and (not count.isdigit() or listed == int(count)), told
                    page.articles.set_query(ListQuery())
                    hands.settle()
                seen.add(chart.accessibleName())
    assert seen >= {
        "Articles by state",
        "Articles by annotator",
        "Finished over time",
        "Spans by label",
        "Relations by label",
        "Agreement in figures",
        "Agreement of each two",
        "Agreement by label",
        "Early and late articles",
        "Who confuses what",
        "Relations between labels",
        "Heads and tails of relations",
        "Most frequent texts",
        "Where labels stand in an article",
        "Length of spans",
        "Spans per article",
        "Spans per 1,000 words",
        "Distinct names",
        "Values of an attribute",
        "Articles by source",
        "Length of articles",
        "Graph of the news",
    }


def test_a_cell_of_the_confusion_leads_into_the_review_of_these_two(page, crowd, hands):
    card = page.card(ConfusionCard)
    card._choose_pair("0")  # ada and bo
    walk_to(hands, card.matrix, "ada PERSON, bo ORGANISATION", Qt.Key.Key_Right)
    count = int(card.matrix.items[card.matrix.current].value)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.places.model.rowCount() == count == 4
    assert page.places.heading.text() == "PERSON / ORGANISATION"
    assert page.places.model.hit(0).said == "PERSON · ada / ORGANISATION · bo"
    hands.press(Qt.Key.Key_Return)
    come_to(crowd, hands)
    assert crowd.place == "review" and crowd.review_page.reviewing.names == ("ada", "bo")
    assert crowd.review_page.reviewing.case.difference.kind == "label"
    open_overview(crowd, hands)
    assert card.matrix.hasFocus()


def test_the_graph_is_written_for_other_programs(page, crowd, hands, tmp_path):
    target = tmp_path / "news.graphml"
    page.save_to(page.card(NewsCard).graph, target)
    assert crowd.status_bar.message() == "Saved news.graphml."
    assert "Ilse Varga" in target.read_text(encoding="utf-8")
    page.save_to(page.card(NewsCard).graph, tmp_path / "nowhere" / "news.graphml")
    assert "cannot be written" in crowd.status_bar.message()


def test_keys_come_nearer_to_the_graph_from_anywhere(page, crowd, hands):
    network = page.card(NewsCard).network
    page.focus_text()
    hands.press(Qt.Key.Key_Plus, SHIFT)
    assert network.hasFocus()
    hands.press(Qt.Key.Key_Equal)
    hands.qtbot.waitUntil(lambda: network.look.zoom == 2.25)
    hands.press(Qt.Key.Key_Minus)
    hands.qtbot.waitUntil(lambda: network.look.zoom == 1.5)
    hands.press(Qt.Key.Key_0)
    hands.qtbot.waitUntil(lambda: network.look == WHOLE)


def test_pace_is_told_to_whoever_it_is_of(page, crowd, hands):
    assert page.card(PaceCard).now.why.text().startswith("– you have not worked here yet")
    assert crowd.session.sign_in("cy")
    wait_read(page, hands)
    told = {one.name: one.value for one in page.card(PaceCard).figures.items}
    pace = crowd.session.project.overview.for_me().my_pace()
    assert told["acts a span"] == locale().toString(pace.acts_per_span, "f", 1)
    assert "Nobody else is shown this." in page.card(PaceCard).reckoned.text()


def test_early_and_late_articles_are_held_against_the_curated_set_too(page, crowd, hands):
    card = page.card(AgreementCard)
    assert not card.from_curated.has_any
    project = crowd.session.project
    ada = next(one.id for one in project.annotators() if one.name == "ada")
    sets = [
        replace(one, id=f"curated {one.document}", annotator=None, status="curated")
        for document in project.documents()
        for one in project.annotation_sets(document)
        if one.annotator == ada
    ]
    bring(project, (), sets, import_id="curated")
    wait_read(page, hands)
    rows = card.from_curated.chart.table().rows
    assert [row[0] for row in rows] == [f"{name}, curated set" for name in ("ada", "bo", "cy")]
    drifts = project.overview.for_me().drift(with_curated=True)
    told = [show_number(f1.value) for one in drifts for f1 in (one.early, one.late)]
    assert told == [cell.split(" ")[0] for row in rows for cell in row[1:3]]
    assert told[:2] == ["1.000", "1.000"] and told[2] != "1.000"


def test_names_that_come_by_and_by_lead_to_the_articles_that_bring_them(page, crowd, hands):
    curve = page.card(SpansCard).growth.chart
    growth = crowd.session.project.overview.for_me().growth()
    assert [row[1] for row in curve.table().rows] == [str(one) for one in growth.names]
    curve.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    rows = crowd.session.project.document_rows(page.articles.model.keys)
    assert [one.id for one in rows] == ["d1"]


def test_the_values_of_an_attribute_lead_to_what_has_them(page, crowd, hands):
    card = page.card(AttributesCard)
    assert {one.name: one.value for one in card.bars.items} == {"possible": "1"}
    assert card.attribute.words == "certainty, of spans"
    click_item(hands, card.bars, "possible")
    hands.settle()
    assert page.places.heading.text() == "possible"
    assert [one.document for one in page.places.model.hits] == ["x0"]
    leave_dialog(crowd, hands)
    assert crowd.session.sign_in("cy")
    crowd.session.project.apply(SetAttribute("r cy 1", "f", True), "d1")
    wait_read(page, hands)
    card.attribute.choice_requested.emit("f")
    assert [(one.name, one.value) for one in card.bars.items] == [("yes", "1")]
    click_item(hands, card.bars, "yes")
    hands.settle()
    assert [one.said for one in page.places.model.hits] == ["works for · cy"]


def test_what_is_chosen_in_a_card_changes_its_picture(page, hands):
    card = page.card(ConfusionCard)
    before = [one.value for one in card.matrix.items]
    card.view.choice_requested.emit("shares")
    assert any(one.value.endswith("%") for one in card.matrix.items)
    card.view.choice_requested.emit("apart")
    assert [one.value for one in card.matrix.items] != before
    texts = page.card(SpansCard).texts
    names = {one.name for one in texts.items}
    page.card(SpansCard).label.choice_requested.emit("c")
    assert {one.name for one in texts.items} == {"Monday"} != names


def test_a_part_of_the_progress_lists_its_articles(page, crowd, hands):
    chart = page.card(ProgressCard).states
    name = next(one.name for one in chart.items if one.name == "to do")
    count = int(chart.items[item_of(chart, name)].value)
    click_item(hands, chart, name)
    hands.settle()
    assert crowd.place == "overview"
    assert len(page.articles.model.keys) == count
    assert page.articles.view.hasFocus()
    assert [pill.words for pill in page.articles.controls.pills] == ["to do ×"]
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert crowd.place == "annotate" and crowd.session.document is not None


def test_what_somebody_has_done_lists_those_articles(page, crowd, hands):
    name = "ada, done"
    count = int(
        page.card(ProgressCard).people.items[item_of(page.card(ProgressCard).people, name)].value
    )
    walk_to(hands, page.card(ProgressCard).people, name)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    project = crowd.session.project
    ada = next(one.id for one in project.annotators() if one.name == "ada")
    done = {
        document.id
        for document in project.documents()
        for one in project.annotation_sets(document.id)
        if one.annotator == ada and one.status == "finished"
    }
    listed = {row.id for row in project.document_rows(page.articles.model.keys)}
    assert listed == done and len(done) == count


def test_articles_that_wait_for_review_are_a_click_away(page, crowd, hands):
    button = page.card(ProgressCard).waiting
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert len(page.articles.model.keys) == int(button.text().split()[0])


def test_a_point_of_a_line_lists_what_was_worked_on_that_day(page, crowd, hands):
    chart = page.card(OverTimeCard).plot.chart
    chart.setFocus()
    hands.press(Qt.Key.Key_Home)
    words = chart.items[chart.current].words
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert "done" in words and page.articles.model.keys
    assert page.articles.controls.pills[0].words.startswith("done on ")


def test_tables_stand_beside_the_pictures_and_are_doors_too(page, crowd, hands):
    walk_to(hands, page.card(LabelsCard).spans, "PERSON")
    hands.press(Qt.Key.Key_T)
    table = page.card(LabelsCard).of_spans.table
    assert table.isVisible() and table.hasFocus() and not page.card(LabelsCard).spans.isVisible()
    model = table.model()
    rows = {model.index(at, 0).data(): model.index(at, 1).data() for at in range(model.rowCount())}
    assert {name: int(count) for name, count in rows.items() if count != "0"} == shown_spans(page)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    chosen = model.index(table.currentIndex().row(), 0).data()
    assert page.places.heading.text() == chosen
    leave_dialog(crowd, hands)
    assert table.hasFocus()
    hands.press(Qt.Key.Key_T)
    assert page.card(LabelsCard).spans.isVisible() and page.card(LabelsCard).spans.hasFocus()


def test_filters_act_on_all_pictures_at_once_and_are_taken_away_at_once(page, crowd, hands):
    project = crowd.session.project
    ada = next(one.id for one in project.annotators() if one.name == "ada")
    page.narrowing.people.setFocus()
    everything = shown_spans(page)
    page.narrowing.people.turn(ada)
    wait_read(page, hands)
    assert shown_spans(page) == counted_spans(project, lambda one: one.annotator == ada)
    assert {one.name.split(",")[0] for one in page.card(ProgressCard).people.items} == {"ada"}
    assert page.narrowing.people.text().startswith("ada")
    page.narrowing.labels.turn("o")
    wait_read(page, hands)
    assert set(shown_spans(page)) == {"ORGANISATION"}
    click_item(hands, page.card(LabelsCard).spans, "ORGANISATION")
    hands.settle()
    assert page.places.model.rowCount() == shown_spans(page)["ORGANISATION"]
    assert all(one.said.endswith("· ada") for one in page.places.model.hits)
    leave_dialog(crowd, hands)
    page.card(LabelsCard).spans.setFocus()
    hands.press(Qt.Key.Key_F, SHIFT)
    wait_read(page, hands)
    assert shown_spans(page) == everything and page.narrowing.everything.isHidden()


def test_only_what_the_list_shows_counts_where_that_is_wanted(page, crowd, hands):
    total = page.card(ProgressCard).headline.words.text()
    click_item(hands, page.card(ProgressCard).states, "to do")
    hands.settle()
    hands.qtbot.mouseClick(page.narrowing.listed, Qt.MouseButton.LeftButton)
    wait_read(page, hands)
    listed = len(page.articles.model.keys)
    assert page.card(ProgressCard).headline.words.text() != total
    assert f"of {listed} article" in page.card(ProgressCard).headline.words.text()


def test_a_date_that_is_none_is_refused_in_words(page, crowd, hands):
    page.narrowing.since.setFocus()
    hands.type("soon")
    hands.press(Qt.Key.Key_Return)
    assert "is no date" in crowd.status_bar.message()
    assert not page.reading.narrowed.is_narrowed


def test_days_of_work_are_narrowed_down_to(page, crowd, hands):
    today = datetime.now(UTC).astimezone().date()
    crowd.session.project.apply(SetNote("begun", "hm"), "x0")
    for field, day, left in (
        (page.narrowing.worked_until, today.replace(year=today.year - 1), 0),
        (page.narrowing.worked_until, today, 13),
        (page.narrowing.worked_since, today + timedelta(days=1), 0),
    ):
        field.setFocus()
        field.selectAll()
        hands.type(day.isoformat())
        hands.press(Qt.Key.Key_Return)
        wait_read(page, hands)
        words = page.card(ProgressCard).headline.words.text()
        assert f"of {left} article" in words or (not left and not words), words
    page.show_everything()
    assert not page.narrowing.worked_since.text() and not page.narrowing.narrowed().is_narrowed


def test_it_counts_again_when_labels_change_and_not_while_nobody_looks(page, crowd, hands):
    before = shown_spans(page)
    session = crowd.session
    span = make_span(TEXT, "Monday", "p", "another")
    session.project.apply(AddSpan(span), "d3")
    wait_read(page, hands)
    assert shown_spans(page)["PERSON"] == before["PERSON"] + 1
    hands.press(Qt.Key.Key_1, CTRL)
    rounds = page.reading.rounds
    session.project.apply(AddSpan(make_span(TEXT, "Monday", "o", "more")), "d3")
    hands.settle()
    assert page.reading.rounds == rounds
    open_overview(crowd, hands)
    assert shown_spans(page)["ORGANISATION"] == before["ORGANISATION"] + 1


def test_each_card_is_read_once_for_a_filter_and_for_a_burst_of_edits(page, crowd, hands):
    shown = []
    page.reading.card_read.connect(lambda: shown.append(page.reading.rounds))

    hands.press(Qt.Key.Key_1, CTRL)
    open_overview(crowd, hands)
    assert not shown, "nothing has changed"

    page.narrowing.labels.turn("o")
    wait_read(page, hands)
    cards = page.findChildren(Card)
    once = len(cards) + sum(card.has_more for card in cards)
    assert len(shown) == once and len(set(shown)) == 1

    shown.clear()
    for at in range(5):
        crowd.session.project.apply(AddSpan(make_span(TEXT, "Monday", "o", f"new {at}")), "d3")
    wait_read(page, hands)
    assert len(shown) == once and len(set(shown)) == 1


def test_a_picture_and_its_numbers_are_copied_and_saved(page, crowd, hands, tmp_path):
    walk_to(hands, page.card(LabelsCard).spans, "PERSON")
    hands.press(Qt.Key.Key_C)
    assert not QGuiApplication.clipboard().image().isNull()
    assert "Spans by label" in crowd.status_bar.message()
    hands.press(Qt.Key.Key_N)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Label,Spans" and f"PERSON,{shown_spans(page)['PERSON']}" in lines
    for ending in ("png", "svg", "csv"):
        page.save_to(page.card(LabelsCard).of_spans, tmp_path / f"labels.{ending}")
        assert crowd.status_bar.message() == f"Saved labels.{ending}."
    assert QImage(str(tmp_path / "labels.png")).width() == 2 * page.card(LabelsCard).spans.width()
    page.save_to(page.card(LabelsCard).of_spans, tmp_path / "nowhere" / "labels.png")
    assert "cannot be written" in crowd.status_bar.message()


def test_pictures_are_walked_and_f6_walks_the_panels(page, crowd, hands):
    page.focus_text()
    seen = []
    for _ in page.columns.in_order():
        seen.append(hands.focused().accessibleName())
        hands.press(Qt.Key.Key_J)
    assert len(set(seen)) == len(seen)
    hands.press(Qt.Key.Key_K)
    assert hands.focused().accessibleName() == seen[-1]
    regions = []
    for _ in range(3):
        hands.press(Qt.Key.Key_F6)
        stops = (page.articles, page.narrowing, page.columns)
        regions.append(next(one for one in stops if one.isAncestorOf(hands.focused())))
    assert regions == [page.articles, page.narrowing, page.columns]


def test_everything_has_a_name_and_a_role(page, hands):
    assert nameless(page) == [] and roleless(page) == []
    page.turn_table()
    assert nameless(page) == []


def test_an_empty_project_says_why_and_has_no_empty_axes(window, tmp_path, hands):
    assert window.show_project(make_project(tmp_path))
    hands.settle()
    page = open_overview(window, hands)
    said = [one.why.text() for card in page.cards for one in card.pictures if one.why.isVisible()]
    assert "– there are no articles yet" in said and all(one.startswith("– ") for one in said)
    assert not any(
        one.isVisible() for card in page.cards for one in [p.chart for p in card.pictures]
    )
    page.focus_text()
    hands.press(Qt.Key.Key_C)  # nothing to copy, and nothing breaks


def test_closing_the_project_while_it_is_read_leaves_nothing_behind(crowd, hands):
    crowd.run("overview")
    assert crowd.close_project()
    hands.settle()
    assert crowd.overview_page is None


@pytest.mark.parametrize("width", [760, 1100, 1800])
def test_cards_use_the_width_there_is(page, crowd, hands, width):
    crowd.resize(width, 800)
    hands.settle()
    lefts = {card.x() for card in page.columns.in_order()}
    assert len(lefts) == (1 if page.columns.width() < 900 else 2)
    for card in page.columns.in_order():
        assert card.geometry().right() <= page.columns.width()
        assert card.height() >= card.minimumSizeHint().height()


def test_how_far_reading_is_moves_no_picture(page, hands):
    card = page.card(LabelsCard)
    before = [one.geometry() for one in (card, *card.pictures)]
    card.show_reading(Progress(1, 4))
    assert card.bar.isHidden(), "what is read at once says nothing"
    hands.qtbot.waitUntil(card.bar.isVisible)
    hands.settle()
    assert (card.bar.value(), card.bar.maximum()) == (1, 4)
    assert [one.geometry() for one in (card, *card.pictures)] == before
    card.show_reading(None)
    assert card.bar.isHidden()


@pytest.mark.parametrize("kind", [SpansCard, ArticlesCard])
def test_a_card_of_many_pictures_shows_one_after_the_other(page, hands, kind):
    card, narrowed = page.card(kind), page.reading.narrowed
    read = kind.read(
        page.session.project, narrowed, progress=lambda _: None, is_cancelled=lambda: False
    )
    whole = [one.has_any for one in card.pictures]
    card.forget()
    shown = [sum(one.has_any for one in card.pictures) for _ in card.show_read(read, narrowed)]
    assert shown[0] <= 1 and max(b - a for a, b in pairwise(shown)) <= 1
    assert [one.has_any for one in card.pictures] == whole and sum(whole) > 1
