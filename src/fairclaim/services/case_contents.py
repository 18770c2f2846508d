"""Items and files of a case for a bundle: whole for a court, for a party without anybody's words and originals."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.wire import decision_to_record
from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.evidence.bundle.case_file import Attachment
from fairclaim.evidence.bundle.manifest import Item, Shown
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.reading import to_time
from fairclaim.services.case_page import case_page
from fairclaim.services.case_words import actor_name, deed_name
from fairclaim.services.media_type import extension_of, media_type_of
from fairclaim.services.originals import original
from fairclaim.services.ports.case_pictures import CasePictures
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.proofs import Opened
from fairclaim.services.ports.work import Work

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
_DECIDED: Final = frozenset({"decided", "appeal-decided"})
_ROLES: Final = {
    "claim": Bilingual("买家的图片或录像", "A photo or film of the buyer"),
    "chat": Bilingual("聊天记录", "A record of the chat"),
    "listing": Bilingual("商品页图片", "A picture of the listing"),
    "dispatch": Bilingual("发货留证", "Evidence of the dispatch"),
}
_REPORTS: Final = {
    "examination.html": (
        HTML,
        Bilingual("检验报告（网页，中英文）", "Report of the examination (page, both languages)"),
    ),
    "examination-zh.pdf": (
        "application/pdf",
        Bilingual("检验报告（中文，PDF/A）", "Report of the examination (Chinese, PDF/A)"),
    ),
    "examination-en.pdf": (
        "application/pdf",
        Bilingual("检验报告（英文，PDF/A）", "Report of the examination (English, PDF/A)"),
    ),
}
_OUTCOMES: Final = {Outcome.GRANT: Bilingual("同意", "granted"), Outcome.REFUSE: Bilingual("不同意", "not granted")}
_UNDECIDED: Final = Bilingual("尚无决定。", "There is no decision yet.")
LACKS_PRINT: Final = Bilingual(
    "检验报告只有网页版：封存的机器缺少排版组件或中文字体。",
    "The report of the examination is there as a page only: the machine that sealed this lacks typst or a Chinese font.",
)
_PICTURES: Final = "image/"
_WITHOUT_JUDGES: Final = Bilingual(
    "由决定的记录写成：去除了作出决定者的代号（by），其余原样。",
    "Written from the record of the decision: all of it but the pseudonyms of who decided (by).",
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """An exhibit in a bundle: the place of its item, what the desk keeps of it, and its bytes where they are in the bundle."""

    place: int
    kept: KeptExhibit
    data: bytes | None


class CaseContents:
    """Gathers within a unit of work; draws pictures outside of it, since that takes seconds.

    Parameters
    ----------
    opened : sequence of Opened
        The case's entries in the log, opened as far as they can be.
    is_court : bool
        Whether everything goes in.
    """

    def __init__(self, work: Work, claim: Claim, opened: Sequence[Opened], *, is_court: bool) -> None:
        self.items: list[Item] = []
        self.attachments: list[Attachment] = []
        self.not_proven: list[Bilingual] = []
        self.kept: tuple[KeptExhibit, ...] = tuple(work.exhibits.of_claim(claim.id))
        self._claim, self._opened, self._is_court = claim, opened, is_court
        self._decisions = [one.index for one in opened if one.entry.kind in _DECIDED]
        self._exhibits: list[_Shown] = []
        by_id = {one.id: one for one in self.kept}
        for one in opened:
            if one.entry.kind == "evidence-attached":
                self._exhibit(work, one, by_id)
            else:
                self._record(one)
        self._examination = self._examined(work) if is_court else None

    @property
    def outcome(self) -> tuple[Bilingual, ...]:
        """What became of the case: each decision with its reasons, as both sides were told."""
        if not self._claim.decisions:
            return (_UNDECIDED,)
        return tuple(
            Bilingual(
                f"第 {one.number} 次决定（{to_time(one.at)}）：{_OUTCOMES[one.outcome].zh}。{one.reasons.zh}",
                f"Decision {one.number} ({to_time(one.at)}): {_OUTCOMES[one.outcome].en}. {one.reasons.en}",
            )
            for one in self._claim.decisions
        )

    def draw(self, pictures: CasePictures, load: Callable[[KeptExhibit], bytes | None]) -> None:
        """Add the report of the examination for a court, and copies of the pictures for a party.

        Parameters
        ----------
        load : callable
            Returns the original of an exhibit.

        Raises
        ------
        UnavailableError
            If nothing can be decoded here, or an original is not what was received.
        """
        if not self._is_court:
            for one in self._exhibits:
                self._copy(one, pictures, load)
        elif self._examination is not None:
            self._report(self._examination, pictures)

    def add_page(self) -> None:
        """Add the page that tells of the case; what it lists has to be there."""
        page = case_page(
            self._claim.id,
            entries=self._opened,
            items=self.items,
            decisions=self._claim.decisions,
            examination=self._examination,
        )
        self._attach("case.html", HTML, page)
        self._item("case", "report", Bilingual("案件经过", "The case on one page"), "case.html")

    def _exhibit(self, work: Work, one: Opened, kept: Mapping[ExhibitId, KeptExhibit]) -> None:
        """Add a file as it was received, or only the commitment to it."""
        found = kept.get(one.exhibit) if one.exhibit is not None else None
        name = f"exhibit-{one.entry.number}"
        title = _ROLES.get(found.role.value if found is not None else "", Bilingual("材料", "A file"))
        data = original(work, found) if self._is_court and found is not None else None
        if found is not None:
            self._exhibits.append(_Shown(len(self.items), found, data))
        if data is None:
            self._withheld(name, "exhibit", title, one)
            return
        media_type = media_type_of(data)
        path = f"originals/{name}.{extension_of(media_type)}"
        self._attach(path, media_type, data, is_personal=True)
        self._item(name, "exhibit", title, path, one)

    def _copy(self, one: _Shown, pictures: CasePictures, load: Callable[[KeptExhibit], bytes | None]) -> None:
        """Show a picture by a reduced copy; a film, and what is erased, stays a commitment."""
        data = load(one.kept)
        made = None if data is None or not media_type_of(data).startswith(_PICTURES) else pictures.copy_of(data)
        if made is None:
            return
        item = self.items[one.place]
        path = f"copies/{item.id}.jpg"
        self.attachments.append(Attachment(path=path, media_type="image/jpeg", content=made.data, changed=made.changed))
        self.items[one.place] = Item(
            id=item.id,
            kind=item.kind,
            title=item.title,
            shown=Shown.REDACTED,
            derivatives=(path,),
            entry=item.entry,
        )

    def _report(self, examination: Mapping[str, object], pictures: CasePictures) -> None:
        exhibits = [Exhibit(one.data, one.kept.role, one.kept.id) for one in self._exhibits if one.data is not None]
        drawn = pictures.report_of(examination, exhibits)
        for name, data in drawn.files.items():
            media_type, title = _REPORTS[name]
            self._attach(f"report/{name}", media_type, data, is_personal=True)
            self._item(f"report-{name.replace('.', '-')}", "report", title, f"report/{name}")
        if drawn.lacks:
            self.not_proven.append(LACKS_PRINT)

    def _record(self, one: Opened) -> None:
        """Add what an event committed to: whole for a court; for a party decisions only, without who decided."""
        name, kind = f"event-{one.entry.number}", one.entry.kind
        who, did = actor_name(one.entry.actor), deed_name(kind)
        title = Bilingual(f"{who.zh}{did.zh}", f"{who.en} {did.en}")
        if self._is_court and one.record is not None:
            path = f"events/{one.entry.number}-{kind}.json"
            self._attach(path, JSON, one.record, is_personal=True)
            self._item(name, "event", title, path, one)
        elif kind in _DECIDED:
            path = f"decisions/{one.entry.number}.json"
            self.attachments.append(
                Attachment(path=path, media_type=JSON, content=self._decision(one), changed=_WITHOUT_JUDGES)
            )
            entry = one.index if one.entry.commitment is not None else None
            self.items.append(
                Item(id=name, kind="decision", title=title, shown=Shown.REDACTED, derivatives=(path,), entry=entry)
            )
        else:
            self._withheld(name, "event", title, one)

    def _decision(self, one: Opened) -> bytes:
        """Return a decision as both sides are told it: what and why, not who."""
        decision = self._claim.decisions[self._decisions.index(one.index)]
        told = {name: value for name, value in decision_to_record(decision).items() if name != "by"}
        return canonical_json({"schema": "fairclaim.decision/1", "case": self._claim.id, "decision": told})

    def _examined(self, work: Work) -> Mapping[str, object] | None:
        examined = self._claim.examined
        if examined is None:
            return None
        subject, _, version = examined.examination.partition("@")
        found = work.examinations.find(subject, version=version)
        if found is not None:
            data = json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
            self._attach("examinations/1.json", JSON, data, is_personal=True)
            title = Bilingual("检验结果", "What the examination found")
            self._item("examination", "examination", title, "examinations/1.json")
        return found

    def _attach(self, path: str, media_type: str, content: bytes, *, is_personal: bool = False) -> None:
        self.attachments.append(Attachment(path=path, media_type=media_type, content=content, is_personal=is_personal))

    def _item(self, name: str, kind: str, title: Bilingual, path: str, one: Opened | None = None) -> None:
        is_logged = one is not None and one.salt is not None
        self.items.append(
            Item(
                id=name,
                kind=kind,
                title=title,
                shown=Shown.WHOLE,
                path=path,
                entry=one.index if one is not None and is_logged else None,
                salt=one.salt if one is not None else None,
            )
        )

    def _withheld(self, name: str, kind: str, title: Bilingual, one: Opened) -> None:
        entry = one.index if one.entry.commitment is not None else None
        self.items.append(Item(id=name, kind=kind, title=title, shown=Shown.WITHHELD, entry=entry))
