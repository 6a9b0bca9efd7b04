"""A published file recognised as a document of an edition: its tables, its forms, its text."""
