"""Readers: files of every format as paragraphs and grids, within bounds."""
