"""What is expected of moves, a file per subject."""
