"""The printed forms of an edition, read from lines in which no cells are marked."""
