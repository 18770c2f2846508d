"""What goes into a bundle: plain records, filled by whoever has the case, with nothing of a database in them."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.archive import Content
from fairclaim.evidence.bundle.manifest import CustodyStep, Item, Profile, Use
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.keys import PublicKey
from fairclaim.evidence.merkle_proofs import Inclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of the case.

    Parameters
    ----------
    path : str
        Where it stands in the bundle, such as ``originals/claim-1.jpg``; never a name that a person gave it.
    media_type : str
        What it is.
    content : bytes or BinaryIO
        Its bytes; a file is read twice and never as a whole.
    is_personal : bool
        Whether it shows a person's data, so that a bundle for a party may not hold it.
    changed : Bilingual or None
        Of a copy that stands for an item: what was changed in it.
    """

    path: str
    media_type: str
    content: Content
    is_personal: bool = False
    changed: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry of the case, and its proof at the checkpoint's size."""

    entry: Entry
    inclusion: Inclusion


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key that a reader needs: public key, or root certificate of a time authority."""

    use: Use
    name: str
    key: PublicKey | Certificate


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A signature over one attachment, by a key of use ``sign``."""

    of: str
    key: PublicKey
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything that is to be sealed.

    Parameters
    ----------
    profile : Profile
        For whom.
    case : str
        Random name of the case, as in the log's entries.
    made_at : datetime
        Now.
    made_by : str
        Program and version.
    attachments : tuple of Attachment
        Files.
    items : tuple of Item
        What the files are; withheld items too.
    entries : tuple of LoggedEntry
        The case's entries, in the log's order.
    checkpoint : bytes
        The log's signed checkpoint, with cosignatures.
    tokens : tuple of bytes
        Replies of time authorities over the checkpoint's text, which is the note without its signatures.
    keys : tuple of NamedKey
        All but the one that seals.
    signatures : tuple of FileSignature
        Over attachments, such as the decision.
    custody : tuple of CustodyStep
        Chain of custody.
    not_proven : tuple of Bilingual
        What must be said besides.
    outcome : tuple of Bilingual
        What became of the case, for the summary; proven by nothing but the files that say it.
    """

    profile: Profile
    case: str
    made_at: datetime
    made_by: str
    attachments: tuple[Attachment, ...]
    items: tuple[Item, ...]
    entries: tuple[LoggedEntry, ...]
    checkpoint: bytes
    tokens: tuple[bytes, ...] = ()
    keys: tuple[NamedKey, ...] = ()
    signatures: tuple[FileSignature, ...] = ()
    custody: tuple[CustodyStep, ...] = ()
    not_proven: tuple[Bilingual, ...] = ()
    outcome: tuple[Bilingual, ...] = ()
