"""Edition packs: an official format as data, read from its folder and checked on the way."""
