"""Settings are read once, strictly, and never show a secret."""

from pathlib import Path

import pytest

from fairclaim.settings import READERS, SettingError, Settings, read_settings, variable_of

CHECKOUT = Path(__file__).resolve().parents[2]


def test_with_nothing_set_everything_is_in_one_folder() -> None:
    settings = read_settings({"HOME": "x", "FAIRCLAIM_CORPUS": "of the tests"})
    assert settings == Settings()
    assert settings.is_embedded
    assert settings.database_url.endswith("fairclaim-data/desk.db")


def test_every_setting_has_a_variable() -> None:
    settings = read_settings(
        {
            "FAIRCLAIM_DATA": "d",
            "FAIRCLAIM_DATABASE": " postgresql://desk:hush@db/fairclaim ",
            "FAIRCLAIM_BLOBS": "s3://photos/desk",
            "FAIRCLAIM_KEYS": '{"schema": "fairclaim.keys/1"}',
            "FAIRCLAIM_KEY_FILE": "keys.json",
            "FAIRCLAIM_WORKER": "worker-7",
            "FAIRCLAIM_EXAMINERS": "8",
            "FAIRCLAIM_WEB_PROCESSES": " 2 ",
        }
    )
    assert not settings.is_embedded
    assert settings.database_url == "postgresql://desk:hush@db/fairclaim"
    assert (settings.data, settings.key_file) == (Path("d"), Path("keys.json"))
    assert (settings.worker, settings.examiners, settings.blobs) == ("worker-7", 8, "s3://photos/desk")
    assert settings.web_processes == 2
    assert settings.keys
    assert "hush" not in repr(settings)
    assert "schema" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAIRCLAIM_DATABSE", "sqlite:///x.db"),
        ("FAIRCLAIM_Data", "x"),
        ("FAIRCLAIM_DATABASE", "mysql://x"),
        ("FAIRCLAIM_DATABASE", ""),
        ("FAIRCLAIM_BLOBS", "gs://bucket"),
        ("FAIRCLAIM_BLOBS", " "),
        ("FAIRCLAIM_KEYS", ""),
        ("FAIRCLAIM_ORIGIN", "desk.example"),
        ("FAIRCLAIM_ORIGIN", "https://desk.example/path"),
        ("FAIRCLAIM_PORT", "70000"),
        ("FAIRCLAIM_LOG", "xml"),
        ("FAIRCLAIM_EXAMINERS", "0"),
        ("FAIRCLAIM_WEB_PROCESSES", "0"),
        ("FAIRCLAIM_WEB_PROCESSES", "17"),
        ("FAIRCLAIM_EXAMINERS", "many"),
        ("FAIRCLAIM_EXAMINERS", "²"),
    ],
)
def test_what_is_unknown_or_malformed_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({name: value})
    assert name in caught.value.message.zh
    assert name in caught.value.message.en
    assert caught.value.name == name


def test_every_setting_is_documented() -> None:
    page = (CHECKOUT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in map(variable_of, READERS) if f"`{name}`" not in page] == []


def test_anybody_may_check_a_photo_on_a_desk_of_its_own_folder_only() -> None:
    assert read_settings({}).who_checks == "open"
    assert read_settings({"FAIRCLAIM_DATABASE": "postgresql://desk@db/desk"}).who_checks == "staff"
    assert read_settings({"FAIRCLAIM_CHECK": "off"}).who_checks == "off"
    assert read_settings({"FAIRCLAIM_CHECK": "open", "FAIRCLAIM_WEB_PROCESSES": "2"}).who_checks == "off"
    with pytest.raises(SettingError, match="open, staff or off"):
        read_settings({"FAIRCLAIM_CHECK": "everybody"})
