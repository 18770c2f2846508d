from fairclaim.web import errors


def test_each_says_in_both_languages_what_to_do() -> None:
    for error in (
        errors.KeyMissingError(),
        errors.CursorError(),
        errors.BodyTooLargeError(5),
        errors.VersionError(),
        errors.FileErasedError(),
        errors.UploadUnfinishedError(received=1, length=None),
        errors.TooManyUploadsError(3),
        errors.TooManyRequestsError(3),
    ):
        assert error.message.zh
        assert error.message.en
