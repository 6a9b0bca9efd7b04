"""A document in and out of files: a neutral sequence of blocks, and a writer for each kind of file."""
