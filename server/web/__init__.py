"""The doors: a file per resource; access, parse, render; the socket."""
