"""The player of scenarios: every person's own client, making the moves of a file at a server.

`moves` says what each move asks of whom, `client` is one person's page, `player` makes the moves,
`expectations` and `checkpoints` compare what came of them with what the file expects.
"""

from server.play.performance import play

__all__ = ["play"]
