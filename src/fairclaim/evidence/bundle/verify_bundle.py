# mypy: ignore-errors
"""Check an evidence bundle with this one file and the package ``cryptography``.

``python verify_bundle.py BUNDLE [--json] [--trust FILE]…``

It needs no network, no other part of fairclaim, and Python 3.9 or newer. It was written apart from ``fairclaim verify``, shares no line
with it, and must come to the same answer: a test holds the two against each other on whole and on damaged bundles. Encrypted bundles
(``.age``) are to be opened with the program ``age`` first. SM2 signatures are counted and not checked.

Exit status: 0 the bundle holds; 1 it does not, and the place is named; 2 bad use; 3 the file cannot be read.
"""

import argparse
import base64
import hashlib
import json
import re
import struct
import sys
import zlib
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

HEAD = ("SUMMARY.txt", "manifest.json", "manifest.sig")
CHECKPOINT = "log/checkpoint"
SM2_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
DOCUMENT_BYTES, BUNDLE_BYTES, MOST_FILES = 16 << 20, 0xFFFFFFFE, 10_000
SEGMENT = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
PATH = re.compile(rf"{SEGMENT}(?:/{SEGMENT}){{0,5}}")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
HEX32 = re.compile(r"[0-9a-f]{64}")
UNREADABLE = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

PROVEN = {
    "sealed": (
        "包内每个文件都与封存时逐字节相同。",
        "Every file in the bundle is, byte for byte, as it was sealed.",
    ),
    "logged": (
        "本案的 {count} 条记录都在日志 {origin} 中（检查点含 {size} 条）。",
        "{count} entries of the case stand in the log {origin} (checkpoint over {size} entries).",
    ),
    "no-gap": (
        "从第 1 条到第 {count} 条，本案的记录没有一条被抽走。",
        "None of the case's entries 1 to {count} was left out.",
    ),
    "committed": (
        "{count} 份材料正是当时记入日志的那一份。",
        "{count} items are the very files that were entered in the log.",
    ),
    "signed": ("{count} 个对单个文件的签名相符。", "{count} signatures over single files fit."),
    "witnessed": (
        "{count} 名见证人确认日志只增不改，最早于 {at}（见证人自己的时钟）。",
        "{count} witnesses confirm that the log only grew, the first at {at} (by their own clocks).",
    ),
    "timed": (
        "上述记录不晚于 {at} 已存在（外部时间戳机构）。",
        "These entries existed no later than {at} (authority outside).",
    ),
    "sealed-in-time": (
        "整个证据包不晚于 {at} 已封存（外部时间戳机构）。",
        "The whole bundle was sealed no later than {at} (authority outside).",
    ),
}
NOT_PROVEN = {
    "scene": (
        "镜头前是否真有其事：字节未变，不等于照片如实。",
        "What was in front of the lens: bytes that did not change are not yet a true picture.",
    ),
    "persons": (
        "密钥背后是谁：签名证明持有密钥，不证明其人。",
        "Who stands behind a key: a signature proves the key, not the person.",
    ),
    "before": ("进入日志之前发生了什么。", "What happened to a file before it was entered in the log."),
    "afterwards": ("第 {count} 条之后是否还有记录。", "Whether there are entries after number {count}."),
    "gaps": (
        "本案记录的编号不连续：有些记录没有附上。",
        "The numbers of the case's entries have gaps: some entries are not in the bundle.",
    ),
    "keys-unknown": (
        "有 {count} 个密钥未与您信任的指纹核对：请通过其他途径向相关机构核对下列指纹，否则任何人都可能自制这样一个包。",
        "{count} keys were not compared with fingerprints that you trust: ask for the fingerprints below by another way; "
        "without that, anybody could have made such a bundle.",
    ),
    "not-witnessed": (
        "没有见证人：日志运营者可能另有一份不同的日志。",
        "No witness: the operator of the log may keep another one beside it.",
    ),
    "not-timed": (
        "没有外部时间戳：所有时间只是运营者自己的说法。",
        "No time token: all times are the operator's own word.",
    ),
    "revocation": (
        "离线无法得知时间戳机构的证书后来是否被吊销。",
        "Whether a certificate of a time authority was revoked cannot be known offline.",
    ),
    "withheld": (
        "{count} 份材料未附，只有日志中的承诺。",
        "{count} items are not in the bundle; only the log's commitment to them is.",
    ),
    "copies": (
        "{count} 份材料只附改动过的副本：副本是否如实，只有持有原件的人能比对。",
        "{count} items are shown by changed copies only: whether these are true to the originals, only who holds those can compare.",
    ),
    "unlogged": (
        "{count} 份材料没有日志记录，只由封存签名担保。",
        "{count} items have no entry in the log; the seal alone vouches for them.",
    ),
    "sm2-unchecked": (
        "{count} 个 SM2 签名未在此检验（需要 fairclaim[sm] 或 openssl）。",
        "{count} SM2 signatures were not checked here (that needs fairclaim[sm], or openssl).",
    ),
}


class Failure(Exception):  # noqa: N818  (what a reader is told, not an error of the program)
    """A proof fails: where, and why in both languages."""

    def __init__(self, place, zh, en):
        super().__init__(en)
        self.place, self.zh, self.en = place, zh, en


class Misuse(Exception):  # noqa: N818
    """The trust file cannot be used."""


def need(condition, place, zh, en):
    """Fail at a place unless a condition holds."""
    if not condition:
        raise Failure(place, zh, en)


# --- the envelope: one ZIP form, stored -------------------------------------------------------------------------------


def safe_path(path):
    """Tell whether a path can lead nowhere else."""
    return (
        len(path) <= 120 and PATH.fullmatch(path) and not any(DEVICE.fullmatch(segment) for segment in path.split("/"))
    )


def local_header(name, crc, size):
    """Write the header that must stand before a file."""
    return struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 33, crc, size, size, len(name), 0) + name


