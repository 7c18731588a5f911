"""The record and everything else that is kept: tables, ledger, people's ways in, backups."""
