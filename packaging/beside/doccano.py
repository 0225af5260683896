"""doccano at work: its web server and its queue of tasks, spoken to as its page does."""

import json
import time
from pathlib import Path
from typing import Any

from beside.serving import Served, free_port, install, password
from beside.work import TIMES, Corpus, Taken, seconds
from shipping.places import Stop

VERSION = "1.8.4"
_PACKAGES = (f"doccano=={VERSION}", "setuptools<81", "marshmallow<4", "numpy<2")
"""What it asks for and does not name as it was then: later ones have left out what it uses."""
_TASK = "RelationExtraction"


def measure(folder: Path, corpus: Corpus) -> Taken:
    """Install it, give it the work, and end it."""
    scripts = install(folder / "doccano", *_PACKAGES)
    port, secret = free_port(), password()
    home = folder / "doccano-home"
    environment = {"DOCCANO_HOME": str(home), "PATH": f"{scripts}:/usr/bin:/bin"}
    served = Served(home, environment, port)
    taken = Taken(f"doccano {VERSION}")
    program = str(scripts / "doccano")
    try:
        served.run(program, "init")
        served.run(program, "createuser", "--username", "peer", "--password", secret)
        served.start(program, "webserver", "--port", str(port), "--workers", "1")
        served.start(program, "task", "--concurrency", "1")
        served.wait_for_page("/v1/health/?format=json")
        served.ask("POST", "/v1/auth/login/", {"username": "peer", "password": secret})
        _work(served, corpus, taken)
    finally:
        taken.megabytes = served.end()
    return taken


def _work(served: Served, corpus: Corpus, taken: Taken) -> None:
    project = served.ask(
        "POST",
        "/v1/projects",
        {
            "name": "Same work",
            "description": "Same work",
            "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject",
            "allow_overlapping": True,
            "use_relation": True,
            "guideline": "",
            "tags": [],
        },
    )
    page = f"/v1/projects/{project['id']}"
    for kind in ("span", "relation"):
        served.upload(f"{page}/{kind}-type-upload", "file", corpus.doccano / f"{kind}_types.json")
    taken.importing = seconds(lambda: _import(served, page, corpus))
    found = served.ask("GET", f"{page}/examples?limit={TIMES}&offset=0")
    if found["count"] != corpus.articles:
        raise Stop(f"doccano has {found['count']} of {corpus.articles} articles.")
    _open_and_save(served, page, found["results"], taken)
    taken.exporting = seconds(lambda: _export(served, page))


def _import(served: Served, page: str, corpus: Corpus) -> None:
    (lines,) = corpus.doccano.glob("*.jsonl")
    upload = served.upload("/v1/fp/process/", "filepond", lines).decode()
    body = {"uploadIds": [upload], "task": _TASK, "format": "JSONL"}
    _wait(served, served.ask("POST", f"{page}/upload", body))


def _export(served: Served, page: str) -> None:
    said = served.ask("POST", f"{page}/download", {"format": "JSONL", "exportApproved": False})
    _wait(served, said)
    if not served.ask("GET", f"{page}/download?taskId={said['task_id']}"):
        raise Stop("doccano exported nothing.")


def _wait(served: Served, said: dict[str, Any]) -> None:
    while True:
        served.check()
        status = served.ask("GET", f"/v1/tasks/status/{said['task_id']}")
        if status["ready"]:
            break
        time.sleep(0.05)
    faults = status["result"].get("error") if isinstance(status["result"], dict) else None
    if faults:
        raise Stop(f"doccano could not do it: {json.dumps(faults)[:300]}")


def _open_and_save(served: Served, page: str, articles: list[dict[str, Any]], taken: Taken) -> None:
    """The requests that its page makes for an article, and the one for a span."""
    label = served.ask("GET", f"{page}/span-types")[0]["id"]
    for number, one in enumerate(articles):
        example = f"{page}/examples/{one['id']}"

        def read(number: int = number, example: str = example) -> None:
            served.ask("GET", f"{page}/examples?limit=1&offset={number}")
            served.ask("GET", f"{example}/spans")
            served.ask("GET", f"{example}/relations")
            served.ask("GET", f"{example}/states")

        taken.opening.append(seconds(read))
        span = {"label": label, "start_offset": 1, "end_offset": 3}
        span |= {"example": one["id"], "prob": 0.0}

        def save(span: dict[str, Any] = span, example: str = example) -> None:
            served.ask("POST", f"{example}/spans", span)

        taken.saving.append(seconds(save))
