"""Templates for what goes wrong with suggestions."""

from annotator.messages.templates import Choose
from annotator.model import suggest_errors as e

SUGGEST_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.TrainingFailed: (
        "Nothing new was learned from your labels: {why}. Suggestions go on as before,"
        " and it is tried again after more articles."
    ),
}
