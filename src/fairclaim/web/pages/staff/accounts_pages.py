"""Accounts for who runs the desk: who works here and acts for merchants, who was invited, and buyers one by one.

A link is shown once and kept nowhere. Whatever changes something needs a fresh proof of who asks.
"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.errors import FairclaimError
from fairclaim.services.caller import Caller, Role
from fairclaim.services.find_party import find_party
from fairclaim.services.identity import accounts
from fairclaim.services.identity.errors import StepUpNeededError
from fairclaim.services.identity.invitations import withdraw_invitation
from fairclaim.services.identity.see_accounts import desk_accounts, find_accounts
from fairclaim.services.identity.sessions import verify_fresh
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.staff.people_pages import Named
from fairclaim.web.pages.staff.prove_again import again_path
from fairclaim.web.pages.staff.staff_page import StaffPages
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.answers import OneInvitation

PATH = "/accounts"
OFFERED = (Role.REVIEWER, Role.SENIOR, Role.AUDITOR, Role.POLICY_EDITOR, Role.ADMIN)
"""Roles of the desk that an administrator gives; an agent's goes with its merchant."""
AccountId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
Line = Annotated[str, Form(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Roles = Annotated[tuple[Role, ...], Form(max_length=len(Role))]


class AccountsPage:
    """The list of accounts as it is answered, with a new link, or with what went wrong."""

    def __init__(self, staff: StaffPages) -> None:
        self.staff, self.signed_in, self.door = staff, staff.signed_in, staff.signed_in.door

    def answer(
        self,
        request: Request,
        *,
        named: str = "",
        invited: accounts.Invited | None = None,
        error: FairclaimError | None = None,
    ) -> Response:
        """Return the page."""
        who, door = self.staff.who(request), self.door
        listed = find_accounts(door, who, named) if named else desk_accounts(door, who)
        return self.staff.render(
            request,
            "staff/accounts.html",
            status=200 if error is None else status_of(error),
            listed=sorted(listed, key=lambda one: one.login or ""),
            named=named,
            link=None if invited is None else OneInvitation.of(invited, origin=door.site.origin),
            error=None if error is None else error.message,
            is_fresh=self._is_fresh(request),
            again=again_path(PATH),
            hours=int(door.rules.invitation.total_seconds() // 3600),
            OFFERED=OFFERED,
        )

    def merchant(self, who: Caller, reference: str) -> PersonId | None:
        """Return the merchant whom the shop knows by an id; None where none was named."""
        return find_party(self.staff.desk, who, ActorKind.MERCHANT, reference) if reference else None

    def _is_fresh(self, request: Request) -> bool:
        try:
            verify_fresh(self.door, self.signed_in.session(request))
        except StepUpNeededError:
            return False
        return True


def accounts_pages(staff: StaffPages) -> APIRouter:
    """Return the routes."""
    router, page = desk_router(staff.pages, staff.signed_in), AccountsPage(staff)

    @router.get(PATH)
    def show(request: Request, named: Named = "") -> Response:
        """Show who works here and who was invited, or the accounts that a login or a shop's id names. Looking is noted."""
        return page.answer(request, named=named.strip())

    _add_invitations(router, page)
    _add_changes(router, page)
    return router


def _add_invitations(router: APIRouter, page: AccountsPage) -> None:
    door, fresh = page.door, page.signed_in.fresh

    @router.post(PATH)
    def add(request: Request, login: Line, name: Line = "", roles: Roles = (), acts_for: Line = "") -> Response:
        """Invite somebody of the desk, or who acts for a merchant; the link is shown this once."""
        who, acts_for = fresh(request), acts_for.strip()
        try:
            merchant = page.merchant(who, acts_for)
            wanted = accounts.Wanted(
                login=login.strip(), roles=with_agent(roles, acts_for), name=name.strip() or None, acts_for=merchant
            )
            return page.answer(request, invited=accounts.add_account(door, who, wanted))
        except FairclaimError as error:
            return page.answer(request, error=error)

    @router.post(PATH + "/buyers")
    def invite_buyer(request: Request, buyer: Line, login: Line = "") -> Response:
        """Invite the buyer whom orders know by the shop's own id."""
        who = fresh(request)
        try:
            invited = accounts.invite_buyer(door, who, buyer.strip(), login=login.strip() or None)
        except FairclaimError as error:
            return page.answer(request, error=error)
        return page.answer(request, invited=invited)

    @router.post(PATH + "/{account}/invitation")
    def invite(request: Request, account: AccountId) -> Response:
        """Make a new link; earlier ones no longer work."""
        return page.answer(request, invited=accounts.invite(door, fresh(request), account))

    @router.post(PATH + "/{account}/withdrawal")
    def withdraw(request: Request, account: AccountId) -> Response:
        """Take back a link that nobody has used."""
        withdraw_invitation(door, fresh(request), account)
        return back()


def _add_changes(router: APIRouter, page: AccountsPage) -> None:
    door, fresh = page.door, page.signed_in.fresh

    @router.post(PATH + "/{account}/roles")
    def set_roles(request: Request, account: AccountId, roles: Roles = (), acts_for: Line = "") -> Response:
        """Give an account exactly these roles."""
        who, acts_for = fresh(request), acts_for.strip()
        try:
            merchant = page.merchant(who, acts_for)
            accounts.set_roles(door, who, account, with_agent(roles, acts_for), acts_for=merchant)
        except FairclaimError as error:
            return page.answer(request, error=error)
        return back()

    @router.post(PATH + "/{account}/passkeys-removal")
    def forget_passkeys(request: Request, account: AccountId) -> Response:
        """Remove the passkeys of somebody who has lost one."""
        accounts.forget_passkeys(door, fresh(request), account)
        return back()

    @router.post(PATH + "/{account}/shut")
    def shut(request: Request, account: AccountId) -> Response:
        """Shut an account."""
        accounts.shut_account(door, fresh(request), account)
        return back()

    @router.post(PATH + "/{account}/reopen")
    def reopen(request: Request, account: AccountId) -> Response:
        """Open an account again."""
        accounts.reopen_account(door, fresh(request), account)
        return back()


def with_agent(roles: Sequence[Role], acts_for: str) -> frozenset[Role]:
    """Return the chosen roles; who acts for a merchant is an agent."""
    return frozenset(roles) | (frozenset({Role.MERCHANT_AGENT}) if acts_for else frozenset())


def back() -> RedirectResponse:
    """Return to the list after a form, so that reloading sends nothing twice."""
    return RedirectResponse(PATH, status_code=303)
