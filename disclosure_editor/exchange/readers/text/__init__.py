"""The reader of plain texts: tables led by tabs, lines broken by their width."""