def central_header(name, crc, size, offset):
    """Write the line that must stand for it in the directory."""
    fixed = (20, 20, 0, 0, 0, 33, crc, size, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", *fixed) + name


def read_envelope(file):
    """Return every file's place, size and SHA-256, in order."""
    size_of_all = file.seek(0, 2)
    file.seek(0)
    need(size_of_all <= BUNDLE_BYTES, "", "证据包过大", "the bundle is too large")
    members, folded, directory, offset = {}, set(), [], 0
    while True:
        head = file.read(30)
        if head[:4] != b"PK\x03\x04":
            break
        need(len(head) == 30, "", "ZIP 文件头不完整", "a ZIP header is cut short")
        crc, size, name_bytes = struct.unpack_from("<I4xIH", head, 14)
        name = file.read(name_bytes)
        path = name.decode("ascii", "replace")
        need(safe_path(path), "", "文件名不安全", "a path is not safe")
        start = offset + 30 + len(name)
        need(start + size <= size_of_all, path, "文件提前结束", "the file ends early")
        digest, found_crc, left = hashlib.sha256(), 0, size
        while left:
            chunk = file.read(min(left, 1 << 20))
            need(chunk, path, "文件提前结束", "the file ends early")
            digest.update(chunk)
            found_crc = zlib.crc32(chunk, found_crc)
            left -= len(chunk)
        need(found_crc == crc, path, "文件内容已改变（CRC-32 不符）", "the file's bytes have changed (another CRC-32)")
        plain = local_header(name, crc, size) == head + name
        need(plain, path, "ZIP 文件头写法不规范", "the ZIP header is not in plain form")
        need(path.lower() not in folded, "", "文件名重复", "a path comes twice")
        folded.add(path.lower())
        members[path] = (start, size, digest.digest())
        directory.append(central_header(name, crc, size, offset))
        offset = start + size
        need(len(members) <= MOST_FILES, "", "文件过多", "there are too many files")
    wanted = b"".join(directory)
    wanted += struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members), len(members), len(wanted), offset, 0)
    need(
        members and head + file.read(len(wanted)) == wanted,
        "",
        "ZIP 目录与文件不符，或有多余字节",
        "the ZIP directory does not fit the files, or there are other bytes",
    )
    return members


# --- records ----------------------------------------------------------------------------------------------------------


def canonical(value):
    """Write JSON as RFC 8785 does, for values without fractions."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def no_fraction(_):
    """Refuse a fraction."""
    raise ValueError


def plain_numbers(value, depth=32):
    """Tell whether every number keeps its value everywhere, and nothing is nested too deeply."""
    if depth == 0:
        return False
    if isinstance(value, dict):
        return all(plain_numbers(one, depth - 1) for one in value.values())
    if isinstance(value, list):
        return all(plain_numbers(one, depth - 1) for one in value)
    return not isinstance(value, int) or abs(value) < 2**53


def read_record(data, place, schema):
    """Read a JSON object that stands in its canonical form."""
    try:
        found = json.loads(data.decode(), parse_float=no_fraction, parse_constant=no_fraction)
        same = isinstance(found, dict) and plain_numbers(found) and canonical(found).encode() == data
    except (ValueError, RecursionError):
        raise Failure(place, "不是规范 JSON", "it is no canonical JSON") from None
    need(same, place, "JSON 未采用规范写法", "its JSON is no object in canonical form")
    need(found.get("schema") == schema, place, f"格式不是 {schema}", f"the format is not {schema}")
    return found


class Fields:
    """A record of others, read field by field; whatever is missing, unknown or of another kind fails."""

    def __init__(self, record, place, names, optional=()):
        self.place = place
        need(isinstance(record, dict), place, "应为对象", "it is no object")
        missing = sorted(set(names) - set(record)) + sorted(set(record) - set(names) - set(optional))
        need(not missing, place, f"字段缺失或未知：{missing[:1]}", f"a field is missing or unknown: {missing[:1]}")
        self.record = record

    def _check(self, good, name):
        need(good, self.place, f"字段 {name} 的值不对", f"the field {name} has a wrong value")
        return self.record[name]

    def text(self, name):
        """Return a text."""
        value = self.record[name]
        good = isinstance(value, str) and value and not any(ord(sign) < 32 or ord(sign) == 127 for sign in value)
        return self._check(good, name)

    def word(self, name, words):
        """Return one of some words."""
        value = self.record[name]
        return self._check(isinstance(value, str) and value in words, name)

    def number(self, name):
        """Return a whole number that is not negative."""
        value = self.record[name]
        return self._check(isinstance(value, int) and not isinstance(value, bool) and value >= 0, name)

    def hex32(self, name):
        """Return 32 bytes in hexadecimal."""
        value = self.record[name]
        return self._check(isinstance(value, str) and HEX32.fullmatch(value), name)

    def time(self, name):
        """Return a time."""
        value = self.text(name)
        self._check(TIME.fullmatch(value), name)
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        except ValueError:
            return self._check(False, name)  # noqa: FBT003

    def many(self, name):
        """Return a list."""
        return self._check(isinstance(self.record[name], list), name)

    def texts(self, name):
        """Return a list of texts."""
        return [Fields({name: one}, self.place, (name,)).text(name) for one in self.many(name)]

    def both(self, name):
        """Return a text in both languages."""
        inner = Fields(self.record[name], self.place, ("zh", "en"))
        return inner.text("zh"), inner.text("en")

    def unless_null(self, name, read):
        """Return None for null, else what a reader makes of it."""
        return None if self.record[name] is None else read(name)


def say_time(moment):
    """Write a time."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- keys and signatures ----------------------------------------------------------------------------------------------


def pem_blocks(pem, label, place):
    """Return what stands in PEM blocks that are written plainly, and nothing else."""
    begin, end = f"-----BEGIN {label}-----\n".encode(), f"-----END {label}-----\n".encode()
    found, again = [], b""
    for block in pem.split(begin)[1:]:
        try:
            der = base64.b64decode(block[: -len(end)].replace(b"\n", b""), validate=True)
        except ValueError:
            raise Failure(place, "PEM 内容无法读取", "the PEM block cannot be read") from None
        text = base64.b64encode(der)
        lines = b"".join(text[start : start + 64] + b"\n" for start in range(0, len(text), 64))
        found.append(der)
        again += begin + lines + end
    need(found and again == pem, place, f"不是规范的 PEM（{label}）", f"it is no plain PEM ({label})")
    return found


