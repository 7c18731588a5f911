"""How expectations are compared, a file per subject, for `server.play.expectations`."""
