"""Guessing the language."""

import pytest

from annotator.formats.articles.language import guess_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The mayor said on Monday that the ferry was not to sail and that it would be late.",
        ),
        ("de", "Der Bürgermeister sagte am Montag, dass die Fähre nicht fährt und es später wird."),
        (
            "fr",
            "Le maire a dit lundi que le bac ne partirait pas et que les passagers sont dans la gare.",
        ),
        (
            "es",
            "El alcalde dijo el lunes que la barca no saldría y que los pasajeros esperan en el puerto.",
        ),
        ("it", "Il sindaco ha detto lunedì che il traghetto non parte e che la gente è nel porto."),
        (
            "pt",
            "O prefeito disse na segunda que a balsa não sairia e que os passageiros estão no porto.",
        ),
        (
            "nl",
            "De burgemeester zei maandag dat het veer niet vaart en dat de mensen aan de kade staan.",
        ),
        ("sv", "Borgmästaren sade att färjan inte går och att det är många som väntar på kajen."),
        (
            "pl",
            "Burmistrz powiedział w poniedziałek, że prom nie popłynie i że to jest problem na dziś.",
        ),
        ("ar", "أعلنت وزارة الممرات المائية يوم الاثنين أنها ستجري محادثات"),
        ("fa", "وزیر گفت که گفتگوها پنجشنبه در پایتخت آغاز می‌شود و چیزی نمی‌گوید پس چرا"),
        ("he", "שר התחבורה אמר ביום שני כי השיחות יחלו"),
        ("ru", "Министр сказал, что переговоры начнутся в четверг."),
        ("uk", "Міністр сказав, що переговори почнуться у четвер, і їх буде багато."),
        ("el", "Ο υπουργός είπε ότι οι συνομιλίες θα αρχίσουν"),
        ("ja", "メロー大学は2日、海峡で214頭のクジラを確認した。"),
        ("zh", "部长周一表示，关于渡轮的会谈将于周四上午开始。"),
        ("ko", "장관은 월요일에 회담이 목요일에 시작된다고 말했다."),
    ],
)
def test_the_languages_of_the_press_are_told_apart(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "12345 --- !!", "Xq zzt wrrk plonk frob", "😀 😀"])
def test_nothing_is_guessed_of_nothing(text: str) -> None:
    assert guess_language(text) is None
