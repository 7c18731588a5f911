"""How expectations are compared, a file per subject; `expectations` brings them together."""
