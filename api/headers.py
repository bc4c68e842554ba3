"""Headers that every answer carries, so that a browser does nothing with it that was not meant.

No other origin is let in: there is no CORS header at all. Cookies belong to the pages that people
look at (``cookies.py``); what programs ask is never answered by one.
"""

from flask import Flask, Response, request

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
FIXED = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def guard_answers(app: Flask) -> None:
    """Set the headers on every answer of ``app``, errors included."""
    app.after_request(_guard)


def _guard(response: Response) -> Response:
    response.headers.extend(FIXED)
    path = request.path
    people = on_pages(path)
    guard = (PEOPLE if people else PAGES) if response.mimetype == "text/html" else NOTHING
    response.headers.setdefault("Content-Security-Policy", guard)  # a page that stands alone brings its own
    if people or path.startswith("/v1/"):
        response.headers["Cache-Control"] = "no-store"
    return response
