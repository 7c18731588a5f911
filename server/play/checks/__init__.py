"""Checks of expectations, a file per subject; `server.play.expectations` gathers them."""
