"""The printed forms of an edition, read from grids."""
