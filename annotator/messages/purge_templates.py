"""Templates for errors and remarks about what is erased for good."""

from annotator.messages.templates import Choose
from annotator.model import purge_errors as e


def _act_purged(error: e.ActPurged) -> str:
    verb = "done again" if error.is_redo else "taken back"
    what = (
        "What you did last was erased for good, or erased something itself, and cannot be"
        if error.count == 1
        else "The last {count} things you did were erased for good, or erased something themselves,"
        " and cannot be"
    )
    return f"{what} {verb}; what you did before that can."


def _unfinished(error: e.PurgeUnfinished) -> str:
    why = " (there is no room)" if error.is_disk_full else "{reason:aside}"
    return (
        "It is erased in {path}, but not yet in all backups in {folder}" + why + ";"
        " “annotator purge {path} finish” goes on with it, and so does opening it in the window."
    )


PURGE_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.ActPurged: _act_purged,
    e.ReasonMissing: "Say why it is to be erased: the reason is all that is kept of it.",
    e.PurgeRefused: (
        "Nothing can be erased while articles or a colleague’s project are coming in; wait for"
        " that, and try again."
    ),
    e.PurgeUnfinished: _unfinished,
    e.ArticlePurged: (
        "The article {document:quoted} was erased here and stays out, unless that is asked for"
        " (--with-purged)."
    ),
}
