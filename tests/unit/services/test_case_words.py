from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.wire import KINDS
from fairclaim.services.case_words import ACTORS, DEEDS, actor_name, deed_name


def test_everything_that_can_happen_has_words_in_both_languages() -> None:
    assert set(DEEDS) == set(KINDS)
    assert set(ACTORS) == {kind.value for kind in ActorKind}
    assert all(one.zh and one.en for one in (*DEEDS.values(), *ACTORS.values()))


def test_what_is_not_known_is_shown_as_it_is() -> None:
    assert deed_name("something-new").en == "something-new"
    assert actor_name(None).en == "Somebody"
