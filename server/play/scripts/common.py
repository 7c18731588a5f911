"""What the scripts of several subjects do."""

from __future__ import annotations

from collections.abc import Callable

from models.acts import Act
from server.play.requests import Do, Made, Script
from server.play.scene import Scene


def one(make: Callable[[Scene], Act]) -> Callable[[Scene], Script]:
    """A script that is one act of whoever makes the move."""

    def script(scene: Scene) -> Script:
        made: Made = yield Do(scene.actor(), make(scene))
        decided(scene, made)

    return script


def decided(scene: Scene, made: Made) -> None:
    """Note which decision a move came to, where it came to one."""
    if "decision" in made:
        scene.book.decisions[scene.move.n] = int(made["decision"])
