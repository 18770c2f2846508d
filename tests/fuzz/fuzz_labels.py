"""Feed damaged labels to everything that reads or writes them: ``python tests/fuzz/fuzz_labels.py --inputs 200000 --seed 1``.

Every other input is a mutation of a valid label, packet, comment or parameter text, put into a random carrier and given to
the three metadata checks; the others are whole files of the label matrix, pictures, films and sounds, mutated, read, turned
into records and, where that is possible, labelled and read again. The run fails on any exception, on a reason that is not
one printable line of sane length, on an input slower than a second, and on a process larger than 300 MB. It prints the
rate and the slowest inputs; the same seed repeats the same inputs.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from fairclaim.benchmark.label_matrix import label_cells
from fairclaim.benchmark.label_mutants import mutated as mutated_file
from fairclaim.domain.errors import InputError, UsageError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.order import Order
from fairclaim.forensics.case import Case
from fairclaim.forensics.checks import aigc_label, capture_metadata, generator_metadata
from fairclaim.forensics.labels.aigc import LabelValue, find_labels
from fairclaim.forensics.labels.answer import answer_of
from fairclaim.forensics.labels.provider_code import parse_provider_code
from fairclaim.forensics.labels.record import to_records
from fairclaim.forensics.labels.texts import decode_text
from fairclaim.forensics.labels.write import Wish, plan_label, verify_written
from fairclaim.imaging.metadata import ExifValue, Metadata, TextEntry
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.splice import spliced
from fairclaim.imaging.stated import read_stated
from fairclaim.imaging.structure import Part, Structure

CHECKS = (aigc_label.CHECK, generator_metadata.CHECK, capture_metadata.CHECK)
SLOWEST_S = 1.0
LONGEST_REASON = 20_000
LARGEST_BYTES = 300_000_000

LABEL = json.dumps(
    {
        "Label": "1",
        "ContentProducer": "001191110102MACQD9K64010000",
        "ProduceID": "cc75f5e99aae",
        "ReservedCode1": "",
        "ContentPropagator": "00119144030008867405X220001",
        "PropagateID": "tos-cn-i/1",
        "ReservedCode2": "",
    }
)
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'i:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">'
    f"<TC260:AIGC>{LABEL.replace(chr(34), '&quot;')}</TC260:AIGC><x:CreatorTool>Adobe Photoshop</x:CreatorTool>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
SEEDS: tuple[bytes, ...] = (
    XMP.encode(),
    XMP.encode("utf-16"),
    XMP.replace("</rdf:RDF>", "").encode(),
    XMP.replace(f"<TC260:AIGC>{LABEL.replace(chr(34), '&quot;')}</TC260:AIGC>", f"<a TC260:AIGC='{LABEL}'/>").encode(),
    LABEL.encode(),
    f'{{"AIGC":{LABEL}}}'.encode(),
    f"AIGC{LABEL}".encode("gb18030"),
    b"ASCII\0\0\0" + f'{{"AIGC":{LABEL}}}'.encode(),
    b"UNICODE\0" + f'{{"AIGC":{LABEL}}}'.encode("utf-16-le"),
    '{"ServiceProvider":"腾讯云","ServiceUser":"1","Time":"2","ContentId":"3"}'.encode(),
    b'{"product":"vicut","exportType":"generation","aigc_info":{"aigc_label_type":1}}',
    b"a duck\nNegative prompt: x\nSteps: 15, Sampler: UniPC, CFG scale: 5, Seed: 2350, Size: 512x400",
    b'{"3":{"class_type":"KSampler","inputs":{"seed":1}},"4":{"class_type":"LoadImage"}}',
    b'{"nodes":[{"id":1,"type":"KSampler"},{"id":2,"type":"VAEDecode"}],"links":[]}',
    b'"a woman" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms',
    b"text --v 5.2 Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4",
    b'PEg_Info{"genImageVersion":"v1","connectorType":"srvg","genAIType":8}SEFH',
    b"2026:03:10 12:00:00",
    b"+08:00",
    b"\xff\xd8\xff\xdb\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x78\x00\xa0\x03",
)
TOKENS: tuple[bytes, ...] = (
    *(b'{"AIGC":', b"{", b"}", b"[", b'"Label":"2",', b'"Label":3,', b"NaN", b"1e999", b"9" * 5000, b"\\ud800", b"\0"),
    *(b"<", b">", b"&quot;", b"&#0;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[", b"]]>", b"<!--", b"'"),
    *(b'"', b"AIGC", b"TC260:AIGC=", b"xmlns:", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81\x30\x81\x30", b"\xe2\x80\xae"),
    *(b"[" * 3000, b'{"a":' * 3000, b"<a:b>" * 500, b'a:b="' * 500, b" " * 2000, b"AIGC" * 500, b"Steps: 1" * 100),
    *(b"0000:00:00 00:00:00", b"9999:12:31 23:59:59", b"+99:99", b"\xff\xc0\x00\x00", b'genAIType":1'),
)
CARRIERS = (
    "png:tEXt",
    "png:iTXt",
    "jpeg:COM",
    "jpeg:APP1",
    "exif:UserComment",
    "exif:ImageDescription",
    "exif:XPComment",
)
KEYWORDS = ("AIGC", "aigc", "", "XML:com.adobe.xmp", "parameters", "prompt", "workflow", "Comment", "Dream", "Software")
TAGS = (
    *("Make", "Model", "Software", "DateTimeOriginal", "OffsetTimeOriginal", "ExifImageWidth", "ExifImageHeight"),
    *("UserComment", "ImageDescription", "Artist"),
)
CAMERA: dict[str, ExifValue] = {"Make": "Apple", "Model": "iPhone 13", "DateTimeOriginal": "2026:03:10 12:00:00"}
WHEN = datetime(2026, 3, 10, tzinfo=UTC)
ORDER = Order(placed_at=WHEN, shipped_at=WHEN, delivered_at=WHEN, claimed_at=WHEN)


def mutated(rng: random.Random) -> bytes:
    """Return one seed with one to six random changes."""
    data = bytearray(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 6)):
        rng.choice(MUTATIONS)(data, rng)
    return bytes(data[:200_000])


def _flip(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(data: bytearray, rng: random.Random) -> None:
    start = rng.randint(0, len(data))
    del data[start : start + rng.choice((1, 4, 40, len(data)))]


def _repeat(data: bytearray, rng: random.Random) -> None:
    start = rng.randint(0, len(data))
    piece = data[start : start + rng.choice((1, 8, 80))]
    data[start:start] = piece * rng.choice((1, 2, 50))


def _insert(data: bytearray, rng: random.Random) -> None:
    place = rng.randint(0, len(data))
    data[place:place] = rng.choice(TOKENS)


def _splice(data: bytearray, rng: random.Random) -> None:
    other = rng.choice(SEEDS)
    data[rng.randint(0, len(data)) :] = other[rng.randint(0, len(other)) :]


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _flip,
    _cut,
    _repeat,
    _insert,
    _insert,
    _splice,
)


def photo_with(data: bytes, rng: random.Random) -> Photo:
    """Put the bytes into one carrier, or into all of them."""
    place = rng.randrange(5)
    exif = dict(CAMERA)
    if place in (1, 4):
        value: ExifValue = data if rng.random() < 0.3 else rng.choice((decode_text(data), len(data), -1.5, (1.0, 2.0)))
        exif[rng.choice(TAGS)] = value
    texts = (TextEntry(rng.choice(CARRIERS), rng.choice(KEYWORDS), data),) if place in (2, 4) else ()
    tail = (Part("trailing", 0, len(data)),) if place in (3, 4) else ()
    return Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=Structure(media_type="image/png", parts=(), height=3024, width=4032, foreign=tail),
        metadata=Metadata(
            exif=exif,
            thumbnail=data if place in (3, 4) else None,
            xmp=(data,) if place in (0, 4) else (),
            texts=texts,
        ),
        raster=PIXELS,
    )


PIXELS = Raster(np.zeros((1, 1, 3), np.uint8))


def examine(data: bytes, rng: random.Random) -> Counter[str]:
    """Run every check over one input and verify what each promises."""
    seen: Counter[str] = Counter()
    case = Case(photos=(photo_with(data, rng),), order=ORDER)
    for check in CHECKS:
        names = {signal.name for signal in check.signals}
        for reading in check.read(case):
            seen[f"{check.name}/{reading.signal}"] += 1
            if reading.signal not in names:
                raise AssertionError(f"unknown signal {reading.signal}")
            for text in (reading.reason.zh, reading.reason.en):
                if not text.isprintable() or not 0 < len(text.encode()) < LONGEST_REASON:
                    raise AssertionError(f"unfit to show: {text[:200]!r}")
    parse_provider_code(decode_text(data))
    return seen


CELLS = [cell.data for cell in label_cells()]
WISH = Wish(
    label=LabelValue.GENERATED,
    producer="001191110102MACQD9K64010000",
    produce_id="id-7",
    propagator="00119144030008867405X220001",
    propagate_id="p-9",
    despite_credentials=True,
)
PASSING = replace(WISH, label=None, producer=None, produce_id=None)


def read_and_write(data: bytes) -> Counter[str]:
    """Read a whole file, and label a copy of it where its readers allow that."""
    try:
        found = find_labels(read_stated(data).metadata)
    except InputError as error:
        return Counter([f"file/{error.code}"])
    json.dumps(to_records(found))
    seen = Counter([f"file/{answer_of(found)}"])
    for wish in (WISH, PASSING):
        try:
            plan = plan_label(data, wish)
        except UsageError:
            continue
        verify_written(b"".join(spliced(data, plan.splices)), plan)
        seen["file/written"] += 1
    return seen


def examine_file(number: int, seed: int) -> Counter[str]:
    """Mutate a file of the matrix and see what becomes of it."""
    rng = np.random.default_rng((seed, number))
    return read_and_write(mutated_file(CELLS[int(rng.integers(len(CELLS)))], CELLS, rng))


def run(*, inputs: int, seed: int) -> int:
    """Run, print a summary, and return the number of failures."""
    seen: Counter[str] = Counter()
    slowest: list[tuple[float, int]] = []
    failures = 0
    started = time.perf_counter()
    for number in range(inputs):
        rng = random.Random(f"{seed}/{number}")
        data = mutated(rng) if number % 2 else b""
        before = time.process_time()
        try:
            seen += examine(data, rng) if number % 2 else examine_file(number, seed)
        except Exception as exc:  # noqa: BLE001  (any exception is what this program looks for)
            failures += 1
            sys.stdout.write(f"input {number}: {type(exc).__name__}: {exc}\n  {data[:200]!r}\n")
        slowest = sorted([*slowest, (time.process_time() - before, number)], reverse=True)[:5]
    elapsed = time.perf_counter() - started
    failures += sum(took > SLOWEST_S for took, _ in slowest)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    failures += largest > LARGEST_BYTES
    sys.stdout.write(f"{inputs} inputs, seed {seed}: {inputs / elapsed:.0f} inputs/s, {failures} failures\n")
    sys.stdout.write(
        "slowest: " + ", ".join(f"{took * 1e3:.1f} ms (input {number})" for took, number in slowest) + "\n"
    )
    sys.stdout.write(f"largest: {largest / 1e6:.0f} MB\n")
    for name, count in sorted(seen.items()):
        sys.stdout.write(f"  {name}: {count}\n")
    return failures


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and run; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    return 1 if run(inputs=chosen.inputs, seed=chosen.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