def ed25519_fits(raw, message, signature):
    """Tell whether a signature is of a key over a message."""
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def note_key_id(name, kind, raw):
    """Return the four bytes that tell a key of a signed note."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + raw).digest()[:4]


# --- signed notes, checkpoints, Merkle proofs (C2SP, RFC 6962) ----------------------------------------------------------


def read_note(data, place):
    """Return a note's text and its signature lines: (name, key id, signature)."""

    def fail():
        return Failure(place, "不是签名文本", "it is no signed note")

    try:
        whole = data.decode()
    except UnicodeDecodeError:
        raise fail() from None
    text, blank, lines = whole.rpartition("\n\n")
    if not (len(data) <= 1 << 20 and blank and text and lines.endswith("\n")):
        raise fail()
    if any(ord(sign) < 32 and sign != "\n" for sign in whole):
        raise fail()
    signatures, again = [], text + "\n\n"
    for line in lines[:-1].split("\n"):
        name, space, encoded = line[2:].partition(" ")
        try:
            value = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise fail() from None
        if not (line.startswith("— ") and space and NAME.fullmatch(name) and len(value) > 4):
            raise fail()
        signatures.append((name, value[:4], value[4:]))
        again += f"— {name} {base64.b64encode(value).decode()}\n"
    if again != whole or len(signatures) > 64:
        raise fail()
    return text + "\n", signatures


def read_checkpoint(text, place):
    """Return origin, size and root of a checkpoint."""
    lines = text[:-1].split("\n")
    good = len(lines) >= 3 and all(lines) and re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]) and int(lines[1]) < 2**63
    root = b""
    if good:
        try:
            root = base64.b64decode(lines[2], validate=True)
        except ValueError:
            good = False
        good = good and len(root) == 32 and base64.b64encode(root).decode() == lines[2]
    need(good, place, "不是日志检查点", "it is no checkpoint of a log")
    return lines[0], int(lines[1]), root


def root_from_path(leaf, index, size, path):
    """Walk from a leaf to the root (RFC 9162, 2.1.3.2); None where the path is of another length."""
    number, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if number % 2 or number == last:
            found = hashlib.sha256(b"\x01" + sibling + found).digest()
            while number and number % 2 == 0:
                number, last = number // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + sibling).digest()
        number, last = number // 2, last // 2
    return found if last == 0 else None


def read_proof(data, place):
    """Return an entry's number, its path, and the checkpoint below."""
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
        path = [base64.b64decode(line, validate=True) for line in lines[2:]]
    except ValueError:
        raise Failure(place, "日志证明无法读取", "the log proof cannot be read") from None
    number = re.fullmatch(r"index (0|[1-9][0-9]{0,18})", lines[1]) if len(lines) > 1 else None
    good = blank and number and lines[0] == "c2sp.org/tlog-proof@v1" and len(path) <= 126
    good = good and all(len(one) == 32 for one in path)
    good = good and [base64.b64encode(one).decode() for one in path] == lines[2:]
    need(good, place, "不是日志证明", "it is no log proof")
    return int(number[1]), path, checkpoint


# --- time tokens (RFC 3161, CMS) --------------------------------------------------------------------------------------

OID_SIGNED_DATA, OID_TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
OID_CONTENT_TYPE, OID_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
OID_ESS_V1, OID_ESS_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
DIGESTS = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}


def der(data, start=0):
    """Read one DER element: tag, content, and where the next begins."""
    tag, length, at = data[start], data[start + 1], start + 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4:
            raise ValueError("length")
        length, at = int.from_bytes(data[at : at + count], "big"), at + count
        if length < 128 or length >> (8 * (count - 1)) == 0:
            raise ValueError("length")
    if tag & 0x1F == 0x1F or at + length > len(data):
        raise ValueError("cut short")
    return tag, data[at : at + length], at + length


def der_all(content):
    """Return the elements of a constructed one: (tag, content, whole)."""
    found, start = [], 0
    while start < len(content):
        tag, inner, end = der(content, start)
        found.append((tag, inner, content[start:end]))
        start = end
    return found


def oid(content):
    """Return an object identifier as text."""
    numbers, value = [], 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def digest_of(algorithm, data):
    """Hash data by the algorithm of an AlgorithmIdentifier."""
    digest = hashes.Hash(DIGESTS[oid(der_all(algorithm)[0][1])]())
    digest.update(data)
    return digest.finalize()


def generalized_time(content):
    """Read a GeneralizedTime in UTC."""
    text = content.decode("ascii")
    if not re.fullmatch(r"\d{14}(\.\d*[1-9])?Z", text):
        raise ValueError("time")
    return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)


def valid_at(certificate, moment):
    """Tell whether a certificate is valid at a time."""
    try:
        start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except AttributeError:  # cryptography before 42
        start = certificate.not_valid_before.replace(tzinfo=timezone.utc)
        end = certificate.not_valid_after.replace(tzinfo=timezone.utc)
    return start <= moment <= end


def may_issue(issuer):
    """Tell whether a certificate's key may sign certificates."""
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True


def leads_to(certificate, others, roots, moment, depth=6):
    """Tell whether a certificate was issued under one of the roots and all were valid at a time."""
    if not valid_at(certificate, moment):
        return False
    if any(certificate == root for root in roots):
        return True
    if depth == 0:
        return False
    for issuer in [*roots, *others]:
        if issuer.subject != certificate.issuer or issuer == certificate:
            continue
        try:
            is_authority = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
            certificate.verify_directly_issued_by(issuer)
            is_authority = is_authority and may_issue(issuer)
        except UNREADABLE:
            continue
        if is_authority and leads_to(issuer, others, roots, moment, depth - 1):
            return True
    return False


