"""What holds for every test: the guards, a screen that is not there, and Hypothesis profiles."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.guards.home",
    "tests.guards.logs",
    "tests.guards.leaks",
    "tests.guards.patience",
    "tests.guards.qt_messages",
    "tests.guards.skips",
    "tests.trust.plugin",
    "tests.hub.server",
]

# To watch the tests on a real screen, set QT_QPA_PLATFORM to its platform (xcb, cocoa, windows).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadlines: a slow machine is not a fault. In CI the same examples every time.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("local", **UNHURRIED)
settings.register_profile("ci", derandomize=True, print_blob=True, **UNHURRIED)
settings.load_profile("ci" if os.environ.get("CI") else "local")
