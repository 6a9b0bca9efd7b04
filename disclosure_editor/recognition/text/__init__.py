"""The text of a file: its sections, its sentences, what they state, and what is kept in its own words."""