def read_token(reply, message):
    """Check a reply but for whom to believe; return its time, who signed, and the certificates in it."""
    tag, content, end = der(reply)
    if tag != 0x30 or end != len(reply):
        raise ValueError("bytes behind it")
    status, token = der_all(content)
    if der_all(status[1])[0][1] != b"\x00":
        raise ValueError("not granted")
    kind, wrapped = der_all(token[1])
    if oid(kind[1]) != OID_SIGNED_DATA:
        raise ValueError("no SignedData")
    parts = der_all(der_all(wrapped[1])[0][1])
    inner = der_all(parts[2][1])
    if oid(inner[0][1]) != OID_TST_INFO:
        raise ValueError("no TSTInfo")
    info = der_all(inner[1][1])[0][1]
    certificates = [
        x509.load_der_x509_certificate(one[2])
        for part in parts[3:-1]
        if part[0] == 0xA0
        for one in der_all(part[1])
        if one[0] == 0x30
    ]
    (signer,) = der_all(parts[-1][1])
    fields = der_all(signer[1])
    issuer, serial = der_all(fields[1][1])
    attributes = fields[3]
    if attributes[0] != 0xA0:
        raise ValueError("no signed attributes")
    values = {}
    for one in der_all(attributes[1]):
        name, value = der_all(one[1])
        if oid(name[1]) in values:
            raise ValueError("an attribute comes twice")
        values[oid(name[1])] = der_all(value[1])
    if oid(values[OID_CONTENT_TYPE][0][1]) != OID_TST_INFO:
        raise ValueError("content type")
    if values[OID_DIGEST][0][1] != digest_of(fields[2][1], info):
        raise ValueError("digest of the content")
    number = int.from_bytes(serial[1], "big", signed=True)
    leaf = next(one for one in certificates if one.serial_number == number and one.issuer.public_bytes() == issuer[2])
    signed = b"\x31" + attributes[2][1:]
    check_signer(leaf, fields, signed)
    check_certificate_named(leaf, values)
    moment = check_info(info, message)
    return moment, leaf, certificates


def check_signer(leaf, fields, signed):
    """Check the signature over the signed attributes."""
    algorithm = DIGESTS[oid(der_all(fields[2][1])[0][1])]()
    key, signature = leaf.public_key(), fields[5][1]
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(algorithm))
    else:
        raise TypeError("kind of key")
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not usage.critical or x509.ExtendedKeyUsageOID.TIME_STAMPING not in usage.value:
        raise ValueError("the certificate is not for time stamping")


def check_certificate_named(leaf, values):
    """Check that the signed attributes name the certificate that signed (RFC 5035, RFC 5816)."""
    raw = leaf.public_bytes(Encoding.DER)
    if OID_ESS_V2 in values:
        first = der_all(der_all(values[OID_ESS_V2][0][1])[0][1])[0][1]
        parts = der_all(first)
        named = parts[1][1] if parts[0][0] == 0x30 else parts[0][1]
        found = digest_of(parts[0][1], raw) if parts[0][0] == 0x30 else hashlib.sha256(raw).digest()
    else:
        first = der_all(der_all(values[OID_ESS_V1][0][1])[0][1])[0][1]
        named, found = der_all(first)[0][1], hashlib.sha1(raw).digest()  # noqa: S324  (the format's; the signature covers it)
    if named != found:
        raise ValueError("another certificate is named")


def check_info(info, message):
    """Check what was stamped; return when."""
    parts = der_all(der(info)[1])
    imprint = der_all(parts[2][1])
    if oid(der_all(imprint[0][1])[0][1]) != "2.16.840.1.101.3.4.2.1":
        raise ValueError("not over a SHA-256")
    if imprint[1][1] != hashlib.sha256(message).digest():
        raise ValueError("it is about other bytes")
    return generalized_time(parts[4][1])


def verify_token(reply, message, roots, place):
    """Return a token's time, its authority, and what is needed to hold it against other roots."""
    need(len(reply) <= 1 << 18, place, "时间戳过大", "the time token is too large")
    need(roots, place, "缺少时间戳机构的根证书", "the time authority's root certificate is lacking")
    try:
        moment, leaf, others = read_token(reply, message)
    except (*UNREADABLE, IndexError, KeyError, StopIteration) as exc:
        why = str(exc) or type(exc).__name__
        raise Failure(place, f"时间戳不成立：{why}", f"the time token does not hold: {why}") from None
    need(
        leads_to(leaf, others, roots, moment),
        place,
        "时间戳不成立：证书不在所载根证书之下",
        "the time token does not hold: its certificate leads to no root in the bundle",
    )
    return moment, leaf, others


# --- the bundle -------------------------------------------------------------------------------------------------------


