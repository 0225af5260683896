"""PDFs made in memory, for tests: lines of words where they are wanted, in letters of a size."""

from typing import NamedTuple


class Words(NamedTuple):
    """Words on a page; places and size in points."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    is_bold: bool = False


def lines_from(top: float, *texts: str, x: float = 72, size: float = 11) -> list[Words]:
    """Lines below each other."""
    return [Words(text, x, top - 14 * at, size) for at, text in enumerate(texts)]


def pdf(*pages: list[Words], info: str = "") -> bytes:
    """A PDF of these pages."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for at, page in enumerate(pages):
        drawn = "\n".join(map(_drawn, page))
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            f" /F2 4 0 R >> >> /Contents {6 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    if info:
        objects.append(f"<< {info} >>")
    return _file(objects, has_info=bool(info))


def _drawn(words: Words) -> str:
    escaped = words.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    font = "F2" if words.is_bold else "F1"
    return f"BT /{font} {words.size} Tf {words.x} {words.y} Td ({escaped}) Tj ET"


def _file(objects: list[str], *, has_info: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    info = f" /Info {len(objects)} 0 R" if has_info else ""
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
