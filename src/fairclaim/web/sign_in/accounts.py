"""Routes for administrators: accounts, roles, invitations. What changes something needs a fresh proof of who asks."""

from fastapi import APIRouter, Request

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.identity import accounts
from fairclaim.web.sign_in.answers import BuyerToInvite, Id, NewAccount, OneAccount, OneInvitation, Roles, Subject
from fairclaim.web.sign_in.signed_in import OF_A_SESSION, SignedIn


def account_routes(signed_in: SignedIn) -> APIRouter:
    """Return the routes."""
    router, door = APIRouter(prefix="/accounts"), signed_in.door
    origin = door.site.origin

    @router.get("", operation_id="all_accounts")
    def all_accounts(request: Request) -> list[OneAccount]:
        """List all accounts; looking is noted."""
        found = accounts.all_accounts(door, signed_in.caller(request))
        return [OneAccount.of(account, login) for account, login in found]

    @router.post("", status_code=201, operation_id="add_account", openapi_extra=OF_A_SESSION)
    def add(body: NewAccount, request: Request) -> OneInvitation:
        """Add an account, and get a one-time link for its person."""
        wanted = accounts.Wanted(
            login=body.login,
            roles=frozenset(body.roles),
            name=body.name,
            acts_for=None if body.acts_for is None else PersonId(body.acts_for),
        )
        return OneInvitation.of(accounts.add_account(door, signed_in.fresh(request), wanted), origin=origin)

    @router.post("/buyers", status_code=201, operation_id="invite_buyer", openapi_extra=OF_A_SESSION)
    def invite_buyer(body: BuyerToInvite, request: Request) -> OneInvitation:
        """Get a one-time link for the buyer whom orders know by your own id; it opens this person's claims and no others."""
        invited = accounts.invite_buyer(door, signed_in.fresh(request), body.buyer, login=body.login)
        return OneInvitation.of(invited, origin=origin)

    @router.post("/{account}/invitation", status_code=201, operation_id="invite_account", openapi_extra=OF_A_SESSION)
    def invite(account: Id, request: Request) -> OneInvitation:
        """Get a new one-time link for somebody; earlier links no longer work."""
        return OneInvitation.of(accounts.invite(door, signed_in.fresh(request), account), origin=origin)

    @router.put("/{account}/roles", status_code=204, operation_id="set_roles", openapi_extra=OF_A_SESSION)
    def set_roles(account: Id, body: Roles, request: Request) -> None:
        """Give an account exactly these roles."""
        acts_for = None if body.acts_for is None else PersonId(body.acts_for)
        accounts.set_roles(door, signed_in.fresh(request), account, frozenset(body.roles), acts_for=acts_for)

    @router.delete("/{account}/passkeys", status_code=204, operation_id="forget_passkeys", openapi_extra=OF_A_SESSION)
    def forget_passkeys(account: Id, request: Request) -> None:
        """Remove all passkeys of somebody who has lost one."""
        accounts.forget_passkeys(door, signed_in.fresh(request), account)

    @router.post("/{account}/shut", status_code=204, operation_id="shut_account", openapi_extra=OF_A_SESSION)
    def shut(account: Id, request: Request) -> None:
        """Shut an account."""
        accounts.shut_account(door, signed_in.fresh(request), account)

    @router.post("/{account}/reopen", status_code=204, operation_id="reopen_account", openapi_extra=OF_A_SESSION)
    def reopen(account: Id, request: Request) -> None:
        """Open an account again that was shut."""
        accounts.reopen_account(door, signed_in.fresh(request), account)

    @router.post("/{account}/subjects", status_code=204, operation_id="link_subject", openapi_extra=OF_A_SESSION)
    def link(account: Id, body: Subject, request: Request) -> None:
        """Let a subject of an identity provider sign in to an account."""
        accounts.link_subject(door, signed_in.fresh(request), account, provider=body.provider, subject=body.subject)

    return router
