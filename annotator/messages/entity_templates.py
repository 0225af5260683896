"""Templates for what goes wrong with entities."""

from annotator.messages.templates import Choose
from annotator.model import entity_errors as e


def _linked(error: e.EntityLinked) -> str:
    spans = "1 span is" if error.count == 1 else "{count} spans are"
    return (
        f"{spans} linked to {{name:quoted}}; merge it into another, or take the links away first."
    )


def _ambiguous(error: e.EntityAmbiguous) -> str:
    return f"{len(error.ids)} entities are called {{name:quoted}}; say which by its id: {{ids}}."


ENTITY_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.EntityUnknown: "There is no entity {entity:quoted}; “annotator entities” lists them.",
    e.EntityAmbiguous: _ambiguous,
    e.EntityNameEmpty: "An entity needs a name that can be shown in a line.",
    e.EntityLinked: _linked,
    e.EntityIntoItself: "{name:quoted} is the same entity; choose another one.",
    e.EntitiesAlike: (
        "The entity {name:quoted} stands under two ids, {id} and {other}; they stay two,"
        " “annotator entities merge” makes them one."
    ),
    e.EntityDiffers: (
        "The entity {id:quoted} is called {name:quoted} here and {other:quoted} there;"
        " it stays as it is here."
    ),
}
