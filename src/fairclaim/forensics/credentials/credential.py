"""A file's content credentials, judged: five states, and what they state about the picture's origin."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far the credentials can be relied on."""

    ABSENT = "absent"
    """There are none. Says nothing: chat apps strip them."""
    TRUSTED = "trusted"
    """Intact, and the signer is on a list that we rely on."""
    UNKNOWN_SIGNER = "unknown-signer"
    """Intact, but anybody could have signed them."""
    DAMAGED = "damaged"
    """They do not match this file any more. An innocent re-save does that too."""
    UNCHECKED = "unchecked"
    """They are there, but could not be read or checked."""


class Origin(StrEnum):
    """What credentials state about how the picture came to be, strongest first."""

    GENERATED = "generated"
    """A generative model made the picture, or the picture that it descends from."""
    AI_EDITED = "ai-edited"
    """A generative model changed or contributed a part."""
    CAPTURED = "captured"
    """A camera took it, and every recorded step since leaves the scene as it was."""
    OTHER = "other"
    """Nothing of the above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed, as the certificate and the claim name them.

    Parameters
    ----------
    organisation, name : str
        From the certificate's subject; "" where it names none. Only as good as the credential's state.
    serial : str
        The certificate's serial number, decimal.
    software : str
        The program that wrote the claim.
    time : str
        RFC 3339, from the time stamp; "" where there is none.
    """

    organisation: str = ""
    name: str = ""
    serial: str = ""
    software: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The judgement.

    Parameters
    ----------
    state : State
        How far it can be relied on.
    origin : Origin
        The strongest statement that an intact manifest of the store makes.
    is_origin_trusted : bool
        True where the manifest that makes this statement is itself signed by a listed signer.
    signer : Signer
        Who signed the manifest that makes this statement; of the active manifest where ``origin`` is "other".
    agent : str
        The model or tool that the statement names; "" where it names none.
    steps : tuple of str
        Recorded actions from the oldest ancestor on, as C2PA names them, each once.
    is_time_proven : bool
        True where a listed time-stamp authority confirms the signing time.
    why : tuple of str
        Validation codes that speak against full trust, or the reader's own word where nothing could be read.
    """

    state: State
    origin: Origin = Origin.OTHER
    is_origin_trusted: bool = False
    signer: Signer = Signer()
    agent: str = ""
    steps: tuple[str, ...] = ()
    is_time_proven: bool = False
    why: tuple[str, ...] = ()
