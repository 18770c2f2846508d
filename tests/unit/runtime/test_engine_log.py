"""The engine's log comes to ours, and quotes no database."""

import logging

import pytest

from fairclaim.runtime.engine_log import ENGINE, send_engine_log_to_ours


@pytest.fixture
def log() -> logging.Logger:
    for _ in range(2):
        send_engine_log_to_ours()
    return logging.getLogger(ENGINE)


def test_messages_reach_the_root_once(log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    log.warning("Queue %s is slow", "photos")
    assert caplog.messages == ["Queue photos is slow"]


def test_the_advertisement_does_not(log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    log.warning("To view and manage workflows, connect to DBOS Conductor at: https://example.org")
    assert caplog.messages == []


def test_what_a_database_says_is_cut_to_its_class(log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    log.error("Exception in a workflow: Li Si", exc_info=ValueError("Key (name)=(Li Si) already exists"))
    log.warning("Failed: (sqlite3.OperationalError) locked\n[SQL: insert ...]\n[parameters: ('Li Si',)]")
    assert "Li Si" not in caplog.text
    assert caplog.messages == ["Exception in a workflow (ValueError)", "Failed: (sqlite3.OperationalError) locked"]
