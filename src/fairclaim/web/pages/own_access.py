"""What opens the desk to the one who is signed in: passkeys, the password, and where they are signed in."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, UsageError
from fairclaim.services.identity.passkeys import own_passkeys, remove_passkey
from fairclaim.services.identity.sessions import end_own_session, own_sessions, sign_out_everywhere
from fairclaim.services.identity.sign_in import change_password
from fairclaim.services.ports.identity import Proof
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.cookie import SESSION
from fairclaim.web.sign_in.grant import grant
from fairclaim.web.sign_in.signed_in import SignedIn, address_of

PATH = "/own-access"
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
Secret = Annotated[str, Form(max_length=1_000)]
PROOFS = {
    Proof.PASSWORD: Bilingual("密码", "password"),
    Proof.PASSKEY: Bilingual("通行密钥", "passkey"),
    Proof.PROVIDER: Bilingual("统一登录", "the identity provider"),
    Proof.INVITATION: Bilingual("邀请链接", "the link of the invitation"),
}
_DIFFER = Bilingual("两次输入的新密码不一致，请重新输入。", "The two new passwords differ. Type the same one twice.")


def own_access_pages(pages: Pages, signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = desk_router(pages, signed_in), signed_in.door

    def show(request: Request, *, changed: bool = False, error: FairclaimError | None = None) -> Response:
        who = signed_in.session(request)
        return pages.render(
            "own_access.html",
            reader_of(request),
            status=200 if error is None else status_of(error),
            who=who.caller,
            passkeys=own_passkeys(door, who),
            sessions=own_sessions(door, who),
            this=who.session.id,
            has_password=who.account.password_hash is not None,
            changed=changed,
            error=None if error is None else error.message,
            PROOFS=PROOFS,
        )

    @router.get(PATH)
    def own(request: Request, changed: str = "") -> Response:
        """Show it."""
        return show(request, changed=changed == "password")

    @router.post(PATH + "/passkeys/{passkey}/removal")
    def remove(request: Request, passkey: Id) -> Response:
        """Remove a passkey; asks for a fresh proof first."""
        remove_passkey(door, signed_in.session(request), passkey)
        return RedirectResponse(PATH, status_code=303)

    @router.post(PATH + "/password")
    def new_password(request: Request, old: Secret, new: Secret, again: Secret) -> Response:
        """Change the password."""
        who = signed_in.session(request)
        try:
            if new != again:
                raise UsageError(_DIFFER)
            opened = change_password(door, who, old, new, address=address_of(request))
        except FairclaimError as error:
            return show(request, error=error)
        answer = RedirectResponse(f"{PATH}?changed=password", status_code=303)
        grant(answer, opened, signed_in)
        return answer

    @router.post(PATH + "/sessions/{session}/end")
    def end(request: Request, session: Id) -> Response:
        """Sign out in one other place."""
        end_own_session(door, signed_in.session(request), session)
        return RedirectResponse(PATH, status_code=303)

    @router.post(PATH + "/sessions/end")
    def end_all(request: Request) -> Response:
        """Sign out everywhere."""
        sign_out_everywhere(door, signed_in.session(request))
        answer = RedirectResponse("/sign-in", status_code=303)
        signed_in.cookies.clear(answer, SESSION)
        return answer

    return router
