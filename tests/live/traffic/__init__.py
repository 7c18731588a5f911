"""A random negotiation of which every word is looked for in what everybody received."""
