"""The state machine of a negotiation: what people do in it, and what holds all the same."""
