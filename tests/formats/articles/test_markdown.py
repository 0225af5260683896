"""Markdown as it is read: the source is the text."""

import pytest

from annotator.formats.articles.front_matter import split_front_matter
from annotator.formats.articles.markdown import Markdown
from tests.formats.articles.document_reading import read_raw, said, shown

YAML = """---
title: "Ferry sails: again"
date: 2017-01-24
authors: [Ilse Varga, 'Tom Reed']
tags:
  - strike
  - ferry
lang: en-GB
---
"""
BODY = """# Ferry sails *again* #

By Ilse Varga

The ferry **sailed**
on Tuesday. “We are back,” she said.

![The ferry at the quay](a.jpg)

Nine days
---------

- One
- Two
  more

> Quoted words

```
# no heading
```

[1]: http://example.org
***
<!-- a note -->

    code

#no heading
###
The end
"""
READ = [
    ("title", "Ferry sails *again*"),
    ("byline", "By Ilse Varga"),
    ("paragraph", "The ferry **sailed**\non Tuesday. “We are back,” she said."),
    ("quotation", "“We are back,”"),
    ("caption", "The ferry at the quay"),
    ("heading", "Nine days"),
    ("paragraph", "One"),
    ("paragraph", "Two\n  more"),
    ("paragraph", "Quoted words"),
    ("paragraph", "#no heading"),
    ("paragraph", "The end"),
]


def test_the_source_is_the_text_and_its_signs_say_what_is_what() -> None:
    [document], problems = read_raw(Markdown(), (YAML + BODY).encode(), "ferry.md")
    assert problems == []
    assert document.text == YAML + BODY
    assert shown(document) == READ
    meta = document.meta
    assert (meta.title, meta.published, meta.language) == (
        "Ferry sails: again",
        "2017-01-24",
        "en",
    )
    assert meta.authors == ("Ilse Varga", "Tom Reed")
    assert meta.extra["markdown"] == {"tags": ["strike", "ferry"]}


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_stay_as_they_are(line_break: str) -> None:
    source = BODY.replace("\n", line_break)
    [document], _ = read_raw(Markdown(), source.encode())
    assert document.text == source
    assert shown(document) == [(kind, text.replace("\n", line_break)) for kind, text in READ]
    assert (document.meta.title, document.meta.authors) == ("Ferry sails *again*", ("Ilse Varga",))


def test_front_matter_in_toml_and_in_words_of_its_own() -> None:
    toml = '+++\ntitle = "Ferry"\ndate = 2017-01-24\ntags = ["a", 3]\n+++\nIt sailed.'
    [document], _ = read_raw(Markdown(), toml.encode())
    assert (document.meta.title, document.meta.published) == ("Ferry", "2017-01-24")
    assert document.meta.extra["markdown"] == {"tags": ["a", "3"]}
    assert shown(document) == [("paragraph", "It sailed.")]
    odd = "---\ntitle: Ferry\n? odd\n&anchor x\nauthor: Ilse Varga and Tom Reed\nempty:\n---\nIt sailed."
    [document], _ = read_raw(Markdown(), odd.encode())
    assert (document.meta.title, document.meta.authors) == ("Ferry", ("Ilse Varga", "Tom Reed"))


@pytest.mark.parametrize(
    "text", ["---\nWords between rules.\n---\nMore.", "---\ntitle: x", "+++\n= broken\n+++\n", "x"]
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert split_front_matter(text) == ({}, 0)


def test_a_date_that_can_mean_two_days_is_kept_as_written() -> None:
    [document], problems = read_raw(Markdown(), b"---\ndate: 04.05.2025\n---\nIt sailed.")
    assert document.meta.published is None
    assert document.meta.extra["published_as_written"] == "04.05.2025"
    assert len(problems) == 1 and not problems[0].is_skipped


def test_bad_files_say_why() -> None:
    assert said(read_raw(Markdown(), b"", "a.md")[1]) == ["a.md has no text in it."]
    assert said(read_raw(Markdown(), b"\x89PNG" + bytes(9), "a.md")[1])[0].startswith("a.md")
    [document], problems = read_raw(Markdown(), "# Fähre\n\nSie fährt heute.".encode("cp1252"))
    assert document.meta.title == "Fähre"
    assert len(problems) == 1
