"""Writers: blocks as Word, Excel and text."""
