"""Constraints and profiles as plain data, for whoever reads them by a program."""

from typing import Any

from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.page import told
from loyalty.profiles.profile import Profile


def constraint_data(row: Constraint) -> dict[str, Any]:
    """Give a constraint as plain data."""
    return {
        "constraint": row.id,
        "profiles": list(row.profiles),
        "says": dict(row.says),
        "sources": list(row.sources),
        "stages": list(row.stages),
        "codes": list(row.codes),
        "checks": list(row.checks),
        "tests": list(row.tests),
        "evidence": row.evidence,
    }


def profile_row(profile: Profile) -> dict[str, Any]:
    """Give code, version and name of a profile as plain data."""
    return {
        "profile": profile.code,
        "version": profile.version,
        "name": {language: profile.name(language) for language in ("en", "zh-CN")},
    }


def profile_data(profile: Profile) -> dict[str, Any]:
    """Give a profile as plain data, its values by parameter."""
    return {
        **profile_row(profile),
        "parameters": {
            name: [
                {
                    "value": told(value),
                    "status": value.status,
                    "valid_from": value.valid_from.isoformat() if value.valid_from else None,
                    "valid_to": value.valid_to.isoformat() if value.valid_to else None,
                    "source": value.source,
                    "known": value.known,
                    "checked_on": value.checked_on.isoformat(),
                    "checked_by": value.checked_by,
                }
                for value in listed
            ]
            for name, listed in profile.values.items()
        },
    }
