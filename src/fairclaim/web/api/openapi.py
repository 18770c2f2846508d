"""Write the OpenAPI document to a file: ``python -m fairclaim.web.api.openapi docs/reference/openapi.json``."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from fairclaim.services.desk import Desk
from fairclaim.services.identity.door import Door, Site
from fairclaim.web.api.all_routers import all_routers
from fairclaim.web.api.app import make_app
from fairclaim.web.api.parts import Parts
from fairclaim.web.sign_in.signed_in import SignedIn


def api_document() -> dict[str, Any]:
    """Return the document of the whole API. No desk is needed for it: nothing is served."""
    nothing = cast("Any", None)
    desk = Desk(units=nothing, now=nothing, ids=nothing, examiner=nothing, carrier=nothing)
    site = Site(origin="https://desk.example", host="desk.example", name="A desk")
    door = Door(units=nothing, now=nothing, ids=nothing, site=site, passwords=nothing)
    signed_in = SignedIn(door)
    routers = all_routers(signed_in=signed_in, may_send=nothing, new_secret=nothing)
    parts = Parts(desk=desk, signed_in=signed_in, secret=bytes(32), uploads=Path("uploads"), routers=routers)
    document: dict[str, Any] = make_app(parts).openapi()
    return document


def as_text(document: dict[str, Any]) -> str:
    """Return the document as it stands in the file."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write it to the file that is named, or say how to call it."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    Path(arguments[0]).write_text(as_text(api_document()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
