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


def add_action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, *, epilog: str
) -> argparse.ArgumentParser:
    """Add an action of a command, such as ``policy check``, with the choice of language that every action offers.

    Parameters
    ----------
    text : str
        What it does, without a capital or a full stop.
    epilog : str
        Examples and exit codes of the whole command.
    """
    action = actions.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    action.add_argument(
        "--language", choices=("zh", "en"), default=argparse.SUPPRESS, help="language of the terminal output"
    )
    return action
