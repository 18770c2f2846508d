"""A side adds a file to a claim. The bytes are kept as they came; the same file sent twice is one exhibit."""

from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import ExhibitRoleError
from fairclaim.services.grants import Action
from fairclaim.services.intake import ROLES_OF_SIDE, Upload, stage_for_claim, take_in
from fairclaim.services.receipt import Receipt


def attach_exhibit(desk: Desk, who: Caller, claim: ClaimId, upload: Upload, *, key: str | None = None) -> Receipt:
    """Attach a file, for the own side; the platform's systems attach for the side to which the role belongs.

    Returns
    -------
    Receipt
        ``made`` is the exhibit's id, also where the file was there already.

    Raises
    ------
    EmptyFileError, OverLimitError, ExhibitRoleError, TooManyExhibitsError
        See :mod:`~fairclaim.services.intake`.
    RuleError
        If the caller may not, or the claim takes no files any more.
    """
    staged = stage_for_claim(claim, (upload,), desk=desk, who=who, action=Action.ATTACH, side_of=_side)
    names: list[str] = []

    def move(scene: Scene) -> Moved:
        moved, name = take_in(desk, scene.work, scene.claim, staged[0], by=scene.by, at=scene.at)
        names.append(name)
        return moved

    return act(desk, who, Action.ATTACH, claim, move, request=(upload,), key=key, made=lambda _: names[-1])


def _side(scene: Scene, upload: Upload) -> ActorKind:
    return scene.by.kind if scene.by.is_party else _side_of(upload)


def _side_of(upload: Upload) -> ActorKind:
    for side, roles in ROLES_OF_SIDE.items():
        if upload.role in roles:
            return side
    raise ExhibitRoleError(kind="-", role=upload.role.value)
