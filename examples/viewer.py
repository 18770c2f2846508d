"""The evidence viewer, served on this computer: a painted copy beside its listing, with what the examination found.

The claim is the listing picture with a crack painted into the saucer, sent through a chat app, as in ``demo.py``. The
page holds attributes only and no script of its own, so it works under the strict policy that the desk's pages have.
Run by ``make viewer``; ends with Ctrl+C.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import numpy as np
import skimage.data
from fastapi import FastAPI, HTTPException, Response

from fairclaim import Exhibit, Role, examine
from fairclaim.benchmark.channels import jpeg, resize_jpeg
from fairclaim.benchmark.forge import paint_crack
from fairclaim.domain.box import Box
from fairclaim.domain.examination import Examination
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.web.server import WebServer
from fairclaim.web.static_files import CACHE_CONTROL, built_files
from fairclaim.web.tiles import NoSuchTileError, Tiles

PORT = 8017
CRACK = Box(150, 92, 335, 200)
STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LABELS = {
    "zh": (
        "买家申诉图片（绘制的裂痕）",
        "商家商品图",
        "证据图片查看器",
        "左为买家提交，右为商家原图。按 ? 查看按键。",
        "English",
    ),
    "en": (
        "Buyer's claim photo (painted crack)",
        "Merchant's listing picture",
        "Evidence viewer",
        "Left as the buyer sent it, right as the merchant listed it. Press ? for the keys.",
        "中文",
    ),
}


def photos() -> dict[str, bytes]:
    """Return the listing picture and the painted copy."""
    cup = skimage.data.coffee()
    forged = paint_crack(cup, np.random.default_rng(1), within=CRACK, width_px=3.2)
    return {"listing": jpeg(cup, quality=92), "claim": resize_jpeg(forged.pixels, long_side_px=540).data}


def attributes(examination: Examination, language: str, mode: str) -> dict[str, str]:
    """Return the viewer's attributes for what the comparison with the listing found."""
    claim_label, listing_label, *_ = LABELS[language]
    found = next(one for one in examination.findings if one.check == "derived-from-reference")
    label = found.reason.to_record()
    regions = [{**region.to_record(), "label": label} for region in found.regions]
    wanted = {
        "claim": "/tiles/claim.dzi",
        "reference": "/tiles/listing.dzi",
        "claim-label": claim_label,
        "reference-label": listing_label,
        "regions": json.dumps(regions, ensure_ascii=False),
        "mode": mode,
        "remember": "viewer-example",
    }
    if found.alignment:
        wanted["homography"] = " ".join(f"{cell:.9g}" for cell in found.alignment.matrix)
    if found.map:
        wanted["map"] = "/map.png"
    return wanted


def page(examination: Examination, language: str, mode: str) -> str:
    """Return the whole page."""
    _, _, title, note, other = LABELS[language]
    tag = "zh-Hans" if language == "zh" else "en"
    viewer = " ".join(f'{name}="{escape(value)}"' for name, value in attributes(examination, language, mode).items())
    files = built_files()
    return f"""<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · fairclaim</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{files.href("tokens.css")}">
<link rel="stylesheet" href="{files.href("base.css")}">
<script type="module" src="{files.href("evidence-viewer.js")}"></script>
</head>
<body>
<main class="page">
<h1>{title}</h1>
<p>{note} <a href="?lang={"en" if language == "zh" else "zh"}&amp;mode={mode}">{other}</a></p>
<evidence-viewer {viewer}></evidence-viewer>
</main>
</body>
</html>
"""


def application(sandbox: Sandbox, folder: Path) -> FastAPI:
    """Return an application that serves the page, its files, the tiles and the map."""
    app = FastAPI()
    originals = photos()
    examination = examine(
        [
            Exhibit(data=originals["claim"], role=Role.CLAIM, name="claim.jpg"),
            Exhibit(data=originals["listing"], role=Role.LISTING, name="listing.jpg"),
        ]
    )
    heat = next((one.map.png for one in examination.findings if one.map), b"")
    tiles = Tiles(folder, sandbox=sandbox)

    def exhibit(name: str) -> tuple[str, Callable[[], bytes]]:
        if name not in originals:
            raise HTTPException(404)
        data = originals[name]
        return hashlib.sha256(data).hexdigest(), lambda: data

    @app.get("/")
    def show(lang: str = "zh", mode: str = "side") -> Response:
        text = page(examination, lang if lang in LABELS else "zh", mode)
        return Response(text, media_type="text/html; charset=utf-8", headers=STRICT)

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        file = built_files().served(name)
        return Response(file.data, media_type=file.media_type, headers={"Cache-Control": CACHE_CONTROL})

    @app.get("/map.png")
    def change_map() -> Response:
        return Response(heat, media_type="image/png")

    @app.get("/tiles/{name}.dzi")
    def descriptor(name: str) -> Response:
        return Response(tiles.descriptor(*exhibit(name)), media_type="application/xml")

    @app.get("/tiles/{name}_files/{level}/{col}_{row}.png")
    def tile(name: str, level: int, col: int, row: int) -> Response:
        digest, load = exhibit(name)
        try:
            return Response(tiles.tile(digest, level, col, row, load), media_type=tiles.media_type)
        except NoSuchTileError as exc:
            raise HTTPException(404) from exc

    return app


def main() -> None:
    """Serve until interrupted."""
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        server = WebServer(application(sandbox, Path(folder)), port=PORT)
        server.start()
        print(f"{server.url}/?lang=zh  {server.url}/?lang=en")
        try:
            while server.is_alive:
                time.sleep(0.5)
        except KeyboardInterrupt:
            server.stop()


if __name__ == "__main__":
    main()
