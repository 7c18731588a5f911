"""What `python -m server` does besides serving and playing: each prints, and returns its status."""

from __future__ import annotations

from server.commands.copies import backup, restore, verify, verify_bundle
from server.commands.people import convene, invite
from server.commands.retain import retain

__all__ = ["backup", "convene", "invite", "restore", "retain", "verify", "verify_bundle"]