class Bundle:
    """A bundle while it is checked; the steps are those of the documentation."""

    def __init__(self, file, trust):
        self.file, self.trust = file, trust
        self.members = read_envelope(file)  # 1
        self.manifest_bytes = self.read("manifest.json")
        self.read_manifest()  # 2
        self.read_keys()  # 3
        self.check_seal()  # 4
        self.check_log()  # 5
        self.check_items()  # 6
        self.check_copies()
        self.check_signatures()  # 7
        self.check_times()  # 8
        self.check_trust()  # 9

    def read(self, path):
        """Return a document's bytes."""
        need(path in self.members, path, "文件缺失", "the file is missing")
        start, size, _ = self.members[path]
        need(size <= DOCUMENT_BYTES, path, "文件过大", "the file is too large")
        self.file.seek(start)
        return self.file.read(size)

    def read_manifest(self):
        """Read the manifest and hold every file against it."""
        place = "manifest.json"
        record = read_record(self.manifest_bytes, place, "fairclaim.bundle/1")
        names = [
            "schema",
            "profile",
            "case",
            "made_at",
            "made_by",
            "files",
            "items",
            "log",
            "keys",
            "signatures",
            "custody",
            "not_proven",
        ]
        top = Fields(record, place, names)
        self.profile, self.case = top.word("profile", ("court", "party")), top.text("case")
        self.made_at, self.made_by = top.time("made_at"), top.text("made_by")
        log = Fields(record["log"], place, ("entries", "tokens"))
        self.numbers = [Fields({"entries": one}, place, ("entries",)).number("entries") for one in log.many("entries")]
        self.tokens = log.texts("tokens")
        self.files, self.items, self.keys = [], [], []
        for one in top.many("files"):
            row = Fields(one, place, ("path", "media_type", "size", "sha256"), ("sm3",))
            row.text("media_type")
            sm3 = row.hex32("sm3") if "sm3" in one else None
            self.files.append((row.text("path"), row.number("size"), row.hex32("sha256"), sm3))
        for one in top.many("items"):
            row = Fields(one, place, ("id", "kind", "title", "shown", "path", "derivatives", "entry", "salt"))
            row.text("kind")
            row.both("title")
            self.items.append(
                {
                    "id": row.text("id"),
                    "shown": row.word("shown", ("whole", "redacted", "withheld")),
                    "path": row.unless_null("path", row.text),
                    "derivatives": row.texts("derivatives"),
                    "entry": row.unless_null("entry", row.number),
                    "salt": row.unless_null("salt", row.hex32),
                }
            )
        for one in top.many("keys"):
            row = Fields(one, place, ("use", "name", "algorithm", "fingerprint", "path"))
            self.keys.append(
                {
                    "use": row.word("use", ("seal", "log", "witness", "sign", "time")),
                    "name": row.text("name"),
                    "algorithm": row.text("algorithm"),
                    "fingerprint": row.hex32("fingerprint"),
                    "path": row.text("path"),
                }
            )
        rows = [Fields(one, place, ("of", "path", "key")) for one in top.many("signatures")]
        self.signatures = [(row.text("of"), row.text("path"), row.hex32("key")) for row in rows]
        steps = [Fields(one, place, ("entry", "who", "did")) for one in top.many("custody")]
        self.custody = [(row.number("entry"), row.both("who"), row.both("did")) for row in steps]
        self.maker_says = [Fields({"x": one}, place, ("x",)).both("x") for one in top.many("not_proven")]
        self.check_order(place)
        self.check_named(place)
        self.check_files()

    def check_order(self, place):
        """Insist on one order and on no doubles."""
        paths = [one[0] for one in self.files]
        good = paths == sorted(set(paths)) and all(map(safe_path, paths)) and "SUMMARY.txt" in paths
        good = good and not any(path.startswith(("manifest.json", "manifest.s")) for path in paths)
        good = good and self.numbers and self.numbers == sorted(set(self.numbers))
        good = good and len({one["id"] for one in self.items}) == len(self.items)
        keys = [(one["use"], one["name"], one["fingerprint"]) for one in self.keys]
        good = good and len(set(keys)) == len(keys)
        need(good, place, "清单的列表未按序或有重复", "a list of the manifest is out of order or holds something twice")

    def check_named(self, place):
        """Insist that what the manifest points to is there."""
        paths, numbers = {one[0] for one in self.files}, set(self.numbers)
        named = [CHECKPOINT, *self.tokens, *(one["path"] for one in self.keys)]
        for number in self.numbers:
            named += [f"log/{number}.json", f"log/{number}.tlog-proof"]
        for item in self.items:
            named += item["derivatives"] + ([item["path"]] if item["path"] is not None else [])
            whole = item["shown"] == "whole"
            opened = whole and item["entry"] is not None
            good = whole == (item["path"] is not None) and opened == (item["salt"] is not None)
            need(good, place, "证据项自相矛盾", "an item contradicts itself in what it shows")
        for of, path, _ in self.signatures:
            named += [of, path]
        lost = [path for path in named if path not in paths]
        need(not lost, place, f"清单中缺少文件 {lost[:1]}", f"the list of files lacks {lost[:1]}")
        used = [one["entry"] for one in self.items if one["entry"] is not None] + [one[0] for one in self.custody]
        need(set(used) <= numbers, place, "缺少日志条目", "an entry of the log is missing")

    def check_files(self):
        """Hold names, order, sizes and digests against the manifest."""
        self.seal_tokens = []
        while len(self.seal_tokens) < 9 and f"manifest.sig.{len(self.seal_tokens) + 1}.tsr" in self.members:
            self.seal_tokens.append(f"manifest.sig.{len(self.seal_tokens) + 1}.tsr")
        second = ["manifest.sm2.sig"] if "manifest.sm2.sig" in self.members else []
        wanted = [*HEAD, *second, *self.seal_tokens, *(one[0] for one in self.files if one[0] != "SUMMARY.txt")]
        found = list(self.members)
        for path in wanted:
            need(path in self.members, path, "文件缺失", "the file is missing")
        for path in found:
            need(path in wanted, path, "清单中没有此文件", "the manifest does not name this file")
        need(found == wanted, "manifest.json", "文件顺序不对", "the files are in another order")
        for path, size, sha256, sm3 in self.files:
            start, found_size, digest = self.members[path]
            good = found_size == size and digest.hex() == sha256
            need(
                good,
                path,
                "文件与清单不符：内容已改变",
                "the file is not the one in the manifest: its bytes have changed",
            )
            if sm3 is not None:
                good = self.sm3(start, size) == sm3
                need(good, path, "文件的 SM3 与清单不符", "the file's SM3 is not the one in the manifest")

    def sm3(self, start, left):
        """Return the SM3 of a file."""
        digest = hashes.Hash(hashes.SM3())
        self.file.seek(start)
        while left:
            chunk = self.file.read(min(left, 1 << 20))
            digest.update(chunk)
            left -= len(chunk)
        return digest.finalize().hex()

    def read_keys(self):
        """Read every key and hold it against its fingerprint."""
        self.raw, self.roots = {}, {}
        for one in self.keys:
            place, pem = one["path"], self.read(one["path"])
            label = "CERTIFICATE" if one["use"] == "time" else "PUBLIC KEY"
            blocks = pem_blocks(pem, label, place)
            good = len(blocks) == 1 and hashlib.sha256(blocks[0]).hexdigest() == one["fingerprint"]
            need(good, place, "密钥与清单所载指纹不符", "the key is not the one that the manifest names")
            try:
                algorithm, raw = self.parse_key(blocks[0], is_root=one["use"] == "time")
            except UNREADABLE:
                raise Failure(place, "密钥无法读取", "the key cannot be read") from None
            need(algorithm == one["algorithm"], place, "密钥算法不符", "the key is of another algorithm")
            if one["use"] in ("log", "witness"):
                good = algorithm == "ed25519" and NAME.fullmatch(one["name"])
                need(good, place, "日志或见证人的密钥不可用", "a key of a log or a witness will not do")
            if one["use"] == "time":
                self.roots[one["fingerprint"]] = raw
            else:
                self.raw[one["use"], one["fingerprint"]] = algorithm, raw
        seals = [one["algorithm"] for one in self.keys if one["use"] == "seal"]
        good = seals.count("ed25519") == 1 and seals.count("sm2") <= 1 and any(one["use"] == "log" for one in self.keys)
        need(
            good,
            "manifest.json",
            "缺少封存或日志的密钥",
            "a key of the seal or the log is lacking, or there are several seals",
        )

    @staticmethod
    def parse_key(data, *, is_root):
        """Return a key's algorithm and its bytes, or a certificate."""
        if is_root:
            root = x509.load_der_x509_certificate(data)
            root.verify_directly_issued_by(root)
            return "x509", root
        if data.startswith(SM2_HEAD) and len(data) == len(SM2_HEAD) + 64:
            return "sm2", data[len(SM2_HEAD) :]
        key = load_der_public_key(data)
        if not isinstance(key, Ed25519PublicKey):
            raise TypeError("kind of key")
        return "ed25519", key.public_bytes(Encoding.Raw, PublicFormat.Raw)

    def check_seal(self):
        """Check the seal over the manifest."""
        self.unchecked = 0
        seals = {one["algorithm"]: one for one in self.keys if one["use"] == "seal"}
        self.seal = seals["ed25519"]
        _, raw = self.raw["seal", self.seal["fingerprint"]]
        good = ed25519_fits(raw, self.manifest_bytes, self.read("manifest.sig"))
        need(good, "manifest.sig", "签名不符", "the signature does not fit")
        paired = ("sm2" in seals) == ("manifest.sm2.sig" in self.members)
        need(
            paired,
            "manifest.sm2.sig",
            "SM2 封存签名与其密钥未成对",
            "an SM2 seal without its key, or a key without its seal",
        )
        self.second_seal = int("sm2" in seals)
        self.unchecked += self.second_seal

    def check_log(self):
        """Check checkpoint, cosignatures, and every entry's way to the root."""
        data = self.read(CHECKPOINT)
        self.text, lines = read_note(data, CHECKPOINT)
        self.signed_by, self.witnesses = [], []
        for use, kind in (("log", 1), ("witness", 4)):
            for key in (one for one in self.keys if one["use"] == use):
                _, raw = self.raw[use, key["fingerprint"]]
                identity = (key["name"], note_key_id(key["name"], kind, raw))
                mine = [signature for name, key_id, signature in lines if (name, key_id) == identity]
                need(len(mine) < 2, CHECKPOINT, "同一密钥签了两次", "a key has signed twice")
                for signature in mine:
                    self.check_line(key, raw, signature)
        self.witnesses.sort(key=lambda one: [name for name, _, _ in lines].index(one[0]["name"]))
        need(self.signed_by, CHECKPOINT, "没有已知密钥的签名", "no known key has signed it")
        self.origin, self.size, root = read_checkpoint(self.text, CHECKPOINT)
        self.entries = {}
        for number in self.numbers:
            self.entries[number] = self.check_entry(number, data, root)
        order = [one["number"] for one in self.entries.values()]
        good = order == sorted(set(order))
        need(good, "", "本案记录的编号与日志顺序不符", "the case's entries are numbered against the log's order")

    def check_line(self, key, raw, signature):
        """Check one signature under the checkpoint."""
        if key["use"] == "log":
            good = ed25519_fits(raw, self.text.encode(), signature)
            need(good, CHECKPOINT, "签名不符", "the signature does not fit")
            self.signed_by.append(key)
            return
        moment = int.from_bytes(signature[:8], "big")
        message = f"cosignature/v1\ntime {moment}\n{self.text}".encode()
        good = moment <= 253402300799 and ed25519_fits(raw, message, signature[8:])
        need(good, CHECKPOINT, "见证签名不符", "a cosignature does not fit")
        self.witnesses.append((key, datetime.fromtimestamp(moment, timezone.utc)))

    def check_entry(self, number, checkpoint, root):
        """Check one entry and its proof."""
        place, proof_place = f"log/{number}.json", f"log/{number}.tlog-proof"
        data, proof = self.read(place), self.read(proof_place)
        record = read_record(data, place, "fairclaim.entry/1")
        row = Fields(record, place, ("schema", "case", "number", "kind", "at", "actor", "commitment"))
        row.text("kind")
        row.unless_null("actor", row.text)
        need(row.text("case") == self.case, place, "日志条目属于另一案件", "the log's entry is of another case")
        index, path, below = read_proof(proof, proof_place)
        good = below == checkpoint and index == number
        need(good, proof_place, "证明所指的检查点或条目不同", "the proof is about another checkpoint or entry")
        leaf = hashlib.sha256(b"\x00" + data).digest()
        good = number < self.size and root_from_path(leaf, number, self.size, path) == root
        need(
            good,
            proof_place,
            "条目不在日志中：算出的树根不同",
            "the entry does not stand in the log: its way leads to another root",
        )
        commitment = row.unless_null("commitment", row.hex32)
        return {"number": row.number("number"), "at": row.time("at"), "commitment": commitment}

    def check_items(self):
        """Hold items against what was entered in the log."""
        self.committed = 0
        for one in self.items:
            if one["entry"] is None:
                continue
            place, commitment = one["path"] or one["id"], self.entries[one["entry"]]["commitment"]
            need(commitment is not None, place, "日志条目没有承诺任何文件", "the log's entry commits to no file")
            if one["shown"] == "whole":
                found = hashlib.sha256(bytes.fromhex(one["salt"]) + self.members[one["path"]][2]).hexdigest()
                need(
                    found == commitment,
                    place,
                    "文件不是日志中承诺的那一份",
                    "the file is not the one that was committed in the log",
                )
                self.committed += 1

    def check_copies(self):
        """Hold the list of changed copies, where there is one, against items and entries."""
        place = "derivatives.json"
        if place not in self.members:
            return
        record = read_record(self.read(place), place, "fairclaim.derivatives/1")
        listed = []
        for one in Fields(record, place, ("schema", "derivatives")).many("derivatives"):
            row = Fields(one, place, ("path", "sha256", "item", "entry", "commitment", "changed"))
            row.both("changed")
            entry, commitment = row.unless_null("entry", row.number), row.unless_null("commitment", row.hex32)
            listed.append((row.text("path"), row.hex32("sha256"), row.text("item"), entry, commitment))
        wanted = []
        for item in self.items:
            commitment = None if item["entry"] is None else self.entries[item["entry"]]["commitment"]
            of = (item["id"], item["entry"], commitment)
            wanted += [(path, self.members[path][2].hex(), *of) for path in item["derivatives"]]
        need(
            listed == wanted,
            place,
            "副本清单与清单或日志不符",
            "the list of changed copies is not that of the manifest and the log",
        )

    def check_signatures(self):
        """Check signatures over single files."""
        for of, path, fingerprint in self.signatures:
            key = self.raw.get(("sign", fingerprint))
            need(key, path, "清单中没有这个签名的密钥", "the manifest lacks this signature's key")
            if key[0] == "sm2":
                self.unchecked += 1
                continue
            good = ed25519_fits(key[1], self.read(of), self.read(path))
            need(good, path, "签名不符", "the signature does not fit")

    def check_times(self):
        """Check time tokens over the checkpoint's text and over the seal."""
        believed = [
            self.roots[one["fingerprint"]] for one in self.keys if one["use"] == "time" and self.trust.find(one)
        ]
        self.times = []
        over = [(CHECKPOINT, path, self.text.encode()) for path in self.tokens]
        over += [("manifest.sig", path, self.read("manifest.sig")) for path in self.seal_tokens]
        for covers, path, message in over:
            moment, leaf, others = verify_token(self.read(path), message, list(self.roots.values()), path)
            is_trusted = bool(believed) and leads_to(leaf, others, believed, moment)
            self.times.append((covers, moment, leaf.subject.rfc4514_string(), is_trusted))
        earliest = min((one[1] for one in self.times if one[0] == CHECKPOINT), default=None)
        for number, entry in self.entries.items():
            good = earliest is None or entry["at"] <= earliest + timedelta(minutes=5)
            need(
                good,
                f"log/{number}.json",
                "条目的日期晚于覆盖它的时间戳",
                "the entry is dated after the time token that covers it",
            )

    def first(self, covers):
        """Return the earliest time that is believed."""
        return min((one[1] for one in self.times if one[0] == covers and one[3]), default=None)

    def check_trust(self):
        """Insist on keys that the reader believes, for every use for which any is named."""
        self.require_one(self.signed_by, CHECKPOINT, self.first(CHECKPOINT))
        self.require_one([self.seal], "manifest.sig", self.first("manifest.sig"))
        for _, path, fingerprint in self.signatures:
            key = next(one for one in self.keys if one["use"] == "sign" and one["fingerprint"] == fingerprint)
            self.require_one([key], path, self.first("manifest.sig"))
        if self.trust.names("witness"):
            known = [(self.trust.find(key), at) for key, at in self.witnesses]
            shown = self.first(CHECKPOINT)
            good = [
                key
                for key, at in known
                if key and (key["until"] is None or (shown is not None and max(at, shown) <= key["until"]))
            ]
            need(
                len(good) >= self.trust.quorum,
                CHECKPOINT,
                f"您信任的见证人只有 {len(good)} 名，需要 {self.trust.quorum} 名",
                f"{len(good)} witnesses that you believe have cosigned; it takes {self.trust.quorum}",
            )
        good = not self.trust.names("time") or self.first(CHECKPOINT) is not None
        need(good, CHECKPOINT, "没有您信任的机构的时间戳", "no time token of an authority that you believe")

    def require_one(self, candidates, place, shown):
        """Insist that one of the keys is believed, and was when it signed."""
        if not self.trust.names(candidates[0]["use"]):
            return
        known = [key for key in map(self.trust.find, candidates) if key]
        need(known, place, "签名的密钥不在您信任之列", "the key that signed is none that you believe")
        good = any(key["until"] is None or (shown is not None and shown <= key["until"]) for key in known)
        need(
            good,
            place,
            "密钥已停用，且没有可信时间戳表明签名在此之前",
            "the key was retired, and no time token that you believe shows that this is from before",
        )

    def statements(self):
        """Return what is proven, and what is not."""
        count = len(self.entries)
        order = [one["number"] for one in self.entries.values()]
        whole = order == list(range(1, count + 1))
        yes = [tell("sealed", PROVEN), tell("logged", PROVEN, count=count, origin=self.origin, size=self.size)]
        yes += [tell("no-gap", PROVEN, count=count)] if whole else []
        signed = len(self.signatures) + self.second_seal - self.unchecked
        for code, number in (("committed", self.committed), ("signed", signed)):
            yes += [tell(code, PROVEN, count=number)] if number else []
        seen = [at for key, at in self.witnesses if self.trust.find(key)] or [at for _, at in self.witnesses]
        yes += [tell("witnessed", PROVEN, count=len(seen), at=say_time(min(seen)))] if seen else []
        for code, covers in (("timed", CHECKPOINT), ("sealed-in-time", "manifest.sig")):
            over = [one for one in self.times if one[0] == covers]
            moments = [one[1] for one in over if one[3]] or [one[1] for one in over]
            yes += [tell(code, PROVEN, at=say_time(min(moments)))] if moments else []
        no = [tell(code, NOT_PROVEN) for code in ("scene", "persons", "before")]
        no.append(tell("afterwards", NOT_PROVEN, count=max(order)))
        no += [] if whole else [tell("gaps", NOT_PROVEN)]
        unknown = sum(not self.trust.find(one) for one in self.keys)
        no += [tell("keys-unknown", NOT_PROVEN, count=unknown)] if unknown else []
        no += [] if self.witnesses else [tell("not-witnessed", NOT_PROVEN)]
        no.append(tell("revocation" if self.times else "not-timed", NOT_PROVEN))
        withheld, copies = (sum(one["shown"] == how for one in self.items) for how in ("withheld", "redacted"))
        unlogged = sum(one["entry"] is None for one in self.items)
        counts = {"withheld": withheld, "copies": copies, "unlogged": unlogged, "sm2-unchecked": self.unchecked}
        for code, number in counts.items():
            no += [tell(code, NOT_PROVEN, count=number)] if number else []
        return yes, no + [{"code": "maker", "zh": zh, "en": en} for zh, en in self.maker_says]

    def to_record(self):
        """Return the result as ``fairclaim verify --json`` writes it."""
        yes, no = self.statements()
        shown = ("use", "name", "algorithm", "fingerprint")
        return {
            "schema": "fairclaim.verification/1",
            "intact": True,
            "case": self.case,
            "profile": self.profile,
            "made_at": say_time(self.made_at),
            "made_by": self.made_by,
            "proven": yes,
            "not_proven": no,
            "keys": [
                {**{name: one[name] for name in shown}, "trusted": bool(self.trust.find(one))} for one in self.keys
            ],
            "witnesses": [{"name": key["name"], "at": say_time(at)} for key, at in self.witnesses],
            "times": [
                {"covers": covers, "at": say_time(at), "authority": authority, "trusted": trusted}
                for covers, at, authority, trusted in self.times
            ],
            "failure": None,
        }


