"""A document seen through its edition: rows, computed values, and the edits that keep tables together."""
