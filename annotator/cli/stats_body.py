"""What the Overview shows, as the objects that `stats --json` prints: names where numbers have ids.

`Project.overview` has the numbers and says what they mean.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from annotator.cli.agreement_body import names_of
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress

if TYPE_CHECKING:
    from annotator.project.overview.agreement import Drift, Scores
    from annotator.project.overview.narrowed import Narrowed
    from annotator.project.overview.spread import Spread
    from annotator.review.agreement import F1

Part = Literal["progress", "labels", "corpus", "agreement", "pace", "news"]
PARTS: tuple[Part, ...] = get_args(Part)
Body = dict[str, Any]


class StatsBody:
    """Makes the objects, part by part."""

    def __init__(
        self,
        project: Project,
        narrowed: "Narrowed",
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> None:
        self._overview = project.overview
        self._narrowed = narrowed
        self._told: Any = {"progress": progress, "is_cancelled": is_cancelled}
        self._people: dict[str | None, str | None] = {None: None}
        self._people |= {one.id: one.name for one in project.annotators(with_second_times=True)}
        self._labels = names_of(project.label_set)
        self._attributes = {one.id: one.name for one in project.label_set.attributes}

    def make(self, part: Part) -> Body:
        """Return a part. Cancelled."""
        make: Any = getattr(self, f"_{part}_part")
        made: Body = make()
        return made

    def _progress_part(self) -> Body:
        overview, narrowed = self._overview, self._narrowed
        states = overview.by_state(narrowed)
        days = overview.by_day(narrowed, **self._told)
        return {
            "articles": {"all": states.all, **states._asdict()},
            "annotators": [
                one._asdict() | {"annotator": self._people[one.annotator]}
                for one in overview.by_annotator(narrowed)
            ],
            "by_day": {
                "days": days.days,
                "finished": {self._people[who]: counts for who, counts in days.counts.items()},
                "came_finished": days.came_finished,
            },
            "forecast": overview.forecast(narrowed, **self._told)._asdict(),
            "disputed": len(overview.disputed(narrowed, **self._told)),
        }

    def _labels_part(self) -> Body:
        overview, narrowed = self._overview, self._narrowed
        return {
            kind: {
                self._named(one.label): {"times": one.times, "articles": one.articles}
                for one in counts
            }
            for kind, counts in (
                ("spans", overview.span_labels(narrowed)),
                ("relations", overview.relation_labels(narrowed)),
            )
        }

    def _corpus_part(self) -> Body:
        overview, narrowed = self._overview, self._narrowed
        overview.count_corpus(**self._told)
        per_words = overview.spans_per_thousand_words(narrowed, **self._told)
        return {
            "spans_per_set": _spread(overview.spans_per_set(narrowed)),
            "spans_per_thousand_words": _spread(per_words),
            "span_lengths": _spread(overview.span_lengths(narrowed)),
            "article_lengths": _spread(overview.article_lengths(narrowed)),
            "by_tenth": self._by_label(overview.by_tenth(narrowed)),
            "frequent_texts": {
                self._named(label): [one._asdict() for one in rows]
                for label, rows in overview.frequent_texts(narrowed).items()
            },
            "ties": [
                one._asdict() | {end: self._named(getattr(one, end)) for end in _ENDS}
                for one in overview.ties(narrowed)
            ],
            "values": [
                one._asdict()
                | {
                    "attribute": self._attributes.get(one.attribute, one.attribute),
                    "label": self._named(one.label) if one.label else None,
                }
                for one in overview.values(narrowed)
            ],
            "growth": overview.growth(narrowed)._asdict(),
            "sources": dict(overview.by_source(narrowed)),
            "dates": dict(overview.by_date(narrowed)),
            "languages": dict(overview.by_language(narrowed)),
        }

    def _agreement_part(self) -> Body:
        overview, narrowed, told = self._overview, self._narrowed, self._told
        now = overview.agreement(narrowed, **told)
        return {
            "whole": self._scores(now.whole),
            "pairs": [
                {
                    "a": self._people[one.first],
                    "b": self._people[one.second],
                    **self._scores(one.scores),
                    "confusion": self._confusion(one.first, one.second),
                }
                for one in now.pairs
            ],
            "over_time": [
                {
                    "month": one.period[:7],
                    "articles": one.articles,
                    "span_f1": _f1(one.span_f1),
                    "relation_f1": _f1(one.relation_f1),
                }
                for one in overview.agreement_over_time(narrowed, **told)
            ],
            "assistance": self._assistance(),
            "drift": self._drifts(overview.drift(narrowed, **told)),
            "drift_from_curated": self._drifts(overview.drift(narrowed, with_curated=True, **told)),
        }

    def _assistance(self) -> Body:
        told = self._overview.assistance(self._narrowed, **self._told)
        shares = {
            name: {"value": one.value, "low": one.low, "high": one.high,
                   "spans": one.first, "same": one.matched}
            for name, one in told.shares().items()
        }  # fmt: skip
        return {
            **shares,
            "articles_without": len(told.documents_without),
            "span_f1_without": _f1(told.without),
            "span_f1_with": _f1(told.others),
        }

    def _confusion(self, first: str, second: str) -> Body:
        told = self._overview.confusion(first, second, self._narrowed, **self._told)
        return {
            "labels": [self._named(label) for label in told.labels],
            "same_boundaries": told.counts,
            "other_boundaries": told.apart,
            "only_a": told.only_first,
            "only_b": told.only_second,
        }

    def _drifts(self, drifts: "Iterable[Drift]") -> list[Body]:
        return [
            {
                "a": self._people[one.first],
                "b": self._people[one.second],
                "articles": one.articles,
                "early": _f1(one.early),
                "late": _f1(one.late),
                "change": None
                if one.change is None
                else dict(zip(("value", "low", "high"), one.change, strict=True)),
            }
            for one in drifts
        ]

    def _scores(self, scores: "Scores") -> Body:
        breakdown = scores.breakdown._asdict()
        breakdown["only_a"] = breakdown.pop("only_first")
        breakdown["only_b"] = breakdown.pop("only_second")
        return {
            "articles": scores.articles,
            "span_f1": _f1(scores.span_f1),
            "boundary_f1": _f1(scores.boundary_f1),
            "overlap_f1": _f1(scores.overlap_f1),
            "relation_f1": _f1(scores.relation_f1),
            "breakdown": breakdown,
            "labels": {self._named(label): _f1(one) for label, one in scores.labels.items()},
        }

    def _pace_part(self) -> Body:
        found: Body = {}
        for who in self._narrowed.annotators:
            if who is None:
                continue
            pace = self._overview.pace_of(who, self._narrowed, **self._told)
            found[str(self._people[who])] = {
                "idle_minutes": pace.idle_minutes,
                "hours": pace.hours,
                "spans_per_hour": pace.spans_per_hour,
                "words_per_hour": pace.words_per_hour,
                "acts_per_span": pace.acts_per_span,
                "seconds_per_article": _spread(pace.time_per_article),
                "sessions": [one._asdict() for one in pace.sessions],
            }
        return found

    def _news_part(self) -> Body:
        graph = self._overview.news(self._narrowed)
        return {
            "nodes": [one._asdict() | {"label": self._named(one.label)} for one in graph.nodes],
            "ties": [one._asdict() | {"label": self._named(one.label)} for one in graph.ties],
            "left_out": graph.left_out,
        }

    def _named(self, label: str) -> str:
        return self._labels.get(label, label)

    def _by_label(self, counts: Mapping[str, Any]) -> Body:
        return {self._named(label): value for label, value in counts.items()}


_ENDS = ("head", "label", "tail")


def _spread(one: "Spread") -> Body:
    return one._asdict() | {"bars": [bar._asdict() for bar in one.bars]}


def _f1(one: "F1") -> Body:
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "matched": one.matched,
        "a": one.first,
        "b": one.second,
    }
