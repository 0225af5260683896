"""The model that was trained on my labels: kept in this user's cache, used while it fits."""

import os
import tempfile
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import orjson
from platformdirs import user_cache_path

from annotator.model.suggest_errors import TrainingFailed
from annotator.project.road import Road
from annotator.project.rows import IsCancelled
from annotator.project.suggesting.learning import my_articles, my_documents
from annotator.storage.annotations import read_finished
from annotator.suggest.card import Card, card_of, plain_of
from annotator.suggest.child import train_in_child
from annotator.suggest.tagger import Tagger, can_learn
from annotator.suggest.training import Learned

EVERY = 10
"""Finished articles before it learns for the first time, and before it learns again."""
_MODEL, _CARD = "model", "card.json"
_FORGOTTEN = "forgotten.json"
"""How many articles were finished when what was learned was forgotten: nothing is learned of itself
before there are ten more, whatever is started again meanwhile."""


def models_folder() -> Path:
    """Return where this user's models are kept. None is ever taken from elsewhere."""
    return user_cache_path("annotator", appauthor=False) / "models"


class Trained:
    """Trains, keeps and gives out the model of whoever has signed in. Any thread may ask."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._lock = threading.Lock()
        self._training = threading.Lock()
        self._whose: str | None = None
        self._card: Card | None = None
        self._tagger: Tagger | None = None
        self._tried: dict[str, int] = {}
        """Annotator -> how many articles were finished when it was last tried."""

    def get(self) -> tuple[Card, Tagger] | None:
        """Return the model and what is known of it; None where none was trained, or where an
        article that it learned from is no longer there."""
        with self._lock:
            me = self._road.my_id
            if self._whose != me:
                self._whose, self._card, self._tagger = me, None, None
                self._load()
            if self._card is None or self._tagger is None:
                return None
            return self._card, self._tagger

    def look_again(self) -> None:
        """Read what is kept anew when it is next asked for: articles may have gone."""
        self._whose = None

    def is_due(self) -> bool:
        """Tell whether so many articles were finished since that it should learn (again)."""
        return self.to_go() == 0

    def to_go(self) -> int | None:
        """Return how many articles more are to be finished before it learns of itself; None where
        it never does: nobody has signed in, or the library is missing."""
        me = self._road.my_id
        if me is None or not can_learn():
            return None
        kept = self.get()
        last = max(kept[0].finished if kept else 0, self._tried.get(me, 0), self._forgotten(me))
        return max(0, last + EVERY - len(self._finished(me)))

    def train(self, *, is_exact: bool, is_cancelled: IsCancelled = lambda: False) -> Card | None:
        """Learn from the articles I have finished, in a process of its own, and return how good it
        is; None where there are too few, or where it is being learned already. What was known
        before stays where this fails. Cancelled, TrainingFailed."""
        me = self._road.my_id
        if me is None or not can_learn() or not self._training.acquire(blocking=False):
            return None
        try:
            finished = self._finished(me)
            if len(finished) < EVERY:
                return None
            documents = [one for one in my_documents(self._road) if one in finished]
            articles = [
                Learned(document.id, document.text, tuple(mine.spans.values()))
                for document, mine in my_articles(self._road, documents, is_cancelled)
            ]
            if not any(one.spans for one in articles):
                return None
            self._tried[me] = len(finished)
            return self._train(me, articles, is_exact, is_cancelled)
        finally:
            self._training.release()

    def forget(self) -> None:
        """Delete the model, and what is known of it; it learns again when it is asked to, or after
        ten more articles."""
        me = self._road.my_id
        with self._lock:
            self._whose, self._card, self._tagger = me, None, None
            if me is None:
                return
            self._delete(me)
            with suppress(OSError):
                noted = orjson.dumps(len(self._finished(me)))
                (self._folder(me) / _FORGOTTEN).write_bytes(noted)

    def _forgotten(self, me: str) -> int:
        try:
            said = orjson.loads((self._folder(me) / _FORGOTTEN).read_bytes())
        except (OSError, ValueError):
            return 0
        return said if isinstance(said, int) else 0

    def _delete(self, me: str) -> None:
        for name in (_CARD, _MODEL):
            with suppress(OSError):
                (self._folder(me) / name).unlink(missing_ok=True)

    def _train(
        self, me: str, articles: list[Learned], is_exact: bool, is_cancelled: IsCancelled
    ) -> Card:
        folder = self._folder(me)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="training-", dir=folder) as beside:
                made = Path(beside) / _MODEL
                card = train_in_child(articles, made, is_exact=is_exact, is_cancelled=is_cancelled)
                model = made.read_bytes()
                noted = plain_of(card) | {"sha256": sha256(model).hexdigest()}
                (Path(beside) / _CARD).write_bytes(orjson.dumps(noted))
                os.replace(made, folder / _MODEL)
                os.replace(Path(beside) / _CARD, folder / _CARD)
            (folder / _FORGOTTEN).unlink(missing_ok=True)
        except OSError as error:
            raise TrainingFailed(error.strerror or str(error)) from error
        with self._lock:
            self._whose, self._card, self._tagger = me, card, Tagger(model)
        return card

    def _load(self) -> None:
        """Read what is kept; what is broken, half written or of other articles is left alone."""
        me = self._road.my_id
        if me is None or not can_learn():
            return
        folder = self._folder(me)
        try:
            body = orjson.loads((folder / _CARD).read_bytes())
            model = (folder / _MODEL).read_bytes()
            is_whole = body.pop("sha256") == sha256(model).hexdigest()
            card = card_of(body)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return
        if not set(card.documents) <= set(my_documents(self._road)):
            self._delete(me)  # words of what is gone shall not stay
        elif is_whole:
            self._card, self._tagger = card, Tagger(model)

    def _finished(self, me: str) -> set[str]:
        """Return the articles (ids) that I have finished, as they are saved."""
        with self._road.store.reading() as connection:
            return read_finished(connection, me)

    def _folder(self, me: str) -> Path:
        named = f"{self._road.store.path}\n{me}"
        return models_folder() / sha256(named.encode(errors="surrogatepass")).hexdigest()[:24]
