"""The scripts of moves, a file per subject; `moves` brings them together."""
