"""Headers that every answer carries, so that a browser does nothing with it that was not meant.

No other origin is let in: there is no CORS header at all. Cookies belong to the pages that people
look at (``cookies.py``); what programs ask is never answered by one.
"""

from collections.abc import Sequence

from api.cookies import on_pages

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Pages load our own files only; the documentation page also asks for /openapi.json.
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Pages that people look at have no script at all, and send forms to us only.
PEOPLE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FIXED = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
GUARD = "Content-Security-Policy"
HTML = "text/html"
OF_DATA = [*FIXED, (GUARD, NOTHING), ("Cache-Control", "no-store")]


def guards(path: str, headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give what guards the answer to a request for ``path``, by the headers that it has; errors included."""
    kind, own = "", False
    for name, value in headers:
        if name == "Content-Type":
            kind = value
        own = own or name == GUARD
    if path.startswith("/v1/") and not own and not kind.startswith(HTML):
        return OF_DATA.copy()
    people = on_pages(path)
    said = list(FIXED)
    if not own:  # a page that stands alone brings its own
        said.append((GUARD, (PEOPLE if people else PAGES) if kind.startswith(HTML) else NOTHING))
    if people or path.startswith("/v1/"):
        said.append(("Cache-Control", "no-store"))
    return said
