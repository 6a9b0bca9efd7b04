"""Runs the command line for `python -m disclosure_editor` and for the frozen program."""

import sys

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # The frozen program is started once more for a process of its own that reads a file. That one goes no further
        # than here, and so loads nothing of what follows.
        from multiprocessing import freeze_support

        freeze_support()

    from disclosure_editor.cli import main

    sys.exit(main())
