"""For all tests. With MAILGATE_NO_SKIPS a skipped test is a failure: what CI didn't try, it doesn't know."""

from __future__ import annotations

import os

import hypothesis
import pytest

# a test doesn't time: a busy machine is no finding
hypothesis.settings.register_profile("mailgate", deadline=None)
hypothesis.settings.load_profile("mailgate")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or "MAILGATE_NO_SKIPS" not in os.environ:
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} tests were skipped, and here none may be: {skipped[0].nodeid}", red=True)
