"""Draws what a bundle shows of a case's pictures, and keeps it: see :class:`~fairclaim.services.ports.case_pictures.CasePictures`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, UnavailableError
from fairclaim.domain.examination import Examination, recorded_examination
from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.walk.walk import walk
from fairclaim.report.exhibition import reports
from fairclaim.report.pictures import display_size, jpeg, resize
from fairclaim.runtime.kept_files import KeptFiles
from fairclaim.services.ports.case_pictures import ChangedCopy, DrawnReport
from fairclaim.version import __version__

COPY_PX: Final = 1280
"""Longest side of a copy: enough to see what is claimed; who wants to examine it needs the original."""
COPY_QUALITY: Final = 85
_TITLES: Final = {check.name: check.title for check in CATALOGUE}
_CHANGED: Final = Bilingual(
    "由解码后的原件（{media_type}，{width} × {height} 像素，{size} 字节）重新绘制：按拍摄方向转正，转为 8 位 sRGB，透明处垫白，"
    "{scaled_zh}，存为质量 {quality} 的 JPEG。未带入任何元数据（时间、位置、设备、缩略图、内容凭证等）。画面内没有遮盖任何东西。",
    "Drawn anew from the decoded original ({media_type}, {width} × {height} px, {size} bytes): turned upright, converted to 8-bit sRGB, "
    "transparency laid over white, {scaled_en}, saved as JPEG of quality {quality}. No metadata was taken over (time, place, device, "
    "thumbnail, credentials and all else). Nothing in the picture was covered.",
)


class DrawnPictures:
    """Draws pictures in this process from pixels that a sandbox has decoded.

    Parameters
    ----------
    sandbox : Sandbox
        Where originals are decoded.
    kept : KeptFiles
        Where copies and reports are kept for the next time.
    fonts : Path, optional
        Folder that is searched for fonts beside the system's own.
    """

    def __init__(self, *, sandbox: Sandbox, kept: KeptFiles, fonts: Path | None = None) -> None:
        self._sandbox, self._kept, self._fonts = sandbox, kept, fonts

    def copy_of(self, data: bytes) -> ChangedCopy | None:
        """See :class:`~fairclaim.services.ports.case_pictures.CasePictures`."""
        key = _key("copy", COPY_PX, COPY_QUALITY, hashlib.sha256(data).hexdigest())
        files = self._kept.find(key)
        if files is None:
            made = self._copied(data)
            if made is None:
                return None
            self._kept.keep(key, {"copy.jpg": made.data, "changed.json": json.dumps(made.changed.to_record()).encode()})
            return made
        return ChangedCopy(files["copy.jpg"], Bilingual(**json.loads(files["changed.json"])))

    def report_of(self, record: Mapping[str, object], exhibits: Sequence[Exhibit]) -> DrawnReport:
        """See :class:`~fairclaim.services.ports.case_pictures.CasePictures`."""
        named = sorted((one.name, hashlib.sha256(one.data).hexdigest()) for one in exhibits)
        key = _key("report", json.dumps(record, sort_keys=True), named)
        files = self._kept.find(key)
        if files is not None:
            return DrawnReport(files)
        examination = recorded_examination(record)
        drawn = self._drawn(examination, self._photos(examination, exhibits))
        if not drawn.lacks:
            self._kept.keep(key, drawn.files)
        return drawn

    def _copied(self, data: bytes) -> ChangedCopy | None:
        try:
            media_type = walk(data).media_type
            pixels = self._sandbox.decode(data, media_type).pixels
        except InputError:
            return None
        height, width = pixels.shape[:2]
        small = display_size(height, width, longest=COPY_PX)
        size = f"{small[1]} × {small[0]}"
        is_reduced = small != (height, width)
        changed = _CHANGED.format(
            media_type=media_type,
            width=width,
            height=height,
            size=len(data),
            quality=COPY_QUALITY,
            scaled_zh=f"缩小到 {size} 像素" if is_reduced else "尺寸未变",
            scaled_en=f"reduced to {size} px" if is_reduced else "not reduced",
        )
        return ChangedCopy(jpeg(resize(pixels, *small), quality=COPY_QUALITY), changed)

    def _photos(self, examination: Examination, exhibits: Sequence[Exhibit]) -> dict[ExhibitId, Photo]:
        by_name = {one.name: one for one in exhibits}
        photos: dict[ExhibitId, Photo] = {}
        for facts in examination.exhibits:
            exhibit = by_name.get(facts.path)
            if exhibit is not None:
                try:
                    photos[facts.id] = open_photo(exhibit, id=facts.id, sandbox=self._sandbox)
                except InputError:
                    continue  # the examination could not read it either, and the report says so
        return photos

    def _drawn(self, examination: Examination, photos: Mapping[ExhibitId, Photo]) -> DrawnReport:
        files: dict[str, bytes] = {}
        lacks: list[str] = []
        for made, make in reports(examination, photos, titles=_TITLES, fonts=self._fonts):
            name = made.replace("report", "examination")
            try:
                files[name] = make()
            except UnavailableError:
                lacks.append(name)
        return DrawnReport(files, tuple(lacks))


def _key(*parts: object) -> str:
    """Return the digest of what something is made from, and by which version."""
    return hashlib.sha256(json.dumps([__version__, *parts]).encode()).hexdigest()
