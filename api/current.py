"""What the view of a request reaches for: the services that every use case is handed."""

from flask import Flask, current_app

from loyalty.use_cases.services import Services

_NAME = "loyalty"


def hand_over(app: Flask, services: Services) -> None:
    """Keep the services with ``app``, for the views of its requests."""
    app.extensions[_NAME] = services


def services() -> Services:
    """Give the services of the application that is answering."""
    found: Services = current_app.extensions[_NAME]
    return found
