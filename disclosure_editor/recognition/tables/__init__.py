"""The plain tables of an edition, found among the grids of a file."""
