"""Templates for errors of what a team shares. See `annotator.messages.templates`."""

from annotator.messages.templates import Choose
from annotator.model import hub_errors as e

HUB_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.HubMissing: (
        "{path} is no shared folder of annotator: name another, or make it one with "
        "“annotator hub init”."
    ),
    e.HubExists: "{path} is a shared folder of annotator already; it was left as it is.",
    e.HubUnreadable: "The shared folder {path} cannot be used{reason:colon}; nothing here changed.",
    e.HubTooNew: (
        "What {hub:quoted} has was made by a newer version of annotator; update this one to take "
        "it in."
    ),
    e.HubUnknown: "{path} is not shared yet: name a shared folder.",
    e.StreamBroken: (
        "What {person:quoted} has shared is not whole from revision {seq} on; what comes before it "
        "is used, the rest when it has arrived, or {person:quoted} has said “annotator hub push "
        "--again”."
    ),
    e.StreamForked: (
        "What {person:quoted} has shared is no longer what it was at revision {seq}: it was "
        "exchanged or tampered with, so nothing more of it is taken in."
    ),
    e.RevisionRefused: "Revision {seq} of {person:quoted} was left out: {reason}.",
    e.HeadsDiffer: (
        "The hub has {there} revisions of {person:quoted} where there are {here} here; push again."
    ),
}
