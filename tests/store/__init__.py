"""Tests of the store; those that take `engine` run on SQLite and on PostgreSQL."""
