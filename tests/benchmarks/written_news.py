"""Invented news to learn from: names that are new in most articles, and words that mislead.

A name may be a person's, a place's and a company's; some contexts tell which, some do not; who was
named in full is named by the surname later; much that begins with a capital is no name at all.
"""

import re
from itertools import accumulate
from random import Random

from annotator.model.span import Span
from annotator.suggest.training import Learned

_SYLLABLES = [a + b + c for a in "bdfgklmnprstv" for b in "aeiou" for c in ("", "n", "r", "l", "s")]
_ENDS = ("burg", "mouth", "ton", "stad", "field", "", "", "ov", "sen", "ez")
_KINDS = ("Lines", "Bank", "Holdings", "Steel", "Council", "United", "Institute", "Times", "Party")
_ROLES = (
    "president", "mayor", "foreign minister", "spokeswoman", "chief executive", "coach", "judge",
    "head of research", "finance minister", "harbour master", "chairman", "prosecutor", "general",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Friday", "last week", "4 March", "the spring of 1998", "Sunday")
_THINGS = ("Ferry", "Cup", "Act", "Plan", "Treaty", "Express", "Prize", "Index")
_PLAIN = (
    "Prices rose again and nobody could say why.", "Talks went on into the night.",
    "The report was published without comment.", "Analysts had expected less.",
    "Heavy rain kept most people indoors.", "Shares fell by three per cent.",
    "Officials declined to give details.", "It was the second strike this year.",
    "More than forty were hurt, none of them badly.", "A decision is expected soon.",
)  # fmt: skip
_SENTENCES = (
    "[PERSON|{p}], [ROLE|{r}] of [ORGANISATION|{o}], said on [DATE|{d}] that talks had failed.",
    "[PERSON|{s}] said the offer was too low.",
    "“We shall see,” [PERSON|{s}] told reporters in [PLACE|{l}].",
    "[ORGANISATION|{o}] bought a tenth of [ORGANISATION|{b}] on [DATE|{d}].",
    "[ORGANISATION|{b}] beat [ORGANISATION|{b}] in [PLACE|{l}].",
    "[PLACE|{l}] voted against the {t}.",
    "[PERSON|{p}] won the {t} before [PERSON|{p}].",
    "In [PLACE|{l}] the [ROLE|{r}] [PERSON|{p}] was sworn in [DATE|{d}].",
    "[PLACE|{l}] [DATE|{d}] - Dockers in the port of [PLACE|{l}] went back to work.",
    "The {t} of [ORGANISATION|{b}] was put off.",
    "Police in [PLACE|{l}] questioned [PERSON|{s}], a [ROLE|{r}].",
    "[ORGANISATION|{o}] and its [ROLE|{r}], [PERSON|{p}], would not comment.",
    "Trains between [PLACE|{l}] and [PLACE|{l}] stood still on [DATE|{d}].",
    "Critics of [PERSON|{s}] met [DATE|{d}]; {b} was on nobody's mind.",
    "According to the [ORGANISATION|{b} {k}], exports to [PLACE|{l}] doubled.",
    "[PERSON|{p}] ([ORGANISATION|{b}]) leads with two points, {s} street is closed.",
)
_UNCLEAR = (
    "{x} refused to sign.", "It was too late for {x}.", "Nobody had expected {x} to agree.",
    "{x} and {x} had agreed before.", "For {x} the worst is over.", "The crisis reached {x}.",
    "{x} lost once more.", "Against {x} nothing was proved.", "{x} denied everything.",
)  # fmt: skip
"""Sentences that do not tell what it is that they name."""
_LABELS = ("PERSON", "PLACE", "ORGANISATION")
_MARKUP = re.compile(r"\[([A-Z]+)\||\]")
_NAMES = 4_000


def make_news(count: int, seed: int = 1) -> list[Learned]:
    """Return so many articles of some 25 sentences with their spans, the same for a seed."""
    random = Random(seed)
    # Names are those of one world, whatever the seed: other articles, not another language.
    world = Random(7)
    pool = ["".join(world.choices(_SYLLABLES, k=world.randint(1, 3))) for _ in range(_NAMES)]
    names = [one.capitalize() + world.choice(_ENDS) for one in pool]
    weights = list(accumulate(1 / (rank + 30) for rank in range(_NAMES)))
    return [_article(f"n{seed}-{number}", names, weights, random) for number in range(count)]


def _article(id: str, names: list[str], weights: list[float], random: Random) -> Learned:
    drawn = random.choices(names, cum_weights=weights, k=12)
    people = [f"{random.choice(names[:300])} {one}" for one in drawn[:4]]
    # Three names of five are always of one kind, the others of any.
    kinds = [names.index(one) % 5 for one in drawn]
    unclear = [
        f"[{_LABELS[kind] if kind < 3 else random.choice(_LABELS)}|{one}]"
        for one, kind in zip(drawn[4:], kinds[4:], strict=True)
    ]
    text, spans, length = list[str](), list[Span](), 0
    for at in range(random.randint(18, 32)):
        sentence = random.choice(_SENTENCES if random.random() < 0.5 else _UNCLEAR)
        written = _fill(sentence, people, drawn[4:], unclear, random)
        if at % 3 == 2:
            written += f" {random.choice(_PLAIN)}"
        plain, found = _read_markup(written)
        spans += (
            Span(f"{id}-{len(spans) + number}", label, ((length + start, length + end),))
            for number, (start, end, label) in enumerate(found)
        )
        text.append(plain)
        length += len(plain) + 1
    return Learned(id, "\n".join(text), tuple(spans))


def _fill(
    sentence: str, people: list[str], drawn: list[str], unclear: list[str], random: Random
) -> str:
    def fill(found: re.Match[str]) -> str:
        person, bare = random.choice(people), random.choice(drawn)
        words = {
            "p": person,
            "s": person.split()[1],
            "o": f"{bare} {random.choice(_KINDS)}",
            "b": bare,
            "l": bare if random.random() < 0.8 else f"{random.choice(('New', 'Saint'))} {bare}",
            "k": random.choice(_KINDS),
            "r": random.choice(_ROLES),
            "d": random.choice(_DAYS),
            "x": random.choice(unclear),
            "t": f"{bare} {random.choice(_THINGS)}",
        }
        return words[found[1]]

    return re.sub(r"\{(\w)\}", fill, sentence)


def _read_markup(written: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without brackets, and start, end and label of what stood in them."""
    text, spans, opened = "", list[tuple[int, int, str]](), ("", 0)
    last = 0
    for found in _MARKUP.finditer(written):
        text += written[last : found.start()]
        last = found.end()
        if found[1]:
            opened = (found[1], len(text))
        else:
            spans.append((opened[1], len(text), opened[0]))
    return text + written[last:], spans
