"""Readers of Word and Excel files."""
