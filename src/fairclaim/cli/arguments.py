"""Arguments that several commands take."""

import argparse


def whole_number(text: str) -> int:
    """Parse a number of processes, 1 to 1024.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is anything else.
    """
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 1024")
    return int(text)
