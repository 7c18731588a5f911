"""What is expected of moves, a file per subject; `server.play.expectations` gathers them."""
