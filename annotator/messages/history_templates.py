"""Templates for what goes wrong with looking back."""

from annotator.messages.templates import Choose
from annotator.model import history_errors as e


def _unknown(error: e.ActUnknown) -> str:
    if not error.last:
        return "Nothing has been done in this project yet: there is no act {seq}."
    return "The history has no act {seq}; the last one is {last}."


HISTORY_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.ActUnknown: _unknown,
    e.NotThereThen: "After act {seq} the article “{document}” had not come in yet.",
    e.PastUntold: (
        "How “{document}” was labelled by {annotator} after act {seq} cannot be told: what the"
        " history says and what stands there do not go together. Nothing was changed;"
        " “annotator check” looks further."
    ),
    e.AnnotationUnknown: (
        "The article “{document}” has no span or relation “{annotation}”, and never had one."
    ),
}
