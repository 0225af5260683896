"""What each action of the table does: id -> callable, for one window."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from annotator.edits.edit import SetStatus
from annotator.model.labels import RelationLabel, SpanLabel
from annotator.ui.actions import actions_in
from annotator.ui.backups.going_back import show_backups
from annotator.ui.colleagues import list_colleagues
from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.dialogs.help_page import show_help
from annotator.ui.dialogs.key_sheet import KeySheet
from annotator.ui.dialogs.reading_dialog import ReadingDialog, installed_families
from annotator.ui.doubts import confirm_selected, go_to_doubtful
from annotator.ui.finishing import finish_article, go_to_unseen, toggle_seen
from annotator.ui.fonts import READING_FAMILY
from annotator.ui.guideline.beside import show_in_dialog
from annotator.ui.guideline.using_example import use_as_example
from annotator.ui.hiding import bring_back, hide_articles, purge_chosen, show_hidden
from annotator.ui.inbox.commands import inbox_commands
from annotator.ui.label_changes.label_changing import open_change
from annotator.ui.label_set.editing import edit_label_set
from annotator.ui.listing import choose_order, list_everything, narrow_list
from annotator.ui.menus import palette_entries
from annotator.ui.motion import reduce_motion
from annotator.ui.overview.commands import overview_commands
from annotator.ui.people import show_people
from annotator.ui.place.telling import look_where_it_lies
from annotator.ui.relation_labels import labels_that_fit, relabel_relation, selected_relation
from annotator.ui.review.commands import review_commands
from annotator.ui.suggesting.commands import suggesting_commands
from annotator.ui.team.door import show_team
from annotator.ui.theme import ContrastChoice, ThemeChoice, theme

if TYPE_CHECKING:
    from annotator.ui.article_look import ArticleLook
    from annotator.ui.finding import Finding
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.annotate_page import AnnotatePage
    from annotator.ui.pages.overview_page import OverviewPage
    from annotator.ui.pages.review_page import ReviewPage
    from annotator.ui.panels.article_list import ArticleListPanel
    from annotator.ui.session import Session
    from annotator.ui.text_view.text_view import TextView

Command = Callable[[], object]


def make_commands(window: "MainWindow") -> dict[str, Command]:
    """Return a callable for every action. Those that need a project or an article may count on it:
    the window asks before it runs them."""
    return {
        **_text_commands(window),
        **_article_commands(window),
        **_project_commands(window),
        **_view_commands(window),
        **_look_commands(window),
        **review_commands(window),
        **inbox_commands(window),
        **overview_commands(window),
        **suggesting_commands(window),
    }


def _text_commands(window: "MainWindow") -> dict[str, Command]:
    def view() -> "TextView":
        return _text(window)

    def finding() -> "Finding":
        return _page(window).finding

    return {
        "label_by_name": lambda: choose_label(window),
        "add_fragment": lambda: view().add_fragment(),
        "remove_fragment": lambda: view().remove_fragment(),
        "move_end_on": lambda: view().move_end(1),
        "move_end_back": lambda: view().move_end(-1),
        "move_start_on": lambda: view().move_start(1),
        "move_start_back": lambda: view().move_start(-1),
        "nudge_end_on": lambda: view().move_end(1, "character"),
        "nudge_end_back": lambda: view().move_end(-1, "character"),
        "nudge_start_on": lambda: view().move_start(1, "character"),
        "nudge_start_back": lambda: view().move_start(-1, "character"),
        "stretch_end_on": lambda: view().move_end(1, "clause"),
        "stretch_end_back": lambda: view().move_end(-1, "clause"),
        "stretch_start_on": lambda: view().move_start(1, "clause"),
        "stretch_start_back": lambda: view().move_start(-1, "clause"),
        "copy_with_labels": lambda: view().copy_with_labels(),
        "delete": lambda: view().delete_selected(),
        "start_relation": lambda: view().start_relation(),
        "edit_note": lambda: _page(window).edit_note(),
        "guideline": lambda: show_guideline(window),
        "use_as_example": lambda: use_as_example(_session(window), view()),
        "discuss": lambda: _page(window).discuss(),
        "next_span": lambda: view().select_next_span(),
        "previous_span": lambda: view().select_previous_span(),
        "gather_next": lambda: view().gather_next_span(),
        "gather_previous": lambda: view().gather_previous_span(),
        "next_doubtful": lambda: go_to_doubtful(_session(window), view(), 1),
        "previous_doubtful": lambda: go_to_doubtful(_session(window), view(), -1),
        "confirm": lambda: confirm_selected(_session(window), view()),
        "select_here": lambda: view().select_span_at_caret(),
        "come_back": lambda: view().come_back(),
        "list_spans": lambda: view().list_spans_here(),
        "select_sentence": lambda: view().select_sentence(),
        "cycle_granularity": lambda: view().cycle_granularity(),
        "cancel": lambda: _page(window).cancel(),
        "same_text": lambda: find_same_text(window),
        "same_elsewhere": lambda: find_elsewhere(window),
        "link_entity": lambda: link_entity(window),
        "lens": lambda: show_lens(window),
        "article_history": lambda: show_article_history(window),
        "span_history": lambda: show_span_history(window),
        "project_history": lambda: show_project_history(window),
        "list_entities": lambda: list_entities(window),
        "find": lambda: finding().open(),
        "find_in_project": lambda: find_in_project(window),
        "find_next": lambda: finding().step(1),
        "find_previous": lambda: finding().step(-1),
    }


def _article_commands(window: "MainWindow") -> dict[str, Command]:
    def articles() -> "ArticleListPanel":
        return _here(window).articles

    return {
        "next_article": lambda: articles().select_next(),
        "previous_article": lambda: articles().select_previous(),
        "done_and_next": lambda: finish_article(_page(window), window.shown_key),
        "go_to_unseen": lambda: go_to_unseen(_page(window)),
        "toggle_seen": lambda: toggle_seen(_page(window)),
        "reopen_article": lambda: _session(window).apply(SetStatus("in_progress")),
        "narrow_list": lambda: narrow_list(window),
        "sort_list": lambda: choose_order(window),
        "list_everything": lambda: list_everything(window),
        "set_aside": lambda: hide_articles(window, is_removed=False),
        "remove_articles": lambda: hide_articles(window, is_removed=True),
        "bring_back": lambda: bring_back(window),
        "show_hidden": lambda: show_hidden(window),
        "purge_articles": lambda: purge_chosen(window),
        "assign": lambda: show_assign(window),
        "assign_again": lambda: show_assign_again(window),
        "near_duplicates": window.opening.show_near_duplicates,
        "article_details": window.opening.correct_details,
        "filter_articles": lambda: show_search(window),
        "undo": lambda: _session(window).undo(),
        "redo": lambda: _session(window).redo(),
    }


def _project_commands(window: "MainWindow") -> dict[str, Command]:
    opening = window.opening
    return {
        "new_project": opening.make_project,
        "open_project": opening.choose_project,
        "open_sample": opening.open_sample,
        "new_window": lambda: open_another_window(window),
        "import_files": opening.choose_files,
        "import_folder": opening.choose_folder,
        "paste_article": opening.paste_article,
        "export": opening.export_corpus,
        "edit_label_set": lambda: edit_label_set(_session(window), window),
        "change_label": lambda: open_change(_session(window), window, _label_here(window)),
        "not_allowed": lambda: show_not_allowed(window),
        "report": opening.write_report,
        "print_article": opening.print_article,
        "take_in": opening.take_in,
        "send": opening.send,
        "team": lambda: show_team(window),
        "people": lambda: show_people(window),
        "forget_person": lambda: show_people(window),
        "backups": lambda: show_backups(window),
        "place": lambda: look_where_it_lies(window, is_asked=True),
        "sign_in": opening.ask_annotator,
        "close_project": window.close_project,
        "retry_saving": opening.retry_saving,
        "quit": lambda: quit_program(window),
    }


def _view_commands(window: "MainWindow") -> dict[str, Command]:
    return {
        "zoom_in": lambda: _text(window).zoom(1),
        "zoom_out": lambda: _text(window).zoom(-1),
        "zoom_normal": lambda: _text(window).zoom(0),
        "annotate": lambda: window.show_place("annotate"),
        "review": lambda: window.show_place("review"),
        "overview": lambda: window.show_place("overview"),
        "text_only": window.toggle_text_only,
        "toggle_list": lambda: window.toggle_panel("is_list_shown"),
        "toggle_inspector": lambda: window.toggle_panel("is_inspector_shown"),
        "toggle_tables": window.toggle_tables,
        "next_panel": lambda: _here(window).walk_panels(1),
        "previous_panel": lambda: _here(window).walk_panels(-1),
        "theme_system": lambda: choose_theme(window, "system"),
        "theme_light": lambda: choose_theme(window, "light"),
        "theme_dark": lambda: choose_theme(window, "dark"),
        "contrast_system": lambda: choose_contrast(window, "system"),
        "contrast_normal": lambda: choose_contrast(window, "normal"),
        "contrast_high": lambda: choose_contrast(window, "high"),
        "toggle_motion": lambda: toggle_motion(window),
        "palette": lambda: show_palette(window),
        "help": lambda: show_help(help_page_for(window), window),
        "key_sheet": lambda: show_key_sheet(window),
        "report_fault": window.faults.show_report,
        "show_menu": window.show_menu,
    }


def _look_commands(window: "MainWindow") -> dict[str, Command]:
    def look() -> "ArticleLook":
        return _page(window).look

    return {
        "reading": lambda: ReadingDialog(look(), window).open(),
        "wider_column": lambda: look().widen(1),
        "narrower_column": lambda: look().widen(-1),
        "looser_lines": lambda: look().loosen(1),
        "tighter_lines": lambda: look().loosen(-1),
        "choose_face": lambda: choose_face(window),
        "choose_labels_shown": lambda: _page(window).open_shown_labels(),
        "show_all_labels": lambda: look().show_all_labels(_session(window).label_set),
        "cycle_names": lambda: look().cycle_names(),
        "names_always": lambda: look().show_names("always"),
        "names_on_hover": lambda: look().show_names("hover"),
        "names_never": lambda: look().show_names("never"),
        "cycle_arcs": lambda: look().cycle_arcs(),
        "arcs_all": lambda: look().show_arcs("all"),
        "arcs_of_selection": lambda: look().show_arcs("selection"),
        "arcs_none": lambda: look().show_arcs("none"),
        "show_second": lambda: choose_colleague(window),
        "hide_second": lambda: _page(window).hide_colleague(),
        "toggle_arrows": lambda: look().toggle_arrows(),
        "change_keys": lambda: show_change_keys(window),
        "settings": lambda: open_settings(window),
        "tour": lambda: open_tour(window),
    }


def choose_face(window: "MainWindow") -> None:
    """Let the reading face be found by its name."""
    look = _page(window).look
    families = [("", f"{READING_FAMILY} (as delivered)")]
    families += [(one, one) for one in installed_families()]
    entries = [
        Entry(shown, lambda family=family: look.choose("text_family", family))  # type: ignore[misc]
        for family, shown in families
    ]
    Chooser("Reading face", entries, window).open()


def choose_colleague(window: "MainWindow") -> None:
    """Let somebody be chosen whose spans are drawn below mine, to be looked at only."""
    page, session = _page(window), _session(window)
    colleagues = list_colleagues(session)
    if not colleagues:
        session.said.emit("Nobody else has labelled this article.", False)
        return
    entries = [
        Entry(one.name, lambda one=one: page.show_colleague(one), "", one.counts)  # type: ignore[misc]
        for one in colleagues
    ]
    Chooser("Whose labels to show below the text", entries, window).open()


def choose_label(window: "MainWindow") -> None:
    """Let a label be found by its name, and put it on what counts, or on the selected relation."""
    page, session = _page(window), _session(window)
    put: Callable[[str], object]
    labels: Iterable[SpanLabel | RelationLabel]
    if selected_relation(session) is None:
        labels, put = session.label_set.usable_span_labels(), page.put_label
    else:
        labels, put = labels_that_fit(session), lambda id: relabel_relation(session, id, page.view)
    entries = [
        Entry(one.name, lambda id=one.id: put(id), one.key.upper(), "", one.colour)  # type: ignore[misc]
        for one in labels
    ]
    Chooser("Label", entries, window).open()


def find_same_text(window: "MainWindow") -> None:
    """Show where else in the article the selected text is, to label all of it."""
    _page(window).same_text.open()


def find_elsewhere(window: "MainWindow") -> None:
    """Show where else in all articles the selected text is, and how it is labelled there."""
    _page(window).elsewhere.open()


def link_entity(window: "MainWindow") -> None:
    """Ask who or what the selected spans are mentions of, and link them."""
    _page(window).linking.open()


def show_lens(window: "MainWindow") -> None:
    """Show where the labels contradict themselves, as it was left."""
    _page(window).lens.open()


def show_article_history(window: "MainWindow") -> None:
    """Show who did what on the open article when, and how it was then."""
    _page(window).history.open_article()


def show_span_history(window: "MainWindow") -> None:
    """Show the history of the article where it was last about what is selected."""
    _page(window).history.open_annotation()


def show_project_history(window: "MainWindow") -> None:
    """Show who did what when in the whole project."""
    _page(window).history.open_project()


def list_entities(window: "MainWindow") -> None:
    """Show all entities of the project and their mentions."""
    _page(window).listing.open()


def find_in_project(window: "MainWindow") -> None:
    """Look for the selected words, or what was looked for last, in all articles."""
    _page(window).searching.open()


def show_not_allowed(window: "MainWindow") -> None:
    """Show what the label set does not allow any more, to be worked through."""
    _page(window).working_through.open()


def show_assign(window: "MainWindow") -> None:
    """Let articles be assigned: all, those that the list shows, those chosen, or the open one."""
    from annotator.ui.dialogs.assign import AssignDialog

    articles = _here(window).articles
    AssignDialog(_session(window), articles.model.keys, window, chosen=articles.chosen()).open()


def show_assign_again(window: "MainWindow") -> None:
    """Let finished articles come back to whoever finished them."""
    from annotator.ui.dialogs.assign_again import AssignAgainDialog

    AssignAgainDialog(_session(window), window.settings, window).open()


def show_search(window: "MainWindow") -> None:
    """Put the cursor into the search field of the list, which is shown if it was not."""
    window.show_panel("is_list_shown")
    _here(window).articles.focus_search()


def _label_here(window: "MainWindow") -> str:
    """Return the label (id) of what is selected where one annotates; empty: none is."""
    return _page(window).view.label_meant()


def choose_theme(window: "MainWindow", choice: ThemeChoice) -> None:
    """Use a theme from now on."""
    window.settings.choose("theme", choice)
    theme().choose(choice)


def choose_contrast(window: "MainWindow", choice: ContrastChoice) -> None:
    """Use normal colours or those of high contrast from now on."""
    window.settings.choose("contrast", choice)
    theme().choose_contrast(choice)


def toggle_motion(window: "MainWindow") -> None:
    """Let nothing blink or glide from now on, or let it again."""
    is_reduced = not window.settings.get("is_motion_reduced")
    window.settings.choose("is_motion_reduced", is_reduced)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        reduce_motion(application, is_reduced)
    window.status_bar.show_message("Nothing blinks now." if is_reduced else "Carets blink again.")


def show_palette(window: "MainWindow") -> None:
    """Show all that can be done now, to be found by typing: actions, then labels."""
    entries = palette_entries(window.run, window.can_run, window.key_table.actions)
    if window.session is not None and window.session.document is not None:
        entries += [
            Entry(
                f"Label {one.name}",
                lambda id=one.id: _page(window).put_label(id),  # type: ignore[misc]
                one.key.upper(),
                "Label",
                one.colour,
            )
            for one in window.session.label_set.usable_span_labels()
        ]
    Chooser("Find a command", entries, window).open()


def help_page_for(window: "MainWindow") -> str:
    """Return the name of the help page that the part of the window with the focus names, or the
    nearest part around it."""
    part: QWidget | None = window.focusWidget()
    while part is not None and part is not window:
        page = getattr(part, "help_page", "")
        if page:
            return str(page)
        part = part.parentWidget()
    return "first-hour" if window.here is None else str(window.here.help_page)


def show_guideline(window: "MainWindow") -> None:
    """Show the guideline of the label that is meant, beside the text; in the review, over it."""
    label = _text(window).label_meant()
    if window.place == "review":
        show_in_dialog(_session(window).label_set, label, window)
    else:
        window.leave_text_only()
        _page(window).guidelines.open(label)


def show_key_sheet(window: "MainWindow") -> None:
    """Show every key."""
    label_set = window.session.label_set if window.session else None
    has_inbox = window.page is not None and window.page.side.is_open
    actions = actions_in(window.place, window.key_table.actions, has_inbox=has_inbox)
    KeySheet(label_set, window, actions).open()


def open_another_window(window: "MainWindow") -> None:
    """Show one more window with its start page."""
    if window.windows is not None:
        made = window.windows.make()
        made.show()
        made.activateWindow()


def quit_program(window: "MainWindow") -> None:
    """Close every window of the program."""
    if window.windows is not None:
        window.windows.quit()
    else:
        window.close()


def open_tour(window: "MainWindow") -> None:
    """Begin the tour, or go on with it."""
    from annotator.ui.tour.tour import take_tour

    take_tour(window)


def open_settings(window: "MainWindow") -> None:
    """Show the settings."""
    from annotator.ui.settings_window.applying import show_settings

    show_settings(window)


def show_change_keys(window: "MainWindow") -> None:
    """Let keys be changed; the labels of the project have keys too."""
    label_set = window.session.label_set if window.session else None
    ChangeKeys(window.key_table, window, label_set).open()


def _page(window: "MainWindow") -> "AnnotatePage":
    assert window.page is not None, "the window runs this only with a project"
    return window.page


def _text(window: "MainWindow") -> "TextView":
    """Return the text of the place one is in; the overview has none, and the other one counts."""
    assert window.page is not None, "the window runs this only with a project"
    review = window.review_page if window.place == "review" else None
    return review.view if review is not None else window.page.view


def _here(window: "MainWindow") -> "AnnotatePage | ReviewPage | OverviewPage":
    assert window.here is not None, "the window runs this only with a project"
    return window.here


def _session(window: "MainWindow") -> "Session":
    assert window.session is not None, "the window runs this only with a project"
    return window.session
