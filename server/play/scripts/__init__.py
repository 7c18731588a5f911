"""The scripts of moves, a file per subject; `server.play.moves` brings them together."""
