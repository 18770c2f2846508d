"""Two claims, examined: a listing picture with a painted crack, and an honest second photo of the goods.

Both pictures ship inside scikit-image, so nothing is fetched. The first claim is the listing picture itself with a
crack painted into the saucer, sent through a chat app (smaller, JPEG 70). The second is another view of the listed
motorcycle. Ends with status 0 if the first is called forged and the second is not. Run by ``make demo``.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import skimage.data

from fairclaim.benchmark.channels import jpeg, resize_jpeg
from fairclaim.benchmark.forge import Forgery, paint_crack
from fairclaim.domain.box import Box

OUT = Path("build") / "demo"
CRACK = Box(150, 92, 335, 200)
"""Across the saucer, left of the cup."""
CRACK_WIDTH_PX = 3.2
SENT_LONG_SIDE_PX = 540
Record = dict[str, Any]


def painted_claim() -> tuple[Path, Path, Box]:
    """Write a listing picture and a painted copy of it; return both and where the crack lies in the copy."""
    cup = skimage.data.coffee()
    forgery = paint_crack(cup, np.random.default_rng(1), within=CRACK, width_px=CRACK_WIDTH_PX)
    delivery = resize_jpeg(forgery.pixels, long_side_px=SENT_LONG_SIDE_PX)
    listing, claim = OUT / "cup-listing.jpg", OUT / "cup-claim.jpg"
    listing.write_bytes(jpeg(cup, quality=92))
    claim.write_bytes(delivery.data)
    sent_mask = delivery.placement.carry(forgery.mask)
    return claim, listing, Forgery(forgery.pixels, sent_mask).box


def honest_claim() -> tuple[Path, Path]:
    """Write two photos of one motorcycle from two standpoints."""
    left, right, _ = skimage.data.stereo_motorcycle()
    listing, claim = OUT / "motorcycle-listing.jpg", OUT / "motorcycle-claim.jpg"
    listing.write_bytes(jpeg(left, quality=92))
    claim.write_bytes(jpeg(right, quality=85))
    return claim, listing


def examine(name: str, claim: Path, listing: Path) -> Record:
    """Run the documented command, as a merchant would, and return its result."""
    report = OUT / f"{name}.html"
    command = [sys.executable, "-m", "fairclaim", "examine", str(claim), "--listing", str(listing)]
    done = subprocess.run([*command, "--json", "--report", str(report)], stdout=subprocess.PIPE, check=True)
    record: Record = json.loads(done.stdout)
    with (OUT / "results.jsonl").open("a", encoding="utf-8") as results:
        results.write(json.dumps(record, ensure_ascii=False) + "\n")
    return record


def marked_box(record: Record) -> Box:
    """Return the box around everything that the comparison with the listing picture marked."""
    regions = [
        Box(**region)
        for finding in record["findings"]
        if finding["check"] == "derived-from-reference" and finding["outcome"] == "fail"
        for region in finding["regions"]
    ]
    if not regions:
        return Box(0, 0, 0, 0)
    return Box(
        min(box.row0 for box in regions),
        min(box.col0 for box in regions),
        max(box.row1 for box in regions),
        max(box.col1 for box in regions),
    )


def place(box: Box) -> str:
    """Say in words where a box lies."""
    return f"rows {box.row0} to {box.row1}, columns {box.col0} to {box.col1}"


def show(title: str, record: Record) -> None:
    """Print the answer and the reasons behind it, in both languages."""
    verdict = record["verdict"]
    grade = f", grade {verdict['grade']}" if verdict["grade"] else ""
    print(f"\n{title}\n  call: {verdict['call']}{grade}, probability {verdict['probability']:.3f}")
    if verdict["abstained"]:
        print(f"    {verdict['abstained']['zh']}\n    {verdict['abstained']['en']}")
    for finding in record["findings"]:
        if finding["check"] in verdict["because"]:
            print(f"  {finding['check']}:\n    {finding['reason']['zh']}\n    {finding['reason']['en']}")


def main() -> int:
    """Make the pictures, examine them, and say what came out."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "results.jsonl").unlink(missing_ok=True)
    claim, listing, crack = painted_claim()
    painted = examine("cup", claim, listing)
    honest = examine("motorcycle", *honest_claim())
    show("A listing picture with a painted crack, sent through a chat app  商品图上画出裂痕，经聊天软件转发", painted)
    marked = marked_box(painted)
    print(
        f"  crack painted at {place(crack)}\n  marked at        {place(marked)}: overlap (IoU) {crack.iou(marked):.2f}"
    )
    show("An honest second photo of the goods  同一商品的另一张真实照片", honest)
    print(f"\nReports  报告: {OUT / 'cup.html'}, {OUT / 'motorcycle.html'}\nResults  结果: {OUT / 'results.jsonl'}")
    right = painted["verdict"]["call"] == "forged" and honest["verdict"]["call"] != "forged"
    if not right:
        print("The demo did not come out as it should: see the calls above.  结果与预期不符，见上文。", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
