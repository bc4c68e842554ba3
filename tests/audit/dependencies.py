"""`make audit`: what is locked, looked up for known weaknesses, and under which licences it comes.

Weaknesses are asked of OSV (https://osv.dev), which knows those of PyPI, by name and version. An answer
that is not what was asked for counts as a failure, never as none found. Where OSV cannot be reached
that is said, as NOT CHECKED, and nothing is claimed. Ends with 1 where something was found, with 2
where the answer cannot be read, else with 0.
"""

import json
import re
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
ADDRESS = "https://api.osv.dev/v1/querybatch"
SECONDS = 30
FOUND, UNREADABLE = 1, 2
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General", re.IGNORECASE)
SAID_ELSEWHERE = {"cvc5": "BSD-3-Clause"}
"""Licences that a package states in its files only."""
Ask = Callable[[bytes], bytes]


class Unreadable(Exception):
    """An answer that is not what was asked for."""


def pins(*texts: str) -> list[tuple[str, str]]:
    """Give name and version of everything that locks pin, each once."""
    return sorted({(name.lower(), version) for text in texts for name, version in _PIN.findall(text)})


def weaknesses(pinned: Sequence[tuple[str, str]], ask: Ask) -> dict[tuple[str, str], list[str]]:
    """Give the known weaknesses of what is pinned. Raises Unreadable, and OSError where nobody answers."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pinned
    ]
    text = ask(json.dumps({"queries": queries}).encode())
    try:
        results = json.loads(text)["results"]
        found = [[each["id"] for each in result.get("vulns", ())] for result in results]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Unreadable("it is not the answer that OSV documents") from fault
    if len(found) != len(pinned):
        raise Unreadable(f"{len(pinned)} were asked for, {len(found)} answered")
    return {pin: ids for pin, ids in zip(pinned, found, strict=True) if ids}


def licence_of(about: Mapping[str, object], classifiers: Sequence[str]) -> str:
    """Give the licence that a package states of itself, empty where it states none."""
    stated = about.get("License-Expression")
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    lines = str(stated or ", ".join(named) or about.get("License") or "").splitlines()
    return lines[0] if lines else ""


def unfit(licences: Mapping[str, str]) -> Iterator[str]:
    """Give what cannot stand behind a program under the Apache licence: no licence, or the (A)GPL."""
    for name, licence in sorted(licences.items()):
        if not licence:
            yield f"{name}: states no licence"
        elif _COPYLEFT.search(licence):
            yield f"{name}: {licence}"


def ask_osv(body: bytes) -> bytes:
    """Ask OSV. Raises OSError."""
    request = urllib.request.Request(ADDRESS, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  the address is ours
        return bytes(answer.read())


def audit(pinned: Sequence[tuple[str, str]], licences: Mapping[str, str], ask: Ask) -> int:
    """Print what was found, and give the code to end with."""
    code = 0
    try:
        found = weaknesses(pinned, ask)
    except Unreadable as fault:
        _say(f"The answer of {ADDRESS} cannot be read: {fault}.")
        code = UNREADABLE
    except OSError as fault:
        _say(f"NOT CHECKED for known weaknesses: {ADDRESS} cannot be reached ({type(fault).__name__}).")
    else:
        for (name, version), ids in found.items():
            _say(f"{name} {version}: {', '.join(ids)}; see https://osv.dev/{ids[0]}")
        _say(f"{len(pinned)} locked packages looked up, {len(found)} with a known weakness.")
        code = FOUND if found else 0
    barred = list(unfit(licences))
    for line in barred:
        _say(line)
    _say(f"{len(licences)} licences of what runs looked at, {len(barred)} unfit.")
    return code or (FOUND if barred else 0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Audit both locks of this checkout."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in LOCKS]
    licences = {}
    for name, _ in pins(texts[0]):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another machine or Python than this one
        states = {each: (about.get_all(each) or [None])[0] for each in ("License-Expression", "License")}
        stated = licence_of(states, about.get_all("Classifier") or [])
        licences[name] = SAID_ELSEWHERE.get(name) or stated
    return audit(pins(*texts), licences, ask_osv)


if __name__ == "__main__":
    sys.exit(main())
