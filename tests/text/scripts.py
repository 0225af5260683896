"""Texts of many scripts for tests of the text room."""

from hypothesis import strategies as st

PIECES = [
    "word", "al-Bab", "patient's", "3.14", "U.S.", " ", "  ", "\n", "\r\n", "\r", "\u2028", "\u2029", "\u00a0", "\t",
    "“", "”", ",", ".", "!", "-", "—", "e\u0301", "a" + "\u0301" * 7, "محادثات", "العبّارة", "؟", "שלום", "東京都", "。",
    "ゴンドウ", "「", "한국어", "ᄒ\u1161\u11ab", "ภาษาไทย", "नमस्ते", "क्ष", "க்ஷ", "👩\u200d👩\u200d👧", "👍🏽", "🇩🇪🇫🇷", "🇩🇪🇫",
    "😀", "\u0600", "\u0600 1", "\u200d", "\ufeff", "\u202e", "1️⃣", "ﷺ", "𝕏", "ǅ", "x" * 30, "\x00", "\ufe0f",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=16).map("".join)


@st.composite
def texts_with_offset(draw: st.DrawFn) -> tuple[str, int]:
    """A text, and an offset from 0 to its end."""
    text = draw(texts)
    return text, draw(st.integers(0, len(text)))


@st.composite
def texts_with_range(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a range in it, which may be empty."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))
