"""The acts that are measured in a window, by the id of their promise."""

from collections.abc import Callable

from annotator.benchmark.ground import Ground
from annotator.benchmark.measured import Measured
from annotator.ui.benchmark.labelling import (
    measure_key,
    measure_key_beside,
    measure_key_small,
    measure_undo,
)
from annotator.ui.benchmark.reading import (
    measure_list_scroll,
    measure_open_large,
    measure_open_small,
    measure_scroll,
)
from annotator.ui.benchmark.starting import (
    measure_open_many,
    measure_start_page,
    measure_start_project,
)

WINDOW_ACTS: dict[str, Callable[[Ground], Measured]] = {
    "start-page": measure_start_page,
    "start-project": measure_start_project,
    "open-many": measure_open_many,
    "list-scroll": measure_list_scroll,
    "open-small": measure_open_small,
    "open-large": measure_open_large,
    "scroll": measure_scroll,
    "key": measure_key,
    "key-small": measure_key_small,
    "key-beside": measure_key_beside,
    "undo": measure_undo,
}
