"""A small screen reader, run by the system's own Python, which alone has the bus's bindings.

It starts the accessibility bus and the program, asks as a screen reader does, and writes what it
found as JSON. Every wait has an end; the test that starts it ends the whole process group too.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version must be asked for first)

PATIENCE = 25.0


def wait_for(find):
    """Return what `find` finds, asked again until it does; events are heard meanwhile."""
    context = GLib.MainContext.default()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        while context.iteration(False):
            pass
        try:
            found = find()
        except GLib.Error:
            found = None  # the program is busy starting, or the part has just gone
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError(f"waited in vain: {find.__name__}")


def parts(top):
    """All accessible parts below one, it first."""
    yield top
    for number in range(top.get_child_count()):
        child = top.get_child_at_index(number)
        if child is not None and top.get_role_name() not in ("table", "list"):
            yield from parts(child)


def named(name, role):
    """A finder of the part with this role, and these words in its name."""

    def find():
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(number)
            if application is not None and application.get_name() == "annotator":
                for one in parts(application):
                    if one.get_role_name() == role and name in one.get_name():
                        return one
        return None

    find.__name__ = f"{role} {name}"
    return find


def listen(kind):
    """Return the list to which what is said of this kind of event is added."""
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register(kind)
    listen.kept.append(listener)
    return heard


listen.kept = []


def read(words):
    """Ask for everything, as somebody who cannot see does; `words` stand in a span."""
    text = wait_for(named("Article text", "text"))
    announced = listen("object:announcement")
    found = {"states": [], "announced": announced}
    wait_for(lambda: Atspi.Text.get_character_count(text) > 1)
    whole = Atspi.Text.get_text(text, 0, -1)
    found["text"] = whole
    at = whole.index(words)
    Atspi.Text.set_caret_offset(text, at + 1)
    wait_for(lambda: Atspi.Text.get_caret_offset(text) == at + 1)
    found["caret"] = Atspi.Text.get_caret_offset(text)
    wait_for(lambda: any(words in one for one in announced))
    Atspi.Text.set_caret_offset(text, 0)
    wait_for(lambda: any("out of" in one for one in announced))
    Atspi.Text.add_selection(text, at, at + len(words))
    wait_for(lambda: Atspi.Text.get_n_selections(text) == 1)
    chosen = Atspi.Text.get_selection(text, 0)
    found["selection"] = [chosen.start_offset, chosen.end_offset]
    word = Atspi.Text.get_string_at_offset(text, at, Atspi.TextGranularity.WORD)
    found["word"] = word.content
    states = text.get_state_set()
    found["states"] = [
        name
        for name in ("FOCUSABLE", "EDITABLE", "READ_ONLY", "MULTI_LINE")
        if states.contains(getattr(Atspi.StateType, name))
    ]
    found["table"] = read_table("Spans")
    found["told"] = choose_row("Spans", announced)
    open_tab("relation")
    found["relations"] = read_table("Relations")
    found["told of relation"] = choose_row("Relations", announced)
    return found


def choose_row(name, announced):
    """Select the first row of a table as a screen reader does; return what is said then."""
    before = len(announced)
    table = wait_for(named(name, "table"))
    Atspi.Table.add_row_selection(table, 0)
    wait_for(lambda: any("selected" in one for one in announced[before:]))
    return announced[before:]


def open_tab(words):
    """Press the tab that has these words in its name."""
    tab = wait_for(named(words, "page tab"))
    Atspi.Action.do_action(tab, 0)


def read_table(name):
    """The cells of a table, row by row."""
    table = wait_for(named(name, "table"))
    wait_for(lambda: Atspi.Table.get_n_rows(table) > 0)
    rows, columns = Atspi.Table.get_n_rows(table), Atspi.Table.get_n_columns(table)
    return [
        [Atspi.Table.get_accessible_at(table, row, column).get_name() for column in range(columns)]
        for row in range(rows)
    ]


def main(answer, launcher, words, command):
    """Start bus and program, read, end both; what was found stands in the file `answer` then."""
    bus = subprocess.Popen([launcher, "--launch-immediately"])
    program = subprocess.Popen(command)
    try:
        Atspi.init()
        found = read(words)
    finally:
        for one in (program, bus):
            one.kill()
            one.wait(10)
    with open(answer, "w", encoding="utf-8") as file:
        json.dump(found, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
