"""Finding by a few letters: how well a query fits a text."""


def fit(query: str, text: str) -> int | None:
    """Return how well the letters of a query, in order, are found in a text; None: not at all.

    Case is folded, spaces in the query only part words. Letters at the start of a word and letters
    that follow one another count more, so that "exc" finds "Export a corpus" before "Next article".
    """
    wanted = "".join(query.casefold().split())
    offered = text.casefold()
    best: int | None = None
    for start in _starts(wanted, offered):
        score = _fit_from(wanted, offered, start)
        if score is not None and (best is None or score > best):
            best = score
    return best if wanted else 0


def _starts(wanted: str, offered: str) -> list[int]:
    return [place for place, letter in enumerate(offered) if wanted and letter == wanted[0]]


def _fit_from(wanted: str, offered: str, place: int) -> int | None:
    score, last = 0, place - 2
    for index, letter in enumerate(wanted):
        place = _next_place(letter, offered, last, place, wanted[index + 1 :])
        if place < 0:
            return None
        score += 1
        if place == last + 1:
            score += 4
        if _is_word_start(offered, place):
            score += 6 if place else 9
        last, place = place, place + 1
    return score * 10 - len(offered) // 4


def _next_place(letter: str, offered: str, last: int, place: int, rest: str) -> int:
    """Return where the letter goes: right behind the last, else at a word's start, else next.

    A word's start is taken only where the rest of the query is still found behind it.
    """
    if last + 1 == place and offered.startswith(letter, place):
        return place
    found = offered.find(letter, place)
    here = found
    while here >= 0 and _has_in_order(rest, offered, here + 1):
        if _is_word_start(offered, here):
            return here
        here = offered.find(letter, here + 1)
    return found


def _has_in_order(letters: str, offered: str, place: int) -> bool:
    for letter in letters:
        place = offered.find(letter, place) + 1
        if not place:
            return False
    return True


def _is_word_start(offered: str, place: int) -> bool:
    return place == 0 or not offered[place - 1].isalnum()
