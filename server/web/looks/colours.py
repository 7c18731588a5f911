"""The colours of the parties, in which their words are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.party import FACILITATORS, Role
from server.web.looks.reader import Reader

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def colours(reader: Reader) -> str:
    """The rules of CSS that give parties their colours, where it may be known who wrote what.

    Where all sign too. They are safe in a style: every part was checked or is escaped.
    """
    n, signing = reader.negotiation, reader.audience.screen == "ceremony"
    hidden = not reader.sight.attribution or (reader.role is Role.OBSERVER and not reader.reads)
    if hidden and not signing:
        return ""
    chosen: Mapping[str, str] = {party.id: party.colour for party in n.parties.values()}
    rules = [
        f"[data-author={_css_string(party)}]{{--party:{colour}}}"
        for party, colour in {**chosen, FACILITATORS: "#55565c"}.items()
        if COLOUR.fullmatch(colour)
    ]
    return "".join(rules)


def _css_string(text: str) -> str:
    escaped = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'
