"""Which letters the languages of one code page write beside ASCII: what a guess is held against."""

_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíóúüñ¿¡ªº",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àáèéìíîòóùú",  # Italian
    "åäöæøéü",  # Swedish, Danish, Norwegian, Finnish
    "áéëèïíóöüúĳê",  # Dutch
    "áæðéíóöþúý",  # Icelandic
    "àçéèíïóòúü·",  # Catalan
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșşțţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "âçğıİîöşüû",  # Turkish
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "äõöüšž",  # Estonian
)
_MARKS = "‘’‚“”„‹›«»–—…•·°§©®€£\u00a0\u00ad"
_FITTING = tuple(frozenset(one + one.upper() + _MARKS) for one in _ALPHABETS)


def alphabet_share(text: str) -> float:
    """Return how much of what is not ASCII the best single alphabet has, 0 to 1.

    A capital inside a word fits none: "dŽclarŽ" is not Czech.
    """
    pairs = zip(" " + text, text, strict=False)
    found = [
        "" if one.isupper() and before.islower() else one
        for before, one in pairs
        if not one.isascii()
    ]
    if not found:
        return 1.0
    return max(sum(one in letters for one in found) for letters in _FITTING) / len(found)
