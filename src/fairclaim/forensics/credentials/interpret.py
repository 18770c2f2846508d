"""A manifest store, judged."""

from collections.abc import Mapping, Sequence

from fairclaim.forensics.credentials.credential import Credential, Origin, State
from fairclaim.forensics.credentials.fields import mapping, text
from fairclaim.forensics.credentials.statements import HARMLESS, Statement, signer_of, statements, steps
from fairclaim.forensics.credentials.validation import is_time_proven, judge, objections

_ARTIFICIAL = (Origin.GENERATED, Origin.AI_EDITED)


def interpret(store: Mapping[str, object] | None) -> Credential:
    """Judge what a file's credentials are worth and what they state.

    Parameters
    ----------
    store : mapping or None
        As ``imaging.credentials.read_store_json`` gives it; None where the file holds no C2PA container.
    """
    if store is None or store.get("state") == "absent":
        return Credential(state=State.ABSENT)
    if store.get("state") != "read":
        return Credential(state=State.UNCHECKED, why=(text(store, "why") or "unreadable",))
    state = judge(store)
    told = steps(store)
    chosen = _strongest(statements(store, is_trusted=state is State.TRUSTED), told)
    active = mapping(mapping(store, "manifests"), text(store, "active"))
    return Credential(
        state=state,
        origin=chosen.origin if chosen else Origin.OTHER,
        is_origin_trusted=chosen.is_trusted if chosen else state is State.TRUSTED,
        signer=chosen.signer if chosen else signer_of(active),
        agent=chosen.agent if chosen else "",
        steps=told,
        is_time_proven=is_time_proven(store) and (chosen is None or chosen.signer == signer_of(active)),
        why=objections(store),
    )


def _strongest(found: Sequence[Statement], told: Sequence[str]) -> Statement | None:
    """Choose the statement that counts: a trusted one first; artificial before captured.

    A capture counts only where no artificial statement stands against it and every recorded step leaves the scene as it
    was.
    """
    artificial = [statement for statement in found if statement.origin in _ARTIFICIAL]
    if artificial:
        return min(artificial, key=lambda statement: (not statement.is_trusted, _ARTIFICIAL.index(statement.origin)))
    captured = [statement for statement in found if statement.origin is Origin.CAPTURED]
    if captured and set(told) <= HARMLESS:
        return max(captured, key=lambda statement: statement.is_trusted)
    return None
