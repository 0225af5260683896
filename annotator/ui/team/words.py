"""What the window of a team says of a hub and of what was exchanged."""

from collections.abc import Sequence

from annotator.messages import sentence
from annotator.model import hub_errors, server_errors
from annotator.model.errors import AnnotatorError
from annotator.project.sharing.report import HubState, SyncReport
from annotator.ui.models.article_words import count_words
from annotator.ui.team.exchanging import Exchanged

_NO_STORE = "This system has no key store: the password is asked each time."
_HERE: dict[type[BaseException], str] = {
    hub_errors.HubMissing: (
        "{path} is no shared folder of annotator: choose another, or press “Make it a hub”."
    ),
    hub_errors.StreamBroken: (
        "What {person:quoted} has shared is not whole from revision {seq} on; what comes before it "
        "is used, the rest when it has arrived: exchange again later."
    ),
    hub_errors.HeadsDiffer: (
        "The hub has {there} revisions of {person:quoted} where there are {here} here; exchange "
        "again."
    ),
    server_errors.HubUnreachable: (
        "{hub:quoted} does not answer{reason:colon}; your work is kept here and goes with the next "
        "exchange."
    ),
    server_errors.PasswordWrong: (
        "{hub:quoted} does not let {role:quoted} in: the password is wrong, or the role is not "
        "there any more; type the password in the field above."
    ),
    server_errors.HubNotMade: (
        "{hub:quoted} is no hub yet; if you look after that server, press “Make it a hub”."
    ),
    server_errors.HubTooOld: (
        "{hub:quoted} was made by an older version of annotator (step {version} of {known}); "
        "whoever looks after it presses “Make it a hub” in this window once more."
    ),
    server_errors.ServerNeeded: (
        "{hub:quoted} is a folder, which gives out no work; assign articles in the project instead."
    ),
    server_errors.PersonOther: (
        "{hub:quoted} knows you as {hub_name:quoted}, who is not the {name:quoted} of this "
        "project: ask whoever looks after it to add you from this project."
    ),
}
"""What the window says where the command line names commands."""


def fault_words(error: AnnotatorError | OSError) -> str:
    """Return what is wrong, and what to do about it in the window."""
    return sentence(error, lambda template: _HERE.get(type(error), template))


def state_rows(state: HubState) -> list[tuple[str, str]]:
    """Return how a project stands to its hub, in two columns."""
    others = [one for one in state.streams if not one.is_mine]
    new = sum(max(0, one.there - one.here) for one in others)
    mine = sum(max(0, one.here - one.there) for one in state.streams if one.is_mine)
    waiting = count_words(state.waiting, "article") if state.waiting else "nothing"
    if mine:
        waiting += f", and {count_words(mine, 'revision')} that the hub lacks"
    people = sorted({one.person for one in others})
    rows = [
        ("Hub", state.hub),
        ("Last exchanged", _moment(state.last_sync)),
        ("Waits to be sent", waiting),
        ("New from others", count_words(new, "revision") if new else "nothing"),
        ("Who takes part", ", ".join(people) if people else "nobody else yet"),
    ]
    rows += [
        (one.person, f"{one.kind}: {one.finished:,} finished of {one.claimed:,} claimed")
        for one in state.people
    ]
    return rows


def fault_lines(state: HubState, reports: Sequence[SyncReport] = ()) -> list[str]:
    """Return what was refused or left out, and why, a line each and each once."""
    lines = [f"Your revision {seq} was refused: {why}." for seq, why in state.refused]
    lines += [
        f"Revision {seq} of {person} was left out: {why}." for person, seq, why in state.unfit
    ]
    lines += [fault_words(error) for report in reports for error in report.problems]
    return list(dict.fromkeys(lines))


def result_words(done: Exchanged) -> str:
    """Return what has been done, in one line; "" where only a look was taken."""
    parts = []
    if done.claimed:
        parts.append(f"{count_words(done.claimed, 'article')} claimed")
    if done.released:
        parts.append(f"{count_words(done.released, 'article')} released")
    for report in done.reports:
        if report.sent or report.articles_sent:
            parts.append(f"{_both(report.sent, report.articles_sent)} sent")
        if report.fetched or report.articles_fetched:
            parts.append(f"{_both(report.fetched, report.articles_fetched)} taken in")
        if report.waiting:
            parts.append(f"{report.waiting:,} wait for what has not arrived yet")
    words = " · ".join(parts)
    if not words and done.reports:
        words = "Nothing new on either side"
    words += "." if words else ""
    if done.is_password_kept is False:
        words = f"{words} {_NO_STORE}".strip()
    return words


def _both(revisions: int, articles: int) -> str:
    parts = [
        count_words(count, name)
        for count, name in ((revisions, "revision"), (articles, "article"))
        if count
    ]
    return " and ".join(parts)


def _moment(moment: str) -> str:
    return moment.replace("T", " ").replace("+00:00", " UTC") if moment else "not yet"
