"""The text names the file that lies there, and what a good result does not say."""

from fairclaim.cli.police_instructions import instructions
from fairclaim.law.tone import pressing_phrases


def test_an_open_case_is_checked_where_it_lies() -> None:
    text = instructions("01-claim-1.zip", is_encrypted=False).decode("utf-8-sig")
    assert text.count("python verify_bundle.py attachments/01-claim-1.zip") == 2
    assert "age" not in text.split("怎样核验")[1].split("1. ")[0]
    assert "密钥文件" not in text
    assert "不说明什么" in text
    assert not pressing_phrases(text)


def test_an_encrypted_case_is_opened_first() -> None:
    text = instructions("01-claim-1.zip.age", is_encrypted=True).decode("utf-8-sig")
    assert text.count("attachments/01-claim-1.zip.age") == 2
    assert text.count("python verify_bundle.py case.zip") == 2
