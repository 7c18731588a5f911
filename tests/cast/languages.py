"""Reading in another language: nothing that is told may be left in English."""

from __future__ import annotations

import json
from pathlib import Path

WORDS = Path(__file__).parents[2] / "client_templates" / "words"
ARABIC: dict[str, str] = json.loads((WORDS / "ar.json").read_text("utf-8"))


def in_arabic(pattern: str) -> str:
    """A pattern in Arabic; fails where the catalogue does not have it."""
    assert pattern in ARABIC, f"not translated: {pattern}"
    return ARABIC[pattern]
