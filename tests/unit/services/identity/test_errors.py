"""Every refusal of the door speaks both languages and has a code of its own."""

from fairclaim.domain.errors import FairclaimError
from fairclaim.services.identity import errors


def test_codes_are_unique_and_sentences_complete() -> None:
    made = [
        errors.NotSignedInError(),
        errors.WrongCredentialsError(),
        errors.TooManyAttemptsError(3),
        errors.StepUpNeededError(),
        errors.OutOfScopeError("see"),
        errors.CrossOriginError(),
        errors.LinkExpiredError(),
        errors.WeakPasswordError(15),
        errors.PasskeyRefusedError(),
        errors.LoginTakenError(),
        errors.OwnAccountError(),
        errors.LastAdminError(is_there=True),
        errors.SignInBusyError(),
        errors.ProviderError("shop"),
    ]
    assert len({error.code for error in made}) == len(made)
    for error in made:
        assert isinstance(error, FairclaimError)
        assert error.message.zh.strip()
        assert error.message.en.endswith(".")
