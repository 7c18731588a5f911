"""Settings come from the environment, have defaults, and never change while a server runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from server.settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No environment and no .env of the desk this runs at."""
    monkeypatch.chdir(tmp_path)
    for name in ("PORT", "PARLEY_PORT", "PARLEY_URL", "PARLEY_DATABASE"):
        monkeypatch.delenv(name, raising=False)


def test_a_laptop_needs_no_settings() -> None:
    settings = Settings()
    assert (settings.database, settings.port) == (".parley/parley.db", 8000)
    assert settings.public_url == ""


@pytest.mark.parametrize("name", ["PORT", "PARLEY_PORT"])
def test_the_port_goes_by_both_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "8123")
    assert Settings().port == 8123


def test_the_database_and_the_address_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARLEY_DATABASE", "postgresql://parley@db/parley")
    monkeypatch.setenv("PARLEY_URL", "https://parley.example/")
    settings = Settings()
    assert settings.database == "postgresql://parley@db/parley"
    assert settings.public_url == "https://parley.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "70000"), ("PARLEY_URL", "parley.example")],
)
def test_a_setting_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]
