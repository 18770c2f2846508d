"""A statement of a person's own history at one operator, which the person carries to another: signed, short-lived, for one recipient.

The issuer's log key signs it under a text of its own, which can be read as no checkpoint and as no promise. It says what the issuer's
record holds and nothing of the person; who has none, or whose counts are null, is unknown, which is never bad.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.bundle.trust import Trust
from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.faults import broken
from fairclaim.evidence.reading import (
    child,
    optional_number,
    require_fields,
    require_schema,
    text,
    texts,
    time,
    to_time,
)
from fairclaim.evidence.receipt import parse_receipt_key
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.signed_note import PLAIN, NoteKey, SignedNote, parse_note, sign_note, verify_note

SCHEMA: Final = "fairclaim.standing-statement/1"
VERIFICATION: Final = "fairclaim.verification/1"
MONTHS: Final = 12
"""How far back adverse decisions are counted."""
_FIELDS: Final = ("id", "issuer", "recipient", "account", "issued_at", "expires_at", "months", "granted", "against")

SAYS: Final = Bilingual(
    "{issuer} 说明：持有人在其处获得同意的申请 {granted} 件；近 {months} 个月内，经两人认定材料与申请不符且已生效的决定 {against} 件。",
    "{issuer} states of its holder: claims that were granted there: {granted}; decisions of the last {months} months that stand, "
    "in which two people found that the evidence contradicts the claim: {against}.",
)
FOR: Final = Bilingual(
    "这份说明只提供给 {recipient}，账户 {account}，有效期至 {until}。",
    "It is for {recipient} and the account {account} only, until {until}.",
)
ABSENT: Final = Bilingual(
    "没有这种说明的人有什么记录：没有说明、数目不详都不说明任何问题，也不得因此不利对待。",
    "Anything about somebody who brings none: no statement, or a number that is not known, says nothing, and is held against nobody.",
)
HOLDER: Final = Bilingual(
    "账户是否确属持有人：账户由持有人自己填写，请与您处登录的账户核对。",
    "Whether the account is the holder's: the holder named it; compare it with the account that is signed in at your side.",
)
LATER: Final = Bilingual(
    "签发之后是否有变化：决定可能被撤销，同意可能被撤回。",
    "What has changed since: a decision may have been overturned, and the consent withdrawn.",
)
UNKNOWN: Final = Bilingual("不详", "not known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an issuer says.

    Parameters
    ----------
    issuer : str
        Name of the issuer's log, whose key signs.
    recipient, account : str
        For whom it is, and the holder's account there, as the holder named them.
    granted, against : int or None
        Claims that were granted, ever, and adverse decisions of two people that stand, in the last months; None is unknown.
    """

    id: str
    issuer: str
    recipient: str
    account: str
    issued_at: datetime
    expires_at: datetime
    granted: int | None
    against: int | None
    months: int = MONTHS

    def to_record(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "id": self.id,
            "issuer": self.issuer,
            "recipient": self.recipient,
            "account": self.account,
            "issued_at": to_time(self.issued_at),
            "expires_at": to_time(self.expires_at),
            "months": self.months,
            "granted": self.granted,
            "against": self.against,
        }


def sign_statement(statement: Statement, signer: Signer) -> bytes:
    """Return a statement as a file: RFC 8785 JSON with the issuer's signed note and key."""
    told = _text(statement)
    note = SignedNote(told, (sign_note(told, name=statement.issuer, signer=signer),)).to_bytes()
    key = NoteKey(statement.issuer, PLAIN, signer.public_key.raw)
    return canonical_json(
        {"schema": SCHEMA, "statement": statement.to_record(), "note": note.decode(), "keys": [key.to_text()]}
    )


def is_statement(data: bytes) -> bool:
    """Tell whether a file looks like a statement."""
    return data[:1] == b"{" and SCHEMA.encode() in data


