"""A letter, filled: what it says in one language, which parts were given, and which are blank. The renderers only draw it."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.law.amounts import money_in_words
from fairclaim.law.errors import FilingIncompleteError
from fairclaim.law.filings.data import FilingData
from fairclaim.law.filings.kind import Block, Cite, Kind
from fairclaim.law.statute_book import Book, shipped_book


class Language(StrEnum):
    """In which language a letter is written."""

    ZH = "zh"
    EN = "en"


class Part(StrEnum):
    """Where a piece of text comes from."""

    OWN = "own"
    """Our fixed words."""
    GIVEN = "given"
    """From the record."""
    BLANK = "blank"
    """To be filled in by a person."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text."""

    text: str
    part: Part = Part.OWN


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One piece of the letter; exactly one of its contents is set."""

    heading: str | None = None
    line: Line = ()
    items: tuple[Line, ...] = ()
    rows: tuple[tuple[str, Line], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A line of the list of attachments.

    Parameters
    ----------
    is_enclosed : bool
        False for what one usually attaches and the data does not name.
    """

    title: str
    file: str | None
    sha256: str | None
    is_enclosed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A filing in one language.

    Parameters
    ----------
    address : tuple of (str, Line)
        Recipient and sender with their contacts.
    made_on : date or None
        The letter's date, None where it is a blank.
    basis : tuple of str
        Provisions that are cited, with the day since which they hold.
    blanks : tuple of Bilingual
        What a person must fill in, each once; empty for a letter that can go out.
    """

    kind: str
    language: Language
    title: str
    address: tuple[tuple[str, Line], ...]
    on: Line
    made_on: date | None
    body: tuple[Paragraph, ...]
    basis: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    sender: Line
    blanks: tuple[Bilingual, ...]
    words: dict[str, str]


_CONTACT: Final = Bilingual("联系方式", "Contact")
_SENDER: Final = Bilingual("发件方名称", "sender's name")
_RECIPIENT: Final = Bilingual("收件方名称", "recipient's name")
_DATE: Final = Bilingual("日期", "Date")
_BLANK: Final = Bilingual("【待填：{label}】", "[to fill in: {label}]")
_SINCE: Final = Bilingual("{name}（{day}起施行）", "{name} (in force since {day})")
_UNTIL: Final = Bilingual(
    "{name}（{day}起施行，至{last}不再施行）", "{name} (in force from {day} to {last}, the latter excluded)"
)
WORDS: Final = {
    "draft": Bilingual(
        "草稿：还有 {count} 处待填，填好后再发出", "Draft: {count} places to fill in before it goes out"
    ),
    "basis": Bilingual("相关规定", "Provisions"),
    "enclosures": Bilingual("附件", "Attachments"),
    "to_add": Bilingual("建议附上", "worth attaching"),
    "none": Bilingual("无", "none"),
    "signature": Bilingual("签名或盖章", "Signature or seal"),
    "date": Bilingual("日期", "Date"),
    "footer": Bilingual(
        "本文书由 fairclaim 根据记录整理，发出前请核对；程序不会代为发送。本文书不是法律意见。",
        "Put together from records by fairclaim; check it before it goes out. No program sends it. It is no legal advice.",
    ),
}


def write_letter(kind: Kind, data: FilingData, language: Language, *, book: Book | None = None) -> Letter:
    """Fill a kind of letter in one language. Blanks are marked; :func:`require_complete` refuses them.

    Parameters
    ----------
    kind : Kind
        What to write.
    data : FilingData
        What it is filled with; parsed for the same kind.
    language : Language
        In which language.
    book : Book, optional
        Where provisions are looked up; the shipped one by default.
    """
    writer = _Writer(kind, data, language)
    address = writer.address()
    on = writer.day()
    body = tuple(writer.body())
    return Letter(
        kind=kind.name,
        language=language,
        title=writer.say(kind.title),
        address=address,
        on=on,
        made_on=data.on,
        body=body,
        basis=tuple(writer.basis(book or shipped_book())),
        enclosures=tuple(writer.enclosures()),
        sender=writer.given(data.sender.name, _SENDER),
        blanks=tuple(writer.blanks),
        words={key: writer.say(text).format(count=len(writer.blanks)) for key, text in WORDS.items()},
    )


def require_complete(letters: Sequence[Letter]) -> None:
    """Verify that letters can go out.

    Raises
    ------
    FilingIncompleteError
        If a person must still fill something in.
    """
    blanks = tuple(dict.fromkeys(blank for letter in letters for blank in letter.blanks))
    if blanks:
        raise FilingIncompleteError(blanks)


class _Writer:
    """Fills one letter, and remembers its blanks in the order in which they come."""

    def __init__(self, kind: Kind, data: FilingData, language: Language) -> None:
        self.kind, self.data, self.language = kind, data, language
        self.blanks: dict[Bilingual, None] = {}

    def say(self, text: Bilingual) -> str:
        return text.zh if self.language is Language.ZH else text.en

    def blank(self, label: Bilingual) -> Run:
        self.blanks.setdefault(label)
        return Run(self.say(_BLANK).format(label=self.say(label)), Part.BLANK)

    def given(self, text: Bilingual | None, label: Bilingual) -> Line:
        return (self.blank(label),) if text is None else (Run(self.say(text), Part.GIVEN),)

    def address(self) -> tuple[tuple[str, Line], ...]:
        recipient, sender = self.data.recipient, self.data.sender
        rows = [(self.say(self.kind.recipient), self.given(recipient.name, _RECIPIENT))]
        if recipient.contact is not None:
            rows.append((self.say(_CONTACT), self.given(recipient.contact, _CONTACT)))
        rows.append((self.say(self.kind.sender), self.given(sender.name, _SENDER)))
        rows.append((self.say(_CONTACT), self.given(sender.contact, _CONTACT)))
        return tuple(rows)

    def day(self) -> Line:
        return (self.blank(_DATE),) if self.data.on is None else (Run(self.date_in_words(self.data.on), Part.GIVEN),)

    def date_in_words(self, day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日" if self.language is Language.ZH else day.isoformat()

    def body(self) -> Iterator[Paragraph]:
        for block in self.kind.blocks:
            if block.only_if is None or block.only_if in self.data.values:
                yield self.paragraph(block)

    def paragraph(self, block: Block) -> Paragraph:
        if block.heading is not None:
            return Paragraph(heading=self.say(block.heading))
        if block.say is not None:
            return Paragraph(line=tuple(self.filled(self.say(block.say))))
        if block.points:
            return Paragraph(items=tuple((Run(self.say(point)),) for point in block.points))
        if block.items is not None:
            return Paragraph(items=self.items(block.items))
        return Paragraph(rows=tuple((self.say(self.kind.field(key).label), self.value(key)) for key in block.rows))

    def filled(self, text: str) -> Iterator[Run]:
        for own, key, _, _ in string.Formatter().parse(text):
            if own:
                yield Run(own)
            if key is not None:
                yield from self.value(key)

    def value(self, key: str) -> Line:
        value = self.data.values.get(key)
        if value is None:
            return (self.blank(self.kind.field(key).label),)
        if isinstance(value, Money):
            return (Run(self.say(money_in_words(value)), Part.GIVEN),)
        if isinstance(value, date):
            return (Run(self.date_in_words(value), Part.GIVEN),)
        texts = value if isinstance(value, tuple) else (value,)
        return tuple(Run(self.say(text), Part.GIVEN) for text in texts)

    def items(self, key: str) -> tuple[Line, ...]:
        value = self.data.values.get(key)
        if not isinstance(value, tuple):
            return ((self.blank(self.kind.field(key).label),),)
        return tuple((Run(self.say(text), Part.GIVEN),) for text in value)

    def basis(self, book: Book) -> Iterator[str]:
        for cite in self.kind.cites:
            if cite.only_if is None or cite.only_if in self.data.values:
                yield from self.cited(cite, book)

    def cited(self, cite: Cite, book: Book) -> Iterator[str]:
        """Cite the version of a rule on a day; without the day, none, rather than a wrong one."""
        day = self.data.on if cite.on is None else self.data.values.get(cite.on)
        provision = book.in_force(cite.series, day) if isinstance(day, date) else None
        if provision is not None:
            form = _SINCE if provision.ends is None else _UNTIL
            last = "" if provision.ends is None else self.date_in_words(provision.ends)
            yield self.say(form).format(
                name=self.say(provision.cited()), day=self.date_in_words(provision.starts), last=last
            )

    def enclosures(self) -> Iterator[Enclosure]:
        for one in self.data.attachments:
            yield Enclosure(title=self.say(one.title), file=one.file, sha256=one.sha256, is_enclosed=True)
        named = {one.title for one in self.data.attachments}
        named_texts = {text for title in named for text in (title.zh, title.en)}
        for title in self.kind.attach:
            if not named_texts & {title.zh, title.en}:
                yield Enclosure(title=self.say(title), file=None, sha256=None, is_enclosed=False)
