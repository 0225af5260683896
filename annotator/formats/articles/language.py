"""Which language a text is in, guessed from its script and its smallest words; shown, correctable.

Decision: a page of our own instead of a library. A guess that is shown beside the article and can
be put right needs a dozen languages of the press, no model file and no dependency.
"""

from collections import Counter

import regex

_SAMPLE = 20_000
"""How many characters are looked at."""
_SCRIPTS = {
    "ja": r"[\p{Hiragana}\p{Katakana}]",
    "zh": r"\p{Han}",
    "ko": r"\p{Hangul}",
    "ar": r"\p{Arabic}",
    "he": r"\p{Hebrew}",
    "ru": r"\p{Cyrillic}",
    "el": r"\p{Greek}",
    "hi": r"\p{Devanagari}",
    "th": r"\p{Thai}",
    "latin": r"\p{Latin}",
}
_PATTERNS = {name: regex.compile(pattern) for name, pattern in _SCRIPTS.items()}
_LETTERS_OF = {
    "ar": (("fa", "پچژگک"), ("ur", "ٹڈڑں")),
    "ru": (("uk", "іїєґ"), ("sr", "јљњћђ")),
}
"""Letters by which a sister language in the same script is known."""
_SMALL_WORDS = {
    "en": "the of and to in a is that for it was on with as he be at by his from are this have not",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "le la les de des et un une du en que qui est dans pour pas sur au par plus il ce ne se",
    "es": "el la los las de que y en un una por con no para es se del al lo como más su ha fue",
    "it": "il la di che e un una in per con non del della è si da sono le gli al dei ha nel anche",
    "pt": "o a os as de que e um uma em para com não do da é se no na por mais dos foi ao ele",
    "nl": "de het een van en in is dat op te voor met niet zijn aan er om die ook als bij naar",
    "sv": "och att det som en på är av för med den till inte har de ett om men var från sig jag",
    "da": "og at det som en på er af for med den til ikke har de et om men var fra sig der",
    "no": "og at det som en på er av for med den til ikke har de et om men var fra seg fra jeg",
    "pl": "i w na z do się nie to że jest o po jak za od przez ale przy dla są co był oraz",
    "tr": "ve bir bu için ile da de çok olarak gibi daha olan sonra kadar var en ama ne değil",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*")


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language a text is probably in, or None."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _PATTERNS.items()}
    if not any(counts.values()):
        return None
    # Every Chinese character counts for a word, and Japanese is known by its Kana among them.
    if counts["ja"] * 5 >= counts["zh"] and counts["ja"] + counts["zh"] > counts["latin"] / 3:
        return "ja" if counts["ja"] else None
    if counts["zh"] > counts["latin"] / 3:
        return "zh"
    script = max(counts, key=lambda name: counts[name])
    return _by_words(sample) if script == "latin" else _by_letters(sample, script)


def _by_letters(sample: str, script: str) -> str:
    for language, letters in _LETTERS_OF.get(script, ()):
        if sum(sample.count(letter) for letter in letters) * 60 > len(sample):
            return language
    return script


def _by_words(sample: str) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    hits = {language: sum(words[word] for word in small) for language, small in _WORDS.items()}
    first, second = sorted(hits, key=lambda name: -hits[name])[:2]
    if hits[first] < 2 or hits[first] * 12 < sum(words.values()):
        return None
    return first if hits[first] > hits[second] else None
