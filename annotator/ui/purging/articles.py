"""Articles erased for good: what stands on them and tells of them is shown before."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.messages import show_text
from annotator.messages.purge_words import article_rows, backup_row, staying_rows
from annotator.messages.standing import standing_words
from annotator.project.purging.told import ArticlesPurge
from annotator.ui.panels.article_choice import Chosen
from annotator.ui.purging.dialog import PurgeDialog
from annotator.ui.session import Session

_NAMED = 4


class PurgeArticlesDialog(PurgeDialog):
    """Articles by their titles, and all that goes with them."""

    example = "taken down on request of the publisher"

    def __init__(
        self, session: Session, chosen: Chosen, root: Path | None, parent: QWidget | None = None
    ) -> None:
        project = session.project
        self.documents: list[str] = []
        """Ids of the articles, once they are known."""
        super().__init__(
            session,
            "Purge articles" if chosen.has_several else "Purge this article",
            show_text(chosen.words(), 200),
            "purge",
            lambda: project.purging.preview_articles(chosen.documents(project), root=root),
            parent,
        )

    def show_preview(self, preview: ArticlesPurge) -> None:
        """Name the articles, and say where they go from."""
        self.documents = [id for id, _ in preview.titles]
        titles = [f"“{show_text(title, 90)}”" for _, title in preview.titles]
        more = "" if len(titles) <= _NAMED else f" and {len(titles) - _NAMED:,} more"
        self.what.setText(", ".join(titles[:_NAMED]) + more)
        on_them, copies = preview.on_them, preview.copies
        rows = standing_words(
            on_them.sets,
            verdicts=on_them.verdicts,
            remarks=on_them.remarks,
            assignments=on_them.assignments,
        )
        rows += article_rows(preview.erased)
        rows.append(backup_row(copies.backups, copies.size))
        rows += staying_rows(
            twins=preview.twins,
            related=preview.related,
            contested=preview.contested,
            beside=copies.beside,
        )
        self.show_rows(rows)
