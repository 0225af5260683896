"""Templates for errors and remarks about articles from the web and from mail."""

from collections.abc import Callable
from typing import Any, TypeAlias

from annotator.model import article_errors as e

Choose: TypeAlias = Callable[[Any], str]


def _page_without_article(error: e.PageWithoutArticle) -> str:
    where = "{path}:{record}" if error.record else "{path}"
    return where + ": no article was found on this page; copy its text and paste it instead."


def _damaged(error: e.ArticleDamaged) -> str:
    which = "{title:quoted}" if error.title else "The article {document:quoted}"
    return which + (
        " is damaged: its text is not what it was. Nothing can be labelled in it; a backup may"
        " have it whole."
    )


ARTICLE_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.ArticleDamaged: _damaged,
    e.PageWithoutArticle: _page_without_article,
    e.DateAmbiguous: "The date {written:quoted} can mean two days; it is kept in words.",
    e.DateWrong: "{written:quoted} is no date: write 2026-01-24, or 2026-01, or 2026.",
    e.EncodedTwice: (
        "The text seems to have been encoded twice ({found:quoted} for {meant:quoted}); "
        "it was left as it is: ask its source for it again."
    ),
    e.OnlyTeaser: "This is only the beginning of an article; the whole one is not in the file.",
    e.PageCutOff: (
        "The page is nested too deep or has a part too large; what is behind it was not read."
    ),
    e.AttachmentsLeft: "Attachments were left where they are: {names}.",
    e.RecordsPassedOver: (
        "{path}: {count} of {total} records are no pages of the web (pictures, requests, "
        "redirects) and were passed over."
    ),
}
