"""The look for known weaknesses: it fails for one, and says where it could not look."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests import audit


def _answering(**weak: str) -> audit.Ask:
    def ask(question: dict[str, Any]) -> dict[str, Any]:
        names = [query["package"]["name"] for query in question["queries"]]
        return {"results": [{"vulns": [{"id": weak[name]}]} if name in weak else {} for name in names]}

    return ask


def test_a_known_weakness_fails_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main(_answering(uvicorn="PYSEC-1")) == 1
    assert "uvicorn" in (said := capsys.readouterr().out) and "PYSEC-1" in said
    assert audit.main(_answering()) == 0


def test_a_database_that_cannot_be_reached_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def nobody(_: dict[str, Any]) -> dict[str, Any]:
        raise httpx.ConnectError("no network")

    assert audit.main(nobody) == audit.UNSEEN
    assert "NOT CHECKED" in capsys.readouterr().out


def test_every_pin_is_asked_about() -> None:
    names = [name for name, _ in audit.pinned()]
    assert {"uvicorn", "zeroconf", "pytest"} <= set(names) and len(names) > 80
