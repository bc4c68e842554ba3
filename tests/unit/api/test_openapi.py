"""The contract: what /openapi.json says of every operation."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def contract(client: FlaskClient) -> dict[str, Any]:
    """Give the contract of the trial routes."""
    document: dict[str, Any] = client.get("/openapi.json").get_json()
    return document


def operations(contract: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every operation."""
    for path in contract["paths"].values():
        yield from (path[method] for method in path if method in {"get", "post", "put"})


def test_it_is_openapi_3_1(contract: dict[str, Any]) -> None:
    """The document says its version and what the service is."""
    assert "3.1.0" == contract["openapi"]
    assert contract["info"]["description"]


def test_every_error_is_a_problem(contract: dict[str, Any]) -> None:
    """Each operation documents its errors, and all of them as application/problem+json."""
    for operation in operations(contract):
        errors = {
            status: said["$ref"].rpartition("/")[2]
            for status, said in operation["responses"].items()
            if status == "default" or int(status) >= 400
        }
        assert "default" in errors
        for name in errors.values():
            content = contract["components"]["responses"][name]["content"]
            assert ["application/problem+json"] == list(content)
            schema = content["application/problem+json"]["schema"]["$ref"]
            assert {"type", "code", "errors"} <= set(
                contract["components"]["schemas"][schema.rpartition("/")[2]]["properties"]
            )


def test_every_success_is_json(contract: dict[str, Any]) -> None:
    """The type of problems is not the type of answers."""
    for operation in operations(contract):
        assert ["application/json"] == list(operation["responses"]["200"]["content"])


def test_every_operation_names_its_scope(contract: dict[str, Any]) -> None:
    """The scope stands in the contract, under a scheme that is declared."""
    assert {"quotes:write", "orders:write", "points:read"} == {
        operation["security"][0]["key"][0] for operation in operations(contract)
    }
    assert "bearer" == contract["components"]["securitySchemes"]["key"]["scheme"]


def test_only_writes_take_an_idempotency_key(contract: dict[str, Any]) -> None:
    """The header is documented, as required, where it is required."""
    keyed = {
        operation["operationId"]
        for operation in operations(contract)
        if any(p["name"] == "Idempotency-Key" and p["required"] for p in operation.get("parameters", []))
    }

    assert {"book"} == keyed


def test_members_say_their_bounds(contract: dict[str, Any]) -> None:
    """Schemas carry ranges, lengths, patterns and descriptions."""
    members = contract["components"]["schemas"]["TrialIn"]["properties"]

    assert (0, 1000) == (members["points"]["minimum"], members["points"]["maximum"])
    assert (1, 500) == (members["lines"]["minItems"], members["lines"]["maxItems"])
    assert "date-time" == members["at"]["format"]
    assert all(member["description"] for member in members.values())
