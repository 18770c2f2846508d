"""How long a bundle takes to build and to verify: a desk in a folder, a claim with twelve photos and a film, about 40 MB together.

The photos are drawn, enlarged to 12 MP, with a sensor's noise; the film is bytes that no program can make smaller. The desk examines the
claim as desks do, then bundles it for a court and for a party: once with nothing kept, so that the report and the copies must be drawn,
and then with what is kept. Processor time is that of this process and all that it started. Run it as ``python examples/measure_bundle.py``;
it reads processor times from ``/proc`` and needs Linux.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pyrage  # type: ignore[import-untyped]  # ships no types

from fairclaim.compose import DRAWN, OpenDesk, open_desk
from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from fairclaim.domain.desk.evidence_rules import Reason, Shot
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.exhibit import Role as Shows
from fairclaim.evidence.bundle import verify_bundle as single_file
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.runtime.kept_files import KeptFiles
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.caller import Caller, Role
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import ClaimRequest, file_claim
from fairclaim.services.intake import Upload
from fairclaim.settings import Settings
from fairclaim.store.trade import StoredLine, StoredOrder

TENANT = "street"
PHOTOS, ALL_BYTES = 12, 40_000_000
BUYER = Caller(tenant=TENANT, person=PersonId("buyer-1"), roles=frozenset({Role.BUYER}))
AGENT = Caller(
    tenant=TENANT,
    person=PersonId("agent-1"),
    roles=frozenset({Role.MERCHANT_AGENT}),
    acts_for=PersonId("merchant-1"),
)
MACHINE = Caller(tenant=TENANT, person=PersonId("worker"), roles=frozenset({Role.MACHINE}))
TICKS = os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str]) -> int:
    """Furnish, examine, bundle, verify; tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, the first with nothing kept aside")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, open_desk(Settings(data=Path(folder), examiners=1)) as desk:
        claim = filed(desk)
        tell("examine", [timed(lambda: examine_claim(desk.desk, MACHINE, claim))])
        key = str(pyrage.x25519.Identity.generate().to_public())
        for profile in ("court", "party"):
            path = Path(folder, f"{profile}.zip")

            def build(path: Path = path, profile: str = profile, recipients: Sequence[str] = ()) -> None:
                with path.open("wb") as file:
                    desk.bundle(claim, file, profile=profile, recipients=recipients)

            drawn = KeptFiles(desk.settings.data / DRAWN, secret=b"")
            first = []
            for _ in range(max(1, given.runs // 2)):
                drawn.forget()
                first.append(timed(build))
            tell(f"{profile}: build, pictures drawn anew", first)
            tell(f"{profile}: build, pictures kept", [timed(build) for _ in range(given.runs)])
            data = path.read_bytes()
            tell(
                f"{profile}: verify ({len(data) / 1e6:.1f} MB)",
                [timed(partial(check, data)) for _ in range(given.runs)],
            )
            alone = [sys.executable, "-I", single_file.__file__, str(path), "--json"]
            run = [timed(partial(subprocess.run, alone, check=True, capture_output=True)) for _ in range(given.runs)]
            tell(f"{profile}: verify_bundle.py, the interpreter's start included", run)
            if profile == "court":
                locked = [timed(partial(build, recipients=[key])) for _ in range(given.runs)]
                tell(f"{profile}: build, pictures kept, and encrypt", locked)
    return 0


def check(data: bytes) -> None:
    """Verify a bundle as ``fairclaim verify`` does."""
    verify_bundle(io.BytesIO(data))


def filed(desk: OpenDesk) -> ClaimId:
    """File a claim on a painted copy of the listing's picture, with all its files."""
    at = desk.desk.now()
    desk.store.add_tenant(TENANT, name="A street", at=at)
    with desk.store.write(TENANT) as work:
        for person, kind in (("buyer-1", "buyer"), ("merchant-1", "merchant")):
            work.persons.add(person, kind=kind, at=at)
        line = StoredLine(number=1, title="cup", quantity=1, amount_minor=20_000, category="tableware")
        order = StoredOrder(
            id="order-1", buyer="buyer-1", merchant="merchant-1", currency="CNY", placed_at=at, lines=(line,)
        )
        work.trade.add_order(order, number="TB-1")
    *photos, listing = pictures()
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + os.urandom(ALL_BYTES - sum(map(len, photos)) - len(listing))
    wish = ClaimRequest(
        order="order-1",
        items=(ClaimedItem(line=LineId("1"), quantity=1),),
        reason=Reason.DAMAGED,
        asked=Remedy(kind=RemedyKind.RETURN_AND_REFUND, borne_by=BorneBy.MERCHANT, amount=Money(20_000, "CNY")),
        words="杯口有裂纹",
        photos=tuple(Upload(data=data, role=Shows.CLAIM, name="img.jpg", shot=Shot.WHOLE) for data in (*photos, film)),
    )
    claim = file_claim(desk.desk, BUYER, wish).receipt.claim
    attach_exhibit(desk.desk, AGENT, claim, Upload(data=listing, role=Shows.LISTING, name="listing.jpg"))
    return claim


def pictures() -> Iterator[bytes]:
    """Yield eleven photos of a buyer, and the listing's."""
    good = GOODS[0]
    small = [
        *buyer_photos(good, Story.PAINTED, 1, count=1),
        *buyer_photos(good, Story.BROKEN, 2, count=PHOTOS - 2),
        listing_photo(good),
    ]
    for number, data in enumerate(small):
        pixels = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
        large = cv2.resize(pixels, (4000, 3000), interpolation=cv2.INTER_CUBIC).astype(np.float32)
        noise = np.random.default_rng(number).normal(0, 3.0, large.shape)
        settings = [cv2.IMWRITE_JPEG_QUALITY, 88]
        yield cv2.imencode(".jpg", np.clip(large + noise, 0, 255).astype(np.uint8), settings)[1].tobytes()


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Return seconds of processor time, of all processes, and on the wall."""
    used, began = processor_s(), time.perf_counter()
    act()
    took = time.perf_counter() - began
    return processor_s() - used, took


def processor_s() -> float:
    """Return user and system time of this process and everything that it started, those that have ended too."""
    children: dict[int, list[tuple[int, float]]] = {}
    own = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        spent = sum(map(int, fields[11:15])) / TICKS
        pid, parent = int(stat.parent.name), int(fields[1])
        own = spent if pid == os.getpid() else own
        children.setdefault(parent, []).append((pid, spent))
    found, look = own, [os.getpid()]
    while look:
        for pid, spent in children.get(look.pop(), []):
            found += spent
            look.append(pid)
    return found


def tell(what: str, runs: Sequence[tuple[float, float]]) -> None:
    """Print the median and the span of some runs."""
    processor, wall = zip(*runs, strict=True)
    shown = [f"{statistics.median(one):.2f} ({min(one):.2f}–{max(one):.2f})" for one in (processor, wall)]
    sys.stdout.write(f"{what}: processor {shown[0]} s, wall {shown[1]} s, {len(runs)} runs\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
