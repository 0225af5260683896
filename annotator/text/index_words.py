"""The words by which a text is found in an index, and the words that a query asks of it.

What the index answers is a choice of texts in which the query may stand; `text.finding` then says
where it does, exactly. So the rule here may find too much but never too little: what a query asks
for stands among the words of every text in which it is found.

SQLite's `unicode61` cuts at what is no letter and no digit, folds case and takes accents away. In
scripts without spaces between words each two neighbours are a word (n-grams of two).
"""

import re
import unicodedata

import regex

# Thai, Lao, Myanmar, Khmer, kana and Han.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_ALONE}]+")
_PIECE = re.compile(rf"[{_ALONE}]+|[^\W_{_ALONE}]+")
# Thai marks are found by their pairs.
_MARKS = regex.compile(rf"[\p{{M}}--[{_ALONE}]]+", regex.V1)


def words_to_index(text: str) -> str:
    """Return a text as it is given to the index: words parted by spaces or punctuation."""
    return _RUN.sub(_pairs, _folded(text))


def _folded(text: str) -> str:
    """What `text.finding` takes for the same is the same: ß and ss, İ, I and ı, é and e with an
    accent, a letter and its wide form. Marks go: the index is told apart by letters alone."""
    if text.isascii():
        return text.lower()
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return letters.casefold().replace("ı", "i")


def _pairs(run: "re.Match[str]") -> str:
    """The last character stands alone, so that it begins a word too."""
    characters = run[0]
    pairs = (characters[at : at + 2] for at in range(len(characters)))
    return f" {' '.join(pairs)} "


def question_of(words: str, *, is_whole_word: bool = False) -> str:
    """Return what to ask the index (FTS5's language) for texts in which these words may stand.

    The last may be the beginning of a word, unless whole words are asked for. Empty: the index
    cannot tell, as of punctuation.
    """
    words = _folded(words)
    asked: list[str] = []
    for match in _PIECE.finditer(words):
        piece, rest = match[0], words[match.end() :].rstrip()
        if not _RUN.match(piece):
            is_open = not is_whole_word and not rest
            asked.append(f'"{piece}" *' if is_open else f'"{piece}"')
        elif len(piece) == 1:
            asked.append(f'"{piece}" *')
        else:
            asked += [f'"{piece[at : at + 2]}"' for at in range(len(piece) - 1)]
    # The index takes marks alone, vowels above a Thai letter, for no word at all.
    return " AND ".join(one for one in dict.fromkeys(asked) if any(map(str.isalnum, one)))
