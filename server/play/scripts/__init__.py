"""Scripts of moves, a file per subject; `server.play.moves` gathers them."""
