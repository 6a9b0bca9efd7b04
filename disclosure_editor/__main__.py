"""Starts the program: `python -m disclosure_editor`, the installed commands, and the frozen program."""

import sys


def main() -> int:
    """Run the command line and give its exit status.

    Nothing is imported before that: a process that is started to read a file imports this module too, and no more.
    """
    if getattr(sys, "frozen", False):
        # The frozen program is started once more for such a process, which goes no further than here.
        from multiprocessing import freeze_support

        freeze_support()

    from disclosure_editor.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
