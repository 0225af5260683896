"""E-mail (.eml): one article a message, its text as it was sent, its attachments left alone."""

from collections.abc import Iterator
from email.message import Message
from importlib.util import find_spec
from pathlib import PurePath

import regex

from annotator.formats.articles.article_records import Place, kept, read_whole
from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.declared_charsets import decode_declared
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.markup_blocks import markup_tree
from annotator.formats.articles.markup_parts import parts_of_markup
from annotator.formats.articles.mime_parts import (
    MessagePart,
    MessageWrong,
    address_in,
    header_of,
    parse_message,
    parts_of,
    people_in,
)
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import date_from
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.article_errors import AttachmentsLeft, PageCutOff
from annotator.model.document import Meta, Section
from annotator.model.errors import (
    ExtraMissing,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
)

_HEADERS = regex.compile(
    rb"^(?:from|to|cc|date|subject|message-id|mime-version|received|return-path|reply-to|sender"
    rb"|delivered-to|content-type|dkim-signature):",
    regex.IGNORECASE | regex.MULTILINE,
)
_FIRST = regex.compile(rb"(?:From [^\n]*\n)?[A-Za-z][\w-]*:")
_SURE_HEADERS = 3
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_KEPT = ("from", "to", "cc", "reply-to", "message-id", "in-reply-to", "list-id")


class Mail(Format):
    """A message, saved from a mail program."""

    name = "eml"
    title = "E-mail"
    endings = (".eml",)
    carries = Carries()
    is_annotated = False
    has_proof = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its headers."""
        headers = head[:16384].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if _FIRST.match(headers):
            found = {one.lower() for one in _HEADERS.findall(headers)}
            if len(found) >= _SURE_HEADERS and found & {b"from:", b"message-id:", b"received:"}:
                return Sureness.SURE
        return super().recognises(path, head)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the message as an article: the subject, then its plain text, or else its HTML."""
        place = Place(source)
        try:
            raw = read_whole(source)
            message = parse_message(raw)
        except (FileUnreadable, FileTooLarge) as error:
            yield place.failed(error)
            return
        except MessageWrong as error:
            yield place.wrong(str(error))
            return
        if options.report_bytes:
            options.report_bytes(len(raw))
        parts = list(parts_of(message))
        if any(one.type in _ENCRYPTED for one in parts):
            yield place.wrong("encrypted; save it from the mail program in plain text")
            return
        body = _body(parts)
        left = tuple(
            one.file_name or one.type for one in parts if one is not body and _is_file(one)
        )
        if left:
            yield place.remark(AttachmentsLeft(left))
        if body is None:
            yield place.wrong("there is no text in this message")
        elif body.type == "text/html" and find_spec("lxml") is None:
            yield place.failed(ExtraMissing(self.title, "lxml", "web"))
        else:
            yield from _article(message, body, place, left)


def _body(parts: list[MessagePart]) -> MessagePart | None:
    """The first plain text that says something, else the first HTML."""
    for type in ("text/plain", "text/html"):
        for part in parts:
            if part.type == type and not part.is_attachment and part.raw.strip():
                return part
    return None


def _is_file(part: MessagePart) -> bool:
    """Whether a part was sent along; other ways to say the same, and pictures in them, are none."""
    return part.is_attachment or (part.file_name is not None and not part.type.startswith("text/"))


def _article(
    message: "Message[str, str]", body: MessagePart, place: Place, left: tuple[str, ...]
) -> Iterator[CorpusLine | Problem]:
    try:
        decoded = decode_declared(body.raw, place.source.path, body.charset)
    except (FileEmpty, FileNotText) as error:
        yield place.failed(error)
        return
    yield from map(place.remark, decoded.remarks)
    subject = header_of(message, "subject")
    if body.type == "text/html":
        tree, is_cut = markup_tree(decoded.text)
        if is_cut:
            yield place.remark(PageCutOff())
        parts = parts_of_markup(tree) if tree is not None else []
        if not parts:
            yield place.wrong("there is no text in this message")
            return
        text, sections = assemble([*([Part("title", subject)] if subject else []), *parts])
    else:
        text = f"{subject}\n\n{decoded.text}" if subject else decoded.text
        sections = _plain_sections(text, subject or "")
    sender = header_of(message, "from")
    address = address_in(sender)
    extra = kept(
        **{name: header_of(message, name) for name in _KEPT},
        attachments=list(left),
    )
    meta = Meta(
        title=subject,
        source=header_of(message, "organization") or (address or "").rpartition("@")[2] or None,
        authors=people_in(sender),
        language=guess_language(text),
        extra={"eml": extra},
    )
    date = date_from([header_of(message, "date")])
    yield from place.article(text, meta, sections, date)


def _plain_sections(text: str, subject: str) -> tuple[Section, ...]:
    """The parts of a message in plain text; its subject is the title, whatever it looks like."""
    found = recognise_article(text).sections
    if not subject:
        return found
    rest = (one for one in found if one.start >= len(subject) and one.kind != "title")
    return (Section("title", 0, len(subject)), *rest)
