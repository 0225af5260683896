"""From bytes to text: the encoding found, the text verbatim, what is no text refused."""

from pathlib import Path

import pytest
from hypothesis import given

from annotator.formats.articles.decoding import decode_article
from annotator.model.errors import (
    AnnotatorError,
    ByteOrderMarkDropped,
    CharactersReplaced,
    EncodingGuessed,
    FileEmpty,
    FileNotText,
)
from tests.formats.strategies import texts

PATH = Path("article.txt")
REAL = Path(__file__).parents[4] / "shared" / "data" / "formats" / "articles" / "encodings"


def decoded(raw: bytes) -> tuple[str, str, list[type[AnnotatorError]]]:
    found = decode_article(raw, PATH)
    return found.text, found.encoding, [type(one) for one in found.remarks]


@given(texts)
def test_utf8_is_kept_verbatim(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decoded(text.encode()) == (text, "utf-8", [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_remarked(encoding: str) -> None:
    text, _, remarks = decoded("Fähre 東京 😀\r\n".encode(encoding))
    assert text == "Fähre 東京 😀\r\n"
    assert remarks == [ByteOrderMarkDropped]


def test_newlines_and_a_mark_inside_stay() -> None:
    text = "a\r\nb\rc\nd\u2028e\ufefff\u00a0g"
    assert decoded(text.encode())[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    text, found, remarks = decoded("The harbour master said so.".encode(encoding))
    assert (text, found, remarks) == ("The harbour master said so.", encoding, [EncodingGuessed])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Le président a déclaré que la réunion était annulée. Où était-il ?"),
        ("cp1252", "The mayor said: “We agreed” – in June, and it’s done."),
        ("cp1252", "Der Bürgermeister von Köln sagte: „Wir müssen reden“, so Müller."),
        ("cp1252", "Café crème à la carte. Il a été dit que l’été était fini."),
        ("mac_roman", "Le ministre a déclaré lundi que la traversée serait rétablie."),
        ("cp1252", "El capitán dijo que la barcaza salió de la nada. «No vimos», añadió Muñoz."),
        ("iso8859_2", "Minister ogłosił w poniedziałek, że prom znów popłynie."),
        ("cp1250", "Ministr v pondělí oznámil, že přívoz bude znovu v provozu. Řekl však dost."),
        ("cp1250", "A miniszter hétfőn közölte, hogy a komp tizenegy hét után újra közlekedik."),
        ("cp1254", "Bakan pazartesi günü feribotun yeniden sefere başlayacağını açıkladı."),
        ("cp1257", "Ministrs pirmdien paziņoja, ka prāmis pēc vienpadsmit nedēļām atkal kursēs."),
        ("cp1250", "Minister powiedział, że zażółć gęślą jaźń w środę wieczorem."),
        ("cp1251", "Министр сказал, что переговоры о пароме начнутся в четверг утром."),
        ("koi8-r", "Министр сказал, что переговоры о пароме начнутся в четверг утром."),
        ("cp1256", "أعلنت وزارة الممرات المائية في فيلاند يوم الاثنين أنها ستجري محادثات"),
        (
            "shift_jis",
            "メロー大学は2日、ブラノック海峡で214頭のゴンドウクジラを確認したと発表した。",
        ),
        (
            "big5",
            "部長週一表示，關於渡輪的會談將於週四上午在首都開始，雙方都沒有說明費用由誰承擔。",
        ),
        (
            "gb18030",
            "部长周一表示，关于渡轮的会谈将于周四上午在首都开始，双方都没有说明费用由谁承担。",
        ),
    ],
)
def test_older_encodings_are_guessed_and_remarked(encoding: str, text: str) -> None:
    found, _, remarks = decoded(text.encode(encoding))
    assert found == text
    assert remarks == [EncodingGuessed]


def test_nul_and_lone_surrogates_are_replaced_one_for_one() -> None:
    assert decoded(b"a\x00b") == ("a\ufffdb", "utf-8", [CharactersReplaced])
    text, _, remarks = decoded(b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"))
    assert text == "a\ufffdb"
    assert remarks == [ByteOrderMarkDropped, CharactersReplaced]


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0".encode()])
def test_a_file_without_text_is_empty(raw: bytes) -> None:
    with pytest.raises(FileEmpty):
        decode_article(raw, PATH)


@pytest.mark.parametrize(
    ("raw", "position"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), 0),
        (b"%PDF-1.4 text", 0),
        (b"PK\x03\x04" + bytes(50), 0),
        (b"abc" + bytes(range(8)) * 50, 3),
        (b"\xef\xbb\xbfabc\xff", 3),
        (b"\xff\xfea\x00b", 2),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_text_is_refused_with_its_place(raw: bytes, position: int) -> None:
    with pytest.raises(FileNotText) as caught:
        decode_article(raw, PATH)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("name", "encoding", "beginning"),
    [
        ("sample-arabic-1.txt", "cp1256", "بالموازاة"),
        ("sample-arabic.txt", "utf-8", "بالموازاة"),
        ("sample-bulgarian.txt", "utf-8", "Член 26\r\n1. "),
        ("sample-chinese.txt", "big5", "維基大典"),
        ("sample-english.bom.txt", "utf-8", "1\n00:00:06"),
    ],
)
def test_real_files_in_other_encodings(name: str, encoding: str, beginning: str) -> None:
    path = REAL / name
    if not path.exists():
        pytest.skip("the real article is not beside this checkout")
    found = decode_article(path.read_bytes(), path)
    assert found.encoding == encoding
    assert found.text.startswith(beginning)
