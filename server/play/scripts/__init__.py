"""The scripts of moves, a file per subject; `server.play.moves` merges them."""
