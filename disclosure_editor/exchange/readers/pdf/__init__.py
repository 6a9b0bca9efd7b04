"""The reader of PDF files with a text layer."""
