"""``assess``: what one person's confirmed acts may amount to on a day, with what is missing. The entry to the room."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.act import Act, cumulate
from fairclaim.law.assessment import Assessment, Characterisation, Cited, Note
from fairclaim.law.characterise import administrative, civil, criminal
from fairclaim.law.errors import Fault, LawDataError
from fairclaim.law.notes import notes_on
from fairclaim.law.place import place_at
from fairclaim.law.statute_book import Book, shipped_book


def assess(acts: Iterable[Act], *, on: date, province: str | None = None, book: Book | None = None) -> Assessment:
    """Say what the confirmed acts of one person may amount to.

    Only acts that people decided, that stand after appeal and obtained something are counted (:mod:`fairclaim.law.act`); the rest
    stands apart and changes no sum. The same acts in any order give the same answer, and an act that is overturned leaves nothing
    behind but its place in ``apart``.

    Parameters
    ----------
    acts : iterable of Act
        All of one person; ids differ.
    on : date
        The day that is asked about, in China; later acts are not counted.
    province : str, optional
        GB/T 2260 code, whose figures are used; without one, the national ranges.
    book : Book, optional
        The law; the shipped one by default.

    Returns
    -------
    Assessment
        Information, not advice; it names no one.

    Raises
    ------
    LawDataError
        If two acts have one id: an act is counted once.
    UnknownAreaError
        If the code is of no province.

    Examples
    --------
    >>> assess([], on=date(2026, 3, 1)).characterisations
    ()
    """
    book = book or shipped_book()
    every = tuple(acts)
    _check_ids(every)
    found = cumulate(every, on=on)
    counted = found.counted
    place = place_at(province, on=counted[-1].on if counted else on, book=book)
    rules: tuple[Characterisation, ...] = ()
    if counted:
        rules = (*civil(counted, book), *administrative(counted, book), *criminal(counted, place, book))
    notes = notes_on(found, place, on=on, book=book)
    return Assessment(
        on=on,
        place=place,
        obtained=found.obtained,
        attempted=found.attempted,
        counted=tuple(act.id for act in counted),
        apart=tuple((act.id, reason) for act, reason in found.apart),
        characterisations=rules,
        notes=notes,
        cited=_cited(rules, notes, book),
    )


def _check_ids(acts: Sequence[Act]) -> None:
    twice = sorted(name for name, count in Counter(act.id for act in acts).items() if count > 1)
    if twice:
        faults = [Fault("acts", Bilingual(f"编号 {name} 出现多次", f"the id {name} stands twice")) for name in twice]
        raise LawDataError("acts", faults)


def _cited(rules: Sequence[Characterisation], notes: Sequence[Note], book: Book) -> tuple[Cited, ...]:
    """Return every provision that is named, once, in the order in which it comes up."""
    named = [*(one.provisions for one in rules), *(one.provisions for one in notes)]
    names = dict.fromkeys(name for names in named for name in names)
    return tuple(_as_cited(name, book) for name in names)


def _as_cited(name: str, book: Book) -> Cited:
    provision = book.provision(name)
    source = book.source(provision.source)
    return Cited(
        id=provision.id,
        name=provision.cited(),
        plain=provision.plain,
        starts=provision.starts,
        ends=provision.ends,
        certainty=provision.certainty,
        source=source.title,
        address=source.address,
    )
