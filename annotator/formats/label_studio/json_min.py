"""JSON-MIN, Label Studio's short export: labels stand beside the data, by their controls' names."""

from collections.abc import Iterator
from typing import Any


def is_region_list(value: Any) -> bool:
    """Tell whether a value is a list of regions."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and "start" in one and "labels" in one for one in value)
    )


def as_results(control: str, value: Any) -> Iterator[dict[str, Any]]:
    """Yield the results that the value of a control stands for."""
    if is_region_list(value):
        for one in value:
            yield {"type": "labels", "from_name": control, "value": one}
    elif isinstance(value, str):
        yield {"type": "choices", "from_name": control, "value": {"choices": [value]}}
    elif isinstance(value, dict) and isinstance(value.get("choices"), list):
        yield {"type": "choices", "from_name": control, "value": value}
    elif isinstance(value, int | float):
        yield {"type": "number", "from_name": control, "value": {"number": value}}
