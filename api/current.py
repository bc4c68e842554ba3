"""What the view of a request reaches for: the services that every use case is handed."""

from flask import Flask, current_app, g

from loyalty.use_cases.services import Services

_NAME = "loyalty"


def hand_over(app: Flask, services: Services) -> None:
    """Keep the services with ``app``, for the views of its requests."""
    app.extensions[_NAME] = services


def services() -> Services:
    """Give the services of the application that is answering, or those this request is to be answered by."""
    found: Services = g.services if "services" in g else current_app.extensions[_NAME]
    return found


def answer_by(other: Services) -> None:
    """Let the request being answered read from others."""
    g.services = other