def tell(code, table, **values):
    """Return a statement with its figures."""
    zh, en = table[code]
    return {"code": code, "zh": zh.format(**values), "en": en.format(**values)}


# --- whom to believe, and the command -----------------------------------------------------------------------------------


class Trust:
    """Keys that the reader believes, from trust files."""

    def __init__(self, paths):
        self.keys, self.quorum = [], 1
        for path in paths:
            self.read(path)

    def read(self, path):
        """Add one trust file."""
        try:
            with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123
                record = json.load(file)
            top = Fields(record, path, ("schema", "keys"), ("quorum",))
            top.word("schema", ("fairclaim.trust/1",))
            if "quorum" in record:
                self.quorum = max(self.quorum, top.number("quorum"))
            for one in top.many("keys"):
                row = Fields({"until": None, **one}, path, ("use", "name", "fingerprint", "until"))
                self.keys.append(
                    {
                        "use": row.word("use", ("seal", "log", "witness", "sign", "time")),
                        "name": row.text("name"),
                        "fingerprint": row.hex32("fingerprint"),
                        "until": row.unless_null("until", row.time),
                    }
                )
        except (OSError, ValueError, TypeError, RecursionError, Failure) as exc:
            raise Misuse(f"信任文件无法使用 / the trust file cannot be used: {path}: {exc}") from None

    def names(self, use):
        """Tell whether any key of this use is named."""
        return any(one["use"] == use for one in self.keys)

    def find(self, key):
        """Return the believed key that this one is, or None."""
        for one in self.keys:
            same = (one["use"], one["fingerprint"]) == (key["use"], key["fingerprint"])
            if same and (key["use"] not in ("log", "witness") or one["name"] == key["name"]):
                return one
        return None


