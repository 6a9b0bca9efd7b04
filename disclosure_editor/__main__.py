"""Runs the command line for `python -m disclosure_editor` and for the frozen program."""

import sys

from disclosure_editor.cli import main

if __name__ == "__main__":
    sys.exit(main())
