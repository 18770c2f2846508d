from fairclaim.services.caller import Role
from fairclaim.services.grants import Action
from fairclaim.web.pages.looks_words import act_name, kind_name, role_name


def test_every_action_and_role_has_its_words_in_both_languages() -> None:
    for words in (*(act_name(one.value) for one in Action), *(role_name(one.value) for one in Role)):
        assert words.zh != words.en


def test_a_word_that_nobody_has_named_is_shown_as_it_is() -> None:
    assert act_name("add-wings").en == kind_name("add-wings").zh == role_name("add-wings").en == "add-wings"
