"""The smallest application of Flask, the peer of ours under the same server."""

from flask import Flask

app = Flask("hello")


@app.get("/")
def hello() -> dict[str, str]:
    """Greet."""
    return {"hello": "world"}
