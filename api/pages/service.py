"""The pages of the service itself: the contract, its documentation, the meaning of problems."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from flask import Flask, Response, json, render_template, request, send_from_directory

from api.auth import open_to_all
from api.problems import ROWS, type_of
from api.refusals import NotFound
from api.writing.problem_rows import Row
from loyalty.adapters.verifier.page import verifier_guard, verifier_page

HTML = "text/html"
JSON = "application/json"

SWAGGER_UI = str(files("flask_swagger_ui") / "dist")
"""Where Swagger UI's own files are; the page that loads them is ours, since it allows no inline script."""


def serve_pages(app: Flask, contract: Callable[[], Mapping[str, object]]) -> None:
    """Serve the open addresses; the contract is made when it is asked for first."""

    @cache
    def written() -> str:
        return json.dumps(contract())

    @app.get("/openapi.json")
    @open_to_all
    def contract_page() -> Response:
        return Response(written(), content_type=JSON)

    @app.get("/docs")
    @open_to_all
    def documentation_page() -> str:
        return render_template("docs.html")

    @app.get("/docs/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
    @open_to_all
    def swagger_ui(name: str) -> Response:
        return send_from_directory(SWAGGER_UI, name)

    @app.get("/verify")
    @open_to_all
    def verifier() -> Response:
        answer = Response(verifier_page(), content_type=f"{HTML}; charset=utf-8")
        answer.headers["Content-Security-Policy"] = f"{verifier_guard()}; frame-ancestors 'none'"
        return answer

    @app.get("/problems/<code>")
    @open_to_all
    def problem_page(code: str) -> Response | str:
        if code not in ROWS:
            raise NotFound
        return _problem_page(code, ROWS[code])


def _problem_page(code: str, row: Row) -> Response | str:
    if request.accept_mimetypes.best_match([JSON, HTML], default=JSON) == HTML:
        return render_template("problem.html", code=code, row=row)
    meaning = {
        "type": type_of(code),
        "code": code,
        "status": row.status,
        "title": row.title,
        "remedy": row.remedy,
    }
    return Response(json.dumps(meaning), content_type=JSON)
