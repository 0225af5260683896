"""How much memory and time a piece of work takes, in a process of its own."""

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

_CHILD = """
import re, sys, time
from pathlib import Path
{imports}
begun = time.process_time()
try:
    {work}
    outcome = "done"
except AnnotatorError as error:
    outcome = type(error).__name__
took = time.process_time() - begun
# Not what the system says of its children: that begins with what their parent had.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(f"{{outcome}} {{took:.2f}} s {{peak:.0f}} MB")
"""


class Measured(NamedTuple):
    """What became of it (the name of our error, or "done"), seconds of the processor, megabytes."""

    outcome: str
    seconds: float
    megabytes: float


def measure(imports: str, work: str, *arguments: str | Path) -> Measured:
    """Run statements with these arguments in `sys.argv`. Linux only."""
    imports = f"from annotator.model.errors import AnnotatorError\n{imports}"
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(imports=imports, work=work), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    found = re.fullmatch(r"(\w+) ([\d.]+) s (\d+) MB\n", done.stdout)
    assert found is not None, done.stderr
    return Measured(found[1], float(found[2]), float(found[3]))
