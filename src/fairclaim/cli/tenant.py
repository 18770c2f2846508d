"""``fairclaim tenant``: who runs a desk here, and how their first administrator comes in."""

import argparse
import re

from fairclaim.cli.arguments import add_action
from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

_EXAMPLES = """\
examples:
  fairclaim tenant add shop-street --name "Shop Street" --admin wang@shop.example
  fairclaim tenant list

'add' prints a link that holds once and for three days. Who opens it sets a password and runs the tenant from then on. It is also the
way back in where a tenant has no administrator any more: run it again with the same id.

exit codes:
  0    done
  2    bad use: unknown option, an id that is none, a tenant that has an administrator
  4    a package is missing, or the database does not answer"""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    adding = add_action(actions, "add", "add a tenant and invite its first administrator", epilog=_EXAMPLES)
    adding.add_argument("tenant", metavar="ID", help="small letters, digits and hyphens")
    adding.add_argument("--name", help="what people call it; the id by default")
    adding.add_argument("--admin", required=True, metavar="LOGIN", help="login of the first administrator")
    listing = add_action(actions, "list", "print the ids of all tenants", epilog=_EXAMPLES)
    for action in (adding, listing):
        add_data(action)


def run(arguments: argparse.Namespace) -> Exit:
    """Do what is asked for."""
    settings = settings_of(arguments)
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only once the arguments are right)
        from fairclaim.services.identity.accounts import first_admin  # noqa: PLC0415

        with open_desk(settings) as opened:
            if arguments.action == "list":
                lines = opened.store.tenants()
            else:
                tenant = arguments.tenant
                if not _ID.fullmatch(tenant):
                    raise UsageError(
                        Bilingual(
                            f"“{tenant}”不是可用的编号。", f"{tenant!r} is no id: small letters, digits, hyphens."
                        )
                    )
                if tenant not in opened.store.tenants():
                    opened.store.add_tenant(tenant, name=arguments.name or tenant, at=opened.desk.now())
                door = opened.door()
                invited = first_admin(door, tenant, arguments.admin)
                lines = (f"{door.site.origin}/sign-in/invitation#{invited.token}",)
    with printing():
        for line in lines:
            print_line(line)
    return Exit.DONE
