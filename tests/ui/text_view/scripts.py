"""Generated text of every script a reader may meet."""

from hypothesis import strategies as st

WORDS = {
    "latin": ["the", "ferry", "Ilse", "patient's", "3.14", "naïve", "e\u0301te\u0301"],
    "arabic": ["قالت", "الوزارة", "لا", "١٢٣", "مَرْحَبًا"],
    "hebrew": ["שלום", "הנמל", "12", 'צה"ל'],
    "han": ["港务部", "渡轮", "。", "「海峡」"],
    "kana": ["カタカナ", "ひらがな"],
    "hangul": ["한국어", "항구", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165", "\u1100"],
    "thai": ["สวัสดี", "ท่าเรือ"],
    "others": ["порт", "и\u0306од", "λιμένας", "պորտ", "ნავსადგური", "ወደብ", "ᐃᓄᒃᑎᑐᑦ"],
    "joined": ["துறைமுகம்", "বন্দর", "កំពង់ផែ", "ဆိပ်ကမ်း", "ທ່າເຮືອ", "མཚོ་ཁ"],
    "leftwards": ["ܫܠܡܐ", "ސަލާމް", "ߊߟߎ"],
    "devanagari": ["नमस्ते", "क्षत्रिय"],
    "emoji": ["😀", "👨‍👩‍👧", "👨‍👩‍👧‍👦", "👩🏽‍🚀", "👍🏽", "🇩🇪", "🇩🇪🇫🇷🇩🇪", "1️⃣", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    "astral": ["𝒜𝒷", "𐍈"],
    "odd": [
        "\t",
        "\u202eabc",
        "\x00",
        "\xa0",
        "\ufeff",
        "(",
        ")",
        "\u200b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
}
word = st.sampled_from(sorted(WORDS)).flatmap(lambda script: st.sampled_from(WORDS[script]))


def is_fair(text):
    """Without a font for it Qt loses track of Devanagari clusters among right-to-left words."""
    kinds = {
        "D" if "\u0900" <= one <= "\u097f" else "R" for one in text if "\u0590" <= one <= "\u097f"
    }
    return len(kinds) < 2


paragraphs = st.lists(word, min_size=1, max_size=14).map(" ".join).filter(is_fair)
"""One paragraph, scripts mixed."""
unspaced = st.lists(word, min_size=1, max_size=10).map("".join).filter(is_fair)
texts = st.lists(st.one_of(paragraphs, unspaced), min_size=1, max_size=4).flatmap(
    lambda lines: st.sampled_from(
        ["\n", "\r\n", "\n\n", "\u2029", "\r", "\u2028", "\v", "\f", "\x85", "\n\r"]
    ).map(lambda separator: separator.join(lines))
)
"""An article of several paragraphs with any kind of break."""


def graphemes(text):
    """start, end of each grapheme."""
    import regex

    return [found.span() for found in regex.finditer(r"\X", text)]
