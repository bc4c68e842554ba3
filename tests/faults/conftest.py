"""The table at the end of a run with faults: what happened how often, and that no law was broken."""

import pytest


@pytest.fixture(autouse=True)
def _lasting(lasting: None) -> None:
    """Let every commit wait for the disk: here it is counted on."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print for each test what it counted; a control takes a defence away and has to find harm."""
    rows = [
        (report.nodeid.partition("::")[2], outcome, dict(report.user_properties))
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if report.when == "call" and report.user_properties
    ]
    if rows:
        terminalreporter.section("faults")
    for name, outcome, counted in rows:
        control = "control, " if counted.pop("control", False) else ""
        told = ", ".join(f"{number:,} {what}" for what, number in counted.items())
        terminalreporter.line(f"{outcome}  {control}{name}: {told}")
