"""Writing one letter: a form that the record has filled, a preview, the files to take along, and "I sent it". No draft is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import UsageError
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.letter import Language
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.letters.draft_letter import draft_letter
from fairclaim.services.note_letter import LetterWish, note_letter
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.letters.letter_form import fields_shown, values_of
from fairclaim.web.pages.letters.letter_words import COUNTERPARTS
from fairclaim.web.pages.letters.letters_page import BUILT_ELSEWHERE, PATH, moment_of, shared_words
from fairclaim.web.pages.letters.written import Written, archive, as_sent, chosen_files, offered_files, written
from fairclaim.web.pages.parties.party_page import see_other
from fairclaim.web.pages.parties.words import FILE_ROLES
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

_MOST_FIELDS: Final = 100
_WORDS_FIRST: Final = Bilingual(
    "请先改写提示的措辞；确属引用对方原话的，请勾选。",
    "Think about the words that are pointed out first; where they quote the other side, say so.",
)
_UNUSABLE: Final = Bilingual("请从页面上的按钮选择。", "Choose with the buttons of the page.")
ClaimName = Annotated[str, Path(pattern=ID)]
KindName = Annotated[str, Path(pattern=r"[a-z-]{1,40}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form as it came.

    Parameters
    ----------
    files : tuple of str
        Exhibits that are to go with the letter.
    """

    values: Mapping[str, str]
    files: tuple[str, ...]

    @property
    def act(self) -> str:
        """Which button was pressed."""
        return self.values.get("act", "preview")

    @property
    def language(self) -> Language:
        """In which language the letter is written."""
        return Language.EN if self.values.get("text") == "en" else Language.ZH


async def typed(request: Request) -> Typed:
    """Return the form."""
    form = await request.form(max_fields=_MOST_FIELDS, max_files=0)
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    return Typed(values=values, files=tuple(str(one) for one in form.getlist("attach")))


def write_pages(pages: Pages, signed_in: SignedIn, desk: Desk, *, fonts: FilePath | None = None) -> APIRouter:
    """Return the routes.

    Parameters
    ----------
    fonts : Path, optional
        Searched for fonts beside the system's own folders.
    """
    router = desk_router(pages, signed_in)

    @router.get(PATH + "/{claim}/{kind}")
    def begin(
        request: Request, claim: ClaimName, kind: KindName, text: Annotated[str | None, Query(max_length=2)] = None
    ) -> Response:
        """Show the form with what the record knows."""
        language = Language(text if text in ("zh", "en") else reader_of(request).language)
        return _shown(request, claim, kind, language)

    @router.post(PATH + "/{claim}/{kind}")
    def write(request: Request, claim: ClaimName, kind: KindName, form: Annotated[Typed, Depends(typed)]) -> Response:
        """Preview the letter, take it along, or note that it was sent."""
        who = signed_in.session(request).caller
        _draft_of(request, claim, kind)  # it is still possible
        files = chosen_files(desk, who, claim, form.files)
        found = written(kind_named(kind), form.values, form.language, files=files)
        letter = found.letter
        if form.act == "preview" or letter is None or not found.is_complete:
            return _shown(request, claim, kind, form.language, form=form, found=found)
        _verify_kind_words(form, found)
        if form.act == "download":
            headers = {"Content-Disposition": f'attachment; filename="{kind}.zip"', "Cache-Control": "no-store"}
            return Response(archive(found, letter, fonts=fonts), media_type="application/zip", headers=headers)
        if form.act != "sent":
            raise UsageError(_UNUSABLE)
        wish = LetterWish(
            kind=kind,
            recipient=_recipient(form),
            sha256=hashlib.sha256(as_sent(letter, fonts=fonts)[1]).hexdigest(),
            sent_at=moment_of(form.values.get("when", "")),
            how=_channel(form),
        )
        note_letter(desk, who, ClaimId(claim), wish, key=form.values.get("key") or None)
        return see_other(f"{PATH}/{claim}#sent")

    def _draft_of(request: Request, claim: str, kind: str) -> Any:  # noqa: ANN401  (a draft; see services)
        if kind not in KINDS or kind == BUILT_ELSEWHERE:
            raise NotFoundError
        return draft_letter(desk, signed_in.session(request).caller, ClaimId(claim), kind)

    def _shown(
        request: Request,
        claim: str,
        kind: str,
        language: Language,
        *,
        form: Typed | None = None,
        found: Written | None = None,
    ) -> Response:
        who, draft, known = signed_in.session(request).caller, _draft_of(request, claim, kind), kind_named(kind)
        values = dict(form.values) if form is not None else values_of(known, draft.record, language)
        return pages.render(
            "letters/write.html",
            reader_of(request),
            status=200 if found is None or found.is_complete else 422,
            who=who,
            claim=claim,
            kind=known,
            text=language.value,
            values=values,
            fields=fields_shown(known, values),
            files=offered_files(desk, who, claim),
            ticked=form.files if form is not None else (),
            found=found,
            recipient=values.get("recipient") or draft.goes_to.value,
            FILE_ROLES=FILE_ROLES,
            **shared_words(desk),
        )

    return router


def _verify_kind_words(form: Typed, found: Written) -> None:
    """Verify that a letter to the other side presses nobody, or that whoever wrote it says that it quotes.

    Raises
    ------
    UsageError
        If not.
    """
    if found.doubts and _recipient(form) in COUNTERPARTS and form.values.get("quoted") != "yes":
        raise UsageError(_WORDS_FIRST)


def _recipient(form: Typed) -> Recipient:
    try:
        return Recipient(form.values.get("recipient", ""))
    except ValueError as exc:
        raise UsageError(_UNUSABLE) from exc


def _channel(form: Typed) -> Channel:
    try:
        return Channel(form.values.get("how", ""))
    except ValueError as exc:
        raise UsageError(_UNUSABLE) from exc
