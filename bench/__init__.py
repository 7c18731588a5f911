"""Load and latency: clients that measure a running server and check it at the same time."""
