"""What the commands of the claim desk have in common: the part that must be installed, the settings, the folder."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.settings import Settings, read_settings


@contextmanager
def desk_installed() -> Iterator[None]:
    """Import the desk inside.

    Raises
    ------
    UnavailableError
        If a package of it is missing.
    """
    try:
        yield
    except ModuleNotFoundError as exc:
        raise UnavailableError(
            Bilingual(
                f"缺少组件 {exc.name}。请运行：pip install 'fairclaim[desk,policy,serve]'",
                f"{exc.name} is missing. Run: pip install 'fairclaim[desk,policy,serve]'",
            )
        ) from exc


def add_data(parser: argparse.ArgumentParser) -> None:
    """Offer the folder, which is otherwise that of the settings."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of the desk; FAIRCLAIM_DATA, or ./fairclaim-data, by default"
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings, with what the command line says instead.

    Raises
    ------
    SettingError
        If a variable of the environment is not what it should be.
    """
    given = {name: getattr(arguments, name, None) for name in ("data", "host", "port", "web_processes")}
    return replace(read_settings(), **{name: value for name, value in given.items() if value is not None})