def verify_statement(data: bytes, *, keys: Iterable[NoteKey], at: datetime) -> Statement:
    """Return what is stated if the issuer has signed it and its time is not over.

    Parameters
    ----------
    keys : iterable of NoteKey
        Keys of issuers that are believed.
    at : datetime
        Now.

    Raises
    ------
    IntegrityError
        If it does not hold, or is not in force at this time.
    """
    record = parse_canonical(data)
    require_schema(record, SCHEMA)
    require_fields(record, ("schema", "statement", "note", "keys"))
    statement = _parsed(record["statement"])
    note = parse_note(_note_of(record["note"]).encode())
    signed_by = verify_note(note, keys)
    brought = tuple(parse_receipt_key(one) for one in texts(record, "keys"))
    if len(brought) != 1 or brought[0] not in signed_by or brought[0].name != statement.issuer:
        raise broken("签名者不是说明中的签发方", "who signed it is not the issuer that it names")
    if note.text != _text(statement):
        raise broken("签发方签署的是另一份说明", "the issuer has signed another statement")
    if not statement.issued_at <= at < statement.expires_at:
        raise broken("不在有效期内", "it is not in force at this time")
    return statement


def statement_result(data: bytes, *, trust: Trust, at: datetime) -> dict[str, object]:
    """Return the result as a bundle's verification is told, ``schema`` fairclaim.verification/1.

    Raises
    ------
    IntegrityError
        If it does not hold, or its issuer is not one that the reader believes.
    """
    brought = tuple(parse_receipt_key(one) for one in texts(parse_canonical(data), "keys"))
    believed = brought
    if trust.names(Use.LOG):
        believed = tuple(one for one in brought if trust.find(Use.LOG, one.public_key.fingerprint, one.name))
        if not believed:
            raise broken("签发方的密钥不在您信任的密钥中", "the issuer's key is none that you believe")
    found = verify_statement(data, keys=believed, at=at)
    return {
        "schema": VERIFICATION,
        "intact": True,
        "case": found.id,
        "profile": "standing-statement",
        "made_at": to_time(found.issued_at),
        "made_by": found.issuer,
        "proven": [{"code": "stated", **_said(found).to_record()}, {"code": "for", **_for(found).to_record()}],
        "not_proven": [
            {"code": code, **words.to_record()}
            for code, words in (("absent", ABSENT), ("holder", HOLDER), ("later", LATER))
        ],
        "keys": [
            {
                "use": Use.LOG.value,
                "name": one.name,
                "algorithm": one.public_key.algorithm.value,
                "fingerprint": one.public_key.fingerprint,
                "trusted": trust.find(Use.LOG, one.public_key.fingerprint, one.name) is not None,
            }
            for one in brought
        ],
        "witnesses": [],
        "times": [],
        "failure": None,
        "statement": found.to_record(),
    }


def _note_of(value: object) -> str:
    if not isinstance(value, str):
        raise broken("字段 note 应为文本", "the field note is no text")
    return value


def _text(statement: Statement) -> str:
    digest = base64.b64encode(sha256(canonical_json(statement.to_record()))).decode()
    return f"{statement.issuer}\nstanding statement\n{digest}\n"


def _parsed(value: object) -> Statement:
    record = child(value, "statement")
    require_fields(record, _FIELDS)
    months = optional_number(record, "months")
    return Statement(
        id=text(record, "id"),
        issuer=text(record, "issuer"),
        recipient=text(record, "recipient"),
        account=text(record, "account"),
        issued_at=time(record, "issued_at"),
        expires_at=time(record, "expires_at"),
        granted=optional_number(record, "granted"),
        against=optional_number(record, "against"),
        months=MONTHS if months is None else months,
    )


def _said(statement: Statement) -> Bilingual:
    def known(count: int | None, *, zh: bool) -> str:
        return str(count) if count is not None else (UNKNOWN.zh if zh else UNKNOWN.en)

    names = {"issuer": statement.issuer, "months": statement.months}
    return Bilingual(
        SAYS.zh.format(**names, granted=known(statement.granted, zh=True), against=known(statement.against, zh=True)),
        SAYS.en.format(**names, granted=known(statement.granted, zh=False), against=known(statement.against, zh=False)),
    )


def _for(statement: Statement) -> Bilingual:
    return FOR.format(recipient=statement.recipient, account=statement.account, until=to_time(statement.expires_at))
