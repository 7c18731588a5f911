"""Comparisons of expectations, a file per subject; `server.play.expectations` merges them."""
