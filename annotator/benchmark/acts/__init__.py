"""The acts that need no window, each measured beside its floor: by the id of its promise."""

from collections.abc import Callable

from annotator.benchmark.acts.files import (
    measure_export,
    measure_import,
    measure_merge,
    measure_verify,
)
from annotator.benchmark.acts.finding import measure_filter, measure_search
from annotator.benchmark.acts.labelling import measure_label_all, measure_save
from annotator.benchmark.acts.people import measure_agreement, measure_compare
from annotator.benchmark.ground import Ground
from annotator.benchmark.measured import Measured

ACTS: dict[str, Callable[[Ground], Measured]] = {
    "save": measure_save,
    "label-all": measure_label_all,
    "filter": measure_filter,
    "search": measure_search,
    "import": measure_import,
    "export": measure_export,
    "verify": measure_verify,
    "merge": measure_merge,
    "agreement": measure_agreement,
    "compare": measure_compare,
}
