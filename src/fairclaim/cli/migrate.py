"""``fairclaim migrate``: the desk's tables and those of its jobs, brought up to date by whoever owns them."""

import argparse
from pathlib import Path

from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing

_EXAMPLES = """\
examples:
  fairclaim migrate
  fairclaim migrate --make-keys /etc/fairclaim/keys.json
  FAIRCLAIM_DATABASE=postgresql://owner@db/fairclaim fairclaim migrate --grant-to fairclaim_desk

Run it after each upgrade, as the role that owns the tables. The desk itself runs as another, which owns nothing.

exit codes:
  0    up to date
  2    bad use: unknown option, a setting that is none
  4    a package is missing, or the database does not answer"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)
    parser.add_argument("--grant-to", metavar="ROLE", help="PostgreSQL: the role that the desk runs as")

    parser.add_argument(
        "--make-keys",
        type=Path,
        metavar="FILE",
        help="make a file of master keys first, where there is none yet, and evidence.pem beside it",
    )
    parser.add_argument(
        "--make-evidence-key",
        type=Path,
        metavar="FILE",
        help="make the key that signs the evidence log, where the master keys are older than it",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Migrate."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.runtime.databases import prepare_jobs  # noqa: PLC0415  (heavy: only once the arguments are right)
        from fairclaim.store.keys.evidence_key import NAME as EVIDENCE_KEY  # noqa: PLC0415
        from fairclaim.store.keys.evidence_key import create_evidence_key  # noqa: PLC0415
        from fairclaim.store.keys.key_file import create_key_file  # noqa: PLC0415
        from fairclaim.store.migrate import upgrade  # noqa: PLC0415

        if arguments.make_keys is not None:
            create_key_file(arguments.make_keys)
            create_evidence_key(arguments.make_keys.with_name(EVIDENCE_KEY))
        if arguments.make_evidence_key is not None:
            create_evidence_key(arguments.make_evidence_key)
        if settings.is_embedded:
            settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        reached = upgrade(settings.database_url, grant_to=arguments.grant_to)
        prepare_jobs(settings.database_url, grant_to=arguments.grant_to)
    with printing():
        print_line(
            f"数据库已是最新：{reached}" if arguments.language == "zh" else f"The database is up to date: {reached}"
        )
    return Exit.DONE
