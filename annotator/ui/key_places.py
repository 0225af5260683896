"""Where keys lie: the letter or digit that a place has on a US keyboard, per platform."""

_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def _numbered(starts: tuple[int, int, int, int]) -> dict[int, str]:
    return {
        start + place: letter
        for start, row in zip(starts, _ROWS, strict=True)
        for place, letter in enumerate(row)
    }


_X11 = _numbered((10, 24, 38, 52))
"""X11 and Wayland: the kernel's number plus 8."""
_WINDOWS = _numbered((2, 16, 30, 44))
"""Windows: scan codes, set 1."""
_MACOS = {
    place: letter
    for letter, place in zip(
        "ASDFHGZXCV", (0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09), strict=True
    )
} | {
    0x0B: "B",
    0x0C: "Q",
    0x0D: "W",
    0x0E: "E",
    0x0F: "R",
    0x10: "Y",
    0x11: "T",
    0x12: "1",
    0x13: "2",
    0x14: "3",
    0x15: "4",
    0x16: "6",
    0x17: "5",
    0x19: "9",
    0x1A: "7",
    0x1C: "8",
    0x1D: "0",
    0x1F: "O",
    0x20: "U",
    0x22: "I",
    0x23: "P",
    0x25: "L",
    0x26: "J",
    0x28: "K",
    0x2D: "N",
    0x2E: "M",
}
"""macOS: virtual key numbers, which follow the place and not the letter."""


def place_of_key(platform: str, scan_code: int, virtual_key: int) -> str:
    """Return the US letter or digit at this place, or empty; `platform` as `sys.platform` has it.

    On macOS the place called 0 (A) cannot be told from an event without a place: then both are 0.
    """
    if platform == "darwin":
        return _MACOS.get(virtual_key, "") if virtual_key or scan_code else ""
    if platform == "win32":
        return _WINDOWS.get(scan_code, "")
    return _X11.get(scan_code, "")
