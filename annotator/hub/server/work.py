"""Who is given what to label: articles claimed, offered and released, and how far it is."""

from typing import NamedTuple

from annotator.hub.server.server import ServerHub
from annotator.model.server_errors import RightMissing

LEASE_DAYS = 7


class PersonState(NamedTuple):
    """One of the team: a role, an annotator's name, and how much was claimed and finished."""

    role: str
    name: str
    kind: str
    claimed: int
    finished: int


class WorkState(NamedTuple):
    """How far the work of a hub is."""

    people: list[PersonState]
    articles: int
    """Loaded or pushed, and offered."""
    slots: int
    """How many times in all somebody is to label one."""


class Work:
    """The claims of a hub."""

    def __init__(self, hub: ServerHub) -> None:
        self._hub = hub

    def claim(self, count: int, days: int = LEASE_DAYS) -> list[str]:
        """Take articles (their ids) to label, at most so many, that others may not have taken as
        often as they are wanted; they are mine for some days, and longer with each push."""
        rows = self._hub.ask(
            "SELECT annotator.claim_tasks(%s, make_interval(days => %s))", count, days
        )
        return [document for (document,) in rows]

    def offer(self, per_article: int, priority: int = 0) -> int:
        """Let all articles that nobody was asked to label yet be claimed, each by so many people;
        return how many articles that were. RightMissing."""
        if self._hub.me is None or self._hub.me.kind != "coordinator":
            raise RightMissing(self._hub.name, "only coordinators give out articles")
        rows = self._hub.ask(
            "WITH new AS ("
            " INSERT INTO annotator.tasks (document, slots_left, priority)"
            " SELECT document, %s, %s FROM annotator.articles"
            " WHERE NOT EXISTS (SELECT 1 FROM annotator.tasks"
            "  WHERE tasks.document = articles.document)"
            " ON CONFLICT (document) DO NOTHING RETURNING 1"
            "), counted AS (SELECT count(*) AS articles FROM new),"
            " noted AS (INSERT INTO annotator.loads (load, articles, slots)"
            " SELECT gen_random_uuid()::text, articles, articles * %s FROM counted"
            " WHERE articles > 0) SELECT articles FROM counted",
            per_article,
            priority,
            per_article,
        )
        return int(rows[0][0])

    def release(self, documents: list[str]) -> int:
        """Let annotators see what others said of articles (ids), finished or not; return how many
        that are new. RightMissing."""
        return len(
            self._hub.ask(
                "INSERT INTO annotator.released (document) SELECT unnest(%s::text[])"
                " ON CONFLICT (document) DO NOTHING RETURNING 1",
                documents,
            )
        )

    def state(self) -> WorkState:
        """Return how far it is; of annotators who ask, only what is theirs."""
        people = self._hub.ask(
            "SELECT role, name, kind, claimed, finished FROM annotator.people ORDER BY name"
        )
        ((articles, slots),) = self._hub.ask(
            "SELECT coalesce(sum(articles), 0)::bigint, coalesce(sum(slots), 0)::bigint"
            " FROM annotator.loads"
        )
        return WorkState([PersonState(*row) for row in people], articles, slots)
