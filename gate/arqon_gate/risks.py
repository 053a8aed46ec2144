"""The residual risks: a file of the repository, with an owner and a date for each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["FILE", "Risk", "Risks", "read_risks"]

FILE: Final = Path("docs/operations/residual-risks.toml")
"""In the repository."""

FRESH: Final = timedelta(days=30)
"""An owner who has not looked at a risk for longer does not hold it any more."""

_Words = Annotated[str, Field(pattern=r"\S")]


class Risk(BaseModel):
    """What may still go wrong, who answers for it, and when they last looked at it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    risk: _Words
    owner: _Words
    reviewed: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    risk: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class Risks:
    """What the file holds, and why it does not do, a sentence each."""

    risks: tuple[Risk, ...]
    objections: tuple[str, ...]


def read_risks(repository: Path | None, today: date) -> Risks:
    """Read them. Raises nothing: what cannot be read is an objection."""
    if repository is None:
        return Risks((), (f"There is no repository here, so no {FILE}.",))
    try:
        text = (repository / FILE).read_text(encoding="utf-8")
        risks = _File.model_validate(tomllib.loads(text)).risk
    except OSError as error:
        return Risks((), (f"{FILE} cannot be read: {error.strerror}.",))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return Risks((), (f"{FILE}: {place}: {first['msg']}.",))
    except ValueError as error:
        return Risks((), (f"{FILE} is not TOML: {error}.",))
    if not risks:
        return Risks((), (f"{FILE} names no risk: a gate without one has not been looked at.",))
    return Risks(risks, tuple(_objections(risks, today)))


def _objections(risks: tuple[Risk, ...], today: date) -> list[str]:
    found = []
    for number, risk in enumerate(risks, 1):
        if risk.reviewed > today:
            found.append(f"{FILE}: risk {number} is reviewed on {risk.reviewed}, which is to come.")
        elif today - risk.reviewed > FRESH:
            since = f"since {risk.reviewed}, more than {FRESH.days} days"
            found.append(f"{FILE}: {risk.owner} has not reviewed risk {number} {since}.")
    return found
