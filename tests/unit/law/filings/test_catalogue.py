"""What every kind of filing promises, held for all of them."""

import inspect
import re
import string
from pathlib import Path

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.filings import catalogue
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.kind import Block, Kind, Shape
from fairclaim.law.provision import Certainty
from fairclaim.law.statute_book import shipped_book

CHINESE = re.compile(r"[一-鿿]")
every_kind = pytest.mark.parametrize("kind", [kind_named(name) for name in KINDS], ids=lambda kind: kind.name)
PERSONAL: dict[str, set[str]] = {
    "notice-to-buyer": {"order_number", "case_number"},
    "buyer-answer": {"order_number", "case_number"},
    "decision-notice": {"order_number"},
    "platform-appeal": {"order_number", "case_number"},
    "buyer-appeal": {"order_number"},
    "withdrawal-notice": {"order_number"},
    "provider-inquiry": set(),
    "authority-report": set(),
    "police-cover": {"account"},
    "civil-demand": {"order_number"},
    "demand-answer": {"order_number"},
    "personal-data-answer": set(),
}
"""Fields that name somebody's order or account; no kind may have more of them without a word here."""


def texts(kind: Kind) -> list[Bilingual]:
    own = [kind.title, kind.purpose, kind.sender, kind.recipient, *kind.attach, *(field.label for field in kind.fields)]
    return own + [
        text for block in kind.blocks for text in (block.heading, block.say, *block.points) if text is not None
    ]


def named_in(block: Block) -> set[str]:
    says = [block.say.zh, block.say.en] if block.say else []
    keys = {key for text in says for _, key, _, _ in string.Formatter().parse(text) if key is not None}
    return keys | set(block.rows) | ({block.items} if block.items else set())


def test_every_file_is_in_the_catalogue() -> None:
    folder = Path(inspect.getfile(catalogue)).parent / "kinds"
    assert {path.stem for path in folder.glob("*.toml")} == set(KINDS)


@every_kind
def test_a_kind_speaks_both_languages(kind: Kind) -> None:
    for text in texts(kind):
        assert CHINESE.search(text.zh)
        assert text.en.strip()
        assert not CHINESE.search(text.en)


@every_kind
def test_both_languages_have_the_same_places(kind: Kind) -> None:
    for block in kind.blocks:
        if block.say is not None:
            places = [
                [key for _, key, _, _ in string.Formatter().parse(text) if key] for text in (block.say.zh, block.say.en)
            ]
            assert sorted(places[0]) == sorted(places[1])


@every_kind
def test_every_field_is_said_and_every_place_is_a_field(kind: Kind) -> None:
    keys = [field.key for field in kind.fields]
    assert len(set(keys)) == len(keys)
    said = {key for block in kind.blocks for key in named_in(block)}
    conditions = (
        {block.only_if for block in kind.blocks}
        | {cite.only_if for cite in kind.cites}
        | {cite.on for cite in kind.cites}
    )
    assert said == set(keys)
    assert conditions - {None} <= set(keys)


@every_kind
def test_what_may_be_left_out_is_said_only_where_it_is_there(kind: Kind) -> None:
    optional = {field.key for field in kind.fields if not field.is_needed}
    for block in kind.blocks:
        assert named_in(block) & optional <= {block.only_if}


@every_kind
def test_lists_stand_as_lists_and_nothing_else_does(kind: Kind) -> None:
    lists = {field.key for field in kind.fields if field.shape is Shape.LIST}
    assert {block.items for block in kind.blocks if block.items} == lists


@every_kind
def test_a_block_says_one_thing(kind: Kind) -> None:
    for block in kind.blocks:
        assert sum(bool(part) for part in (block.heading, block.say, block.points, block.rows, block.items)) == 1


@every_kind
def test_only_rules_that_were_read_are_cited_and_the_day_is_one(kind: Kind) -> None:
    book = shipped_book()
    for cite in kind.cites:
        versions = [one for one in book.provisions if one.series == cite.series]
        assert versions
        assert all(one.certainty in (Certainty.PRIMARY, Certainty.SECONDARY) for one in versions)
        assert cite.on is None or kind.field(cite.on).shape is Shape.DAY


@every_kind
def test_a_kind_asks_for_no_more_of_a_person_than_its_purpose_needs(kind: Kind) -> None:
    assert {field.key for field in kind.fields if field.key in set().union(*PERSONAL.values())} == PERSONAL[kind.name]
    assert not [field.key for field in kind.fields if re.search(r"phone|address|id_card|birth|gender|bank", field.key)]


def test_a_decision_is_told_with_all_that_order_116_asks_for() -> None:
    fields = {field.key for field in kind_named("decision-notice").fields if field.is_needed}
    assert fields >= {"facts", "reasons", "basis", "how_to_appeal"}
    assert kind_named("decision-notice").field("appeal_by")
