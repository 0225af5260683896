"""Templates for errors of a hub on a server. See `annotator.messages.templates`."""

from annotator.messages.templates import Choose
from annotator.model import server_errors as e

SERVER_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.HubUnreachable: (
        "{hub:quoted} does not answer{reason:colon}; your work is kept here and goes with the next "
        "push."
    ),
    e.PasswordWrong: (
        "{hub:quoted} does not let {role:quoted} in: the password is wrong, or the role is not "
        "there any more; “annotator hub password” sets it anew."
    ),
    e.CertificateWrong: (
        "{hub:quoted} cannot prove that it is the one you mean{reason:colon}; nothing was sent. "
        "Ask whoever looks after it whether its certificate has changed."
    ),
    e.NotOfTheTeam: (
        "{hub:quoted} does not count {role:quoted} among its people; ask whoever looks after it. "
        "Your work is kept here."
    ),
    e.RightMissing: "{hub:quoted} does not let you do that{what:colon}; nothing was changed.",
    e.HubRefuses: "{hub:quoted} does not do that{reason:colon}; nothing was changed.",
    e.HubNotMade: "{hub:quoted} is no hub yet; “annotator hub init” makes it one.",
    e.HubTooOld: (
        "{hub:quoted} was made by an older version of annotator (step {version} of {known}); "
        "whoever looks after it says “annotator hub init” once more."
    ),
    e.RoleExists: (
        "{hub:quoted} has somebody with the role {role:quoted}, or that annotator, already."
    ),
    e.ServerNeeded: (
        "{hub:quoted} is a folder, which gives out no work; divide it with “annotator assign”."
    ),
    e.AddressWrong: (
        "{address:quoted} is no address of a server; write postgresql://role@host/database."
    ),
    e.PersonOther: (
        "{hub:quoted} knows you as {hub_name:quoted}, who is not the {name:quoted} of this "
        "project: begin with “annotator hub join”, or be added to the hub from this project."
    ),
}