def failed(failure):
    """Return the result of a bundle that does not hold."""
    reason = {"place": failure.place, "zh": failure.zh, "en": failure.en}
    empty = dict.fromkeys(("case", "profile", "made_at", "made_by"))
    lists = {name: [] for name in ("proven", "not_proven", "keys", "witnesses", "times")}
    return {"schema": "fairclaim.verification/1", "intact": False, **empty, **lists, "failure": reason}


def report(record):
    """Say the result to a person."""
    if not record["intact"]:
        where = record["failure"]["place"] or "ZIP"
        yield "✗ 证据包不成立。请勿采信，并保留这份文件。 The bundle does not hold. Do not rely on it, and keep the file."
        yield f"  {where}: {record['failure']['zh']} / {record['failure']['en']}"
        return
    if all(one["trusted"] for one in record["keys"]):
        yield "✓ 证据包完整，密钥均为您所信任。 The bundle holds, by keys that you believe."
    else:
        yield "✓ 证据包与其自带的密钥相符；请核对标 ? 的指纹。"
        yield "  The bundle holds by the keys that it brings along; compare the fingerprints marked with ?."
    yield f"  {record['case']} · {record['profile']} · {record['made_at']} · {record['made_by']}"
    for title, name in (("证明了 Proven", "proven"), ("没有证明 Not proven", "not_proven")):
        yield ""
        yield title
        for one in record[name]:
            yield f"  - {one['zh']}"
            yield f"    {one['en']}"
    yield ""
    yield "密钥 Keys"
    for one in record["keys"]:
        yield f"  {'✓' if one['trusted'] else '?'} {one['use']} {one['algorithm']} {one['name']}"
        yield f"    {one['fingerprint']}"


def main(words=None):
    """Check one bundle."""
    parser = argparse.ArgumentParser(description="Check an evidence bundle of fairclaim. 核验证据包。")
    parser.add_argument("bundle", metavar="BUNDLE")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--trust", action="append", default=[], metavar="FILE", help="keys that you believe")
    arguments = parser.parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        trust = Trust(arguments.trust)
        with open(arguments.bundle, "rb") as file:  # noqa: PTH123
            try:
                record = Bundle(file, trust).to_record()
            except Failure as failure:
                record = failed(failure)
    except Misuse as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    except OSError as error:
        print(f"无法读取 / cannot read {arguments.bundle}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 3
    print(json.dumps(record, ensure_ascii=False) if arguments.json else "\n".join(report(record)))  # noqa: T201
    return 0 if record["intact"] else 1


if __name__ == "__main__":
    sys.exit(main())
