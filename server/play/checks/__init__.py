"""Expectations of moves by subject; `server.play.expectations` brings them together."""
