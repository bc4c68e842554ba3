"""What is started elsewhere: the image, the composition and the units, held to a few rules."""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from loyalty.adapters.surroundings.settings import SETTINGS
from loyalty.cli.main import main
from tests.architecture.sources import ROOT

FOLDER = ROOT / "deployment"
IMAGE = (FOLDER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
UNITS = sorted(FOLDER.glob("*.service"))
STEPS = [line.split(None, 1) for line in IMAGE.splitlines() if line and not line.startswith(("#", "\t"))]
LAST = STEPS[max(place for place, step in enumerate(STEPS) if step[0] == "FROM") :]


def _composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_image_is_pinned_minimal_and_not_root() -> None:
    """Each base has a full version; the last stage is a user with a number and says how healthy it is."""
    bases = [step[1].split()[0] for step in STEPS if step[0] == "FROM"]
    verbs = [step[0] for step in LAST]

    assert [] == [base for base in bases if not re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+-[a-z]+-[a-z]+", base)]
    assert {"USER", "HEALTHCHECK", "CMD", "STOPSIGNAL"} <= set(verbs)
    assert re.fullmatch(r"[1-9]\d+", dict(LAST)["USER"])
    assert verbs.index("USER") < verbs.index("CMD")
    assert not re.search(r"ADD |sudo|curl|apt-get|LOYALTY_[A-Z_]*KEY=|:latest", IMAGE)
    assert "--require-hashes" in IMAGE


def test_the_image_holds_only_what_the_list_lets_in() -> None:
    """Every file that is copied is let through by .dockerignore, which lets nothing else through."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {
        name
        for step in STEPS
        if step[0] == "COPY" and not step[1].startswith("--from")
        for name in step[1].split()[:-1]
    }

    assert "*" == ignored[0]
    assert copied == {line[1:] for line in ignored if line.startswith("!")}
    assert [] == [name for name in copied if not (ROOT / name).exists()]


def test_the_composition_is_pinned_private_and_keeps_no_secret() -> None:
    """Images have versions, nothing listens to the world, secrets are files, settings are ones we know."""
    services = _composed()["services"]
    settings = {
        name for each in services.values() for name in each["environment"] if name.startswith("LOYALTY_")
    }

    assert {"database", "service", "worker"} == set(services)
    assert re.fullmatch(r"postgres:\d+\.\d+-[a-z]+", services["database"]["image"])
    assert [] == [
        port
        for each in services.values()
        for port in each.get("ports", ())
        if not port.startswith("127.0.0.1:")
    ]
    assert settings <= set(SETTINGS)
    assert "_PASSWORD:" not in (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    assert all(
        services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"]
        for name in ("service", "worker")
    )


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_run_commands_there_are_without_rights(unit: Any) -> None:  # noqa: ANN401  a path
    """A unit runs as its own user, checks the settings first, and lets running requests end."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names as they are written
    parser.read(unit, encoding="utf-8")
    service = parser["Service"]
    words = shlex.split(service["ExecStart"])

    assert words[1] in main.commands
    assert service["ExecStartPre"].endswith("loyalty config check")
    assert service["User"] not in {"", "root"}
    assert ("yes", "strict", "") == (
        service["NoNewPrivileges"],
        service["ProtectSystem"],
        service["CapabilityBoundingSet"],
    )
    assert int(service["TimeoutStopSec"]) > 20


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_begun_again_however_long_its_database_is_away(path: Path) -> None:
    """Without that line systemd gives up after five starts within ten seconds."""
    assert "StartLimitIntervalSec=0" in path.read_text(encoding="utf-8").split("[Service]")[0].splitlines()


def test_both_units_are_there() -> None:
    """There is one for the service and one for the worker."""
    assert ["loyalty-service.service", "loyalty-worker.service"] == [path.name for path in UNITS]
