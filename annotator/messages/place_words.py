"""Where a project lies and what that means, in words."""

from collections.abc import Sequence
from pathlib import Path

from annotator.messages.quoting import show_text

_NAMED = 3


def place_line(network: str, service: str) -> str:
    """Return what it means that a project lies on a network drive, or in the folder of a service;
    "" where it lies in neither."""
    if service:
        return (
            f"This project lies in a folder that {show_text(service, 40)} synchronises. Let one"
            " machine at a time have it open, and let it finish synchronising before another opens"
            " it: else it makes a second copy of the file, and neither has everything."
        )
    if network:
        name = "" if network == "network" else f" ({show_text(network, 40)})"
        return (
            f"This project lies on a drive of the network{name}. Let one machine at a time have it"
            " open: this program sees who else has it open on this machine only. Saving is as fast"
            " as the network."
        )
    return ""


def copies_line(copies: Sequence[Path]) -> str:
    """Return that there are copies from two machines at once; "" where there are none."""
    if not copies:
        return ""
    names = ", ".join(f"“{show_text(one.name, 80)}”" for one in copies[:_NAMED])
    more = f" and {len(copies) - _NAMED} more" if len(copies) > _NAMED else ""
    return (
        "Two machines have changed it at once; what one of them did is beside it, in"
        f" {names}{more}, and can be taken in."
    )
