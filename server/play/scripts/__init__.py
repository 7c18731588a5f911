"""The scripts of moves, a file per subject; `server.play.moves` is where they come together."""
