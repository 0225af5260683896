"""Label Studio at work, spoken to as its page does."""

import json
from pathlib import Path
from typing import Any

from beside.serving import Served, free_port, install, password
from beside.work import TIMES, Corpus, Taken, seconds
from shipping.places import Stop

_WHO = "peer@example.org"


def measure(folder: Path, corpus: Corpus) -> Taken:
    """Install it, give it the work, and end it."""
    scripts = install(folder / "label-studio", "label-studio")
    (made,) = (folder / "label-studio").glob("lib/python*/site-packages/label_studio-*.dist-info")
    port, secret = free_port(), password()
    home = folder / "label-studio-home"
    environment = {
        "LABEL_STUDIO_BASE_DATA_DIR": str(home),
        "COLLECT_ANALYTICS": "False",
        "LATEST_VERSION_CHECK": "False",
        "PATH": f"{scripts}:/usr/bin:/bin",
    }
    served = Served(home, environment, port)
    taken = Taken(f"Label Studio {made.name.split('-')[1].removesuffix('.dist')}")
    try:
        served.start(
            str(scripts / "label-studio"), "start", "--no-browser", "--port", str(port),
            "--internal-host", "127.0.0.1", "--username", _WHO, "--password", secret,
        )  # fmt: skip
        served.wait_for_page("/user/login")
        served.sign_in("/user/login", {"email": _WHO, "password": secret})
        _work(served, corpus, taken)
    finally:
        taken.megabytes = served.end()
    return taken


def _work(served: Served, corpus: Corpus, taken: Taken) -> None:
    config = (corpus.label_studio / "config.xml").read_text(encoding="utf-8")
    project = served.ask("POST", "/api/projects/", {"title": "Same work", "label_config": config})
    id = project["id"]
    tasks = corpus.label_studio / "tasks.json"
    page = f"/api/projects/{id}"
    taken.importing = seconds(lambda: served.upload(f"{page}/import", "file", tasks))
    found = served.ask("GET", f"{page}/tasks/?page_size={TIMES}&page=1")
    count = served.ask("GET", f"{page}/")["task_number"]
    if count != corpus.articles:
        raise Stop(f"Label Studio has {count} of {corpus.articles} articles.")
    for one in found:
        _open_and_save(served, id, one["id"], taken)
    taken.exporting = seconds(lambda: _export(served, page, corpus.articles))


def _export(served: Served, page: str, count: int) -> None:
    said = served.ask("GET", f"{page}/export?exportType=JSON&download_all_tasks=true")
    if len(said if isinstance(said, list) else json.loads(said)) != count:
        raise Stop("Label Studio exported too few articles.")


def _open_and_save(served: Served, project: int, task: int, taken: Taken) -> None:
    """The request that its page makes for an article; a span goes with all others of it."""
    held: list[dict[str, Any]] = []
    page = f"/api/tasks/{task}/?project={project}"
    taken.opening.append(seconds(lambda: held.append(served.ask("GET", page))))
    annotation = held[0]["annotations"][0]
    result = annotation["result"]
    like = next(one for one in result if one["type"] == "labels")
    new = {**like, "id": "new0000001", "value": {**like["value"], "start": 1, "end": 3}}
    body = {"result": [*result, new]}
    page = f"/api/annotations/{annotation['id']}/?taskID={task}&project={project}"
    taken.saving.append(seconds(lambda: served.ask("PATCH", page, body)))
