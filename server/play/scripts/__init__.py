"""Scripts of moves by subject; `server.play.moves` brings them together."""
