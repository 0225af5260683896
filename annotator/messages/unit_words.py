"""How a guess about what offsets count came to be, in words."""

from annotator.formats.unit_guess import UnitGuess
from annotator.messages.quoting import UNIT_WORDS, show_text
from annotator.text.offsets import Unit

_SAID = {
    "same": "Whatever the offsets count, they mean the same words here.",
    "sure": "The offsets count {unit}: read so, {fitting} of {telling} spans are whole words.",
    "likely": "The offsets probably count {unit}: {fitting} of {telling} spans fit.",
    "unsure": "What the offsets count cannot be told; look at the example.",
}


def unit_guess_words(guess: UnitGuess) -> str:
    """Return in one sentence what the offsets seem to count and how far that is sure."""
    share = dict(guess.fitting).get(guess.unit, 0.0)
    return _SAID[guess.sureness].format(
        unit=UNIT_WORDS[guess.unit],
        fitting=f"{round(share * guess.telling):,}",
        telling=f"{guess.telling:,}",
    )


def unit_example_words(guess: UnitGuess) -> list[tuple[Unit, str]]:
    """Return for each unit, quoted, what the example would cover in it; "—" where nothing."""
    if guess.example is None:
        return []
    return [
        (unit, f"“{show_text(words)}”" if words else "—") for unit, words in guess.example.words
    ]
