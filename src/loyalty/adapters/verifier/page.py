"""The verifier as one file: a page that needs no network, with its words, its style and its script inside."""

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from loyalty.sumcheck.words import WORDS as SENTENCES
from loyalty.wording.catalogue import PATTERNS

PARTS = ("hashing.js", "ed25519.js", "reading.js", "formulas.js", "sums.js", "explained.js", "checks.js")
"""The scripts that verify, in the order in which each stands on those before it; `show.js` is the page's."""
FAMILIES = ("seal.", "verifier.")


def verifier_page() -> str:
    """Give the page. Its policy lets nothing run but the script in it, and nothing be asked of anybody."""
    style, script = _part("style.css"), verifier_script() + _part("show.js")
    page = _part("page.html").replace("@POLICY@", verifier_guard())
    return page.replace("@STYLE@", style).replace("@SCRIPT@", script)


def verifier_guard() -> str:
    """Give the Content-Security-Policy of the page, by the digests of what is in it."""
    style, script = _digest(_part("style.css")), _digest(verifier_script() + _part("show.js"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"
    )


def verifier_script() -> str:
    """Give the script that verifies, without the page around it: `verified(bytes, keysFile, root)`."""
    words = {key: said for key, said in PATTERNS.items() if key.startswith(FAMILIES)}
    tables = (_table("WORDS", words), _table("SENTENCES", SENTENCES))
    return f'\n"use strict";\n{"".join(tables)}' + "".join(_part(name) for name in PARTS)


def _table(name: str, words: Mapping[str, Mapping[str, str]]) -> str:
    told = json.dumps(words, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return f"const {name} = {told};\n"


def _part(name: str) -> str:
    return (files("loyalty.adapters.verifier") / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
