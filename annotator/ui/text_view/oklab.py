"""OKLab: colours as lightness and two axes of hue, so that equal steps look equal.

Björn Ottosson, "A perceptual color space for image processing" (2020). No Qt.
"""

Lab = tuple[float, float, float]
Rgb = tuple[float, float, float]
"""Red, green, blue from 0 to 1, as screens have them."""
_STEPS = 20


def to_oklab(colour: Rgb) -> Lab:
    """Return lightness (0 to 1) and the axes green to red and blue to yellow."""
    red, green, blue = (_linear(part) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def from_oklab(colour: Lab) -> Rgb:
    """Return a colour of this lightness and hue, greyer where screens have none so strong."""
    lightness, a, b = colour
    for step in range(_STEPS, 0, -1):
        found = _from_oklab((lightness, a * step / _STEPS, b * step / _STEPS))
        if all(-1e-6 <= part <= 1 + 1e-6 for part in found):
            break
    else:
        found = _from_oklab((lightness, 0.0, 0.0))
    red, green, blue = (_gamma(min(1.0, max(0.0, part))) for part in found)
    return (red, green, blue)


def distance(one: Rgb, other: Rgb) -> float:
    """Return how far apart two colours look: 0.02 can just be told, black and white are 1."""
    pairs = zip(to_oklab(one), to_oklab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _from_oklab(colour: Lab) -> Rgb:
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
