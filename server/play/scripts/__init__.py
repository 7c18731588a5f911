"""The scripts of moves, a file per subject."""
