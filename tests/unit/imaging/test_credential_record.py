"""What is kept of the library's report."""

from fairclaim.imaging.credential_record import (
    CODES,
    TEXT,
    Json,
    entries,
    error,
    mapping,
    record,
    statuses,
    text,
    unique,
)


def test_anything_of_another_kind_is_empty() -> None:
    for value in (None, 7, "x", b"x"):
        assert mapping(value) == {}
        assert entries(value) == []
    assert text(["x"]) == ""
    assert statuses({"failure": [1, {"code": 2}, {"code": "a"}, {"code": "a"}]}, "failure") == ["", "a"]


def test_texts_are_short_and_printable_and_lists_are_bounded() -> None:
    assert text("a\x1b\u202eb" + "c" * 500) == ("a  b" + "c" * 500)[:TEXT]
    assert len(unique(str(number) for number in range(500))) == CODES


def test_a_report_without_an_active_manifest_is_an_error() -> None:
    reports: list[Json] = [{}, {"active_manifest": "a"}, {"active_manifest": 7, "manifests": {"a": {}}}]
    for report in reports:
        assert record(report, {}) == error("no-active-manifest")


def test_a_report_is_reduced_to_what_is_judged() -> None:
    manifest = {
        "claim_generator_info": [{"name": "Maker", "version": "3"}],
        "signature_info": {"issuer": "Maker Ltd", "cert_serial_number": "7"},
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created", "softwareAgent": "Tool"}]}},
            {"label": "stds.iptc", "data": {"Iptc4xmpExt:DigitalSourceType": "digitalCapture"}},
        ],
        "ingredients": [{"title": "parent", "relationship": "parentOf", "active_manifest": "b", "thumbnail": {"x": 1}}],
    }
    made = record({"active_manifest": "a", "manifests": {"a": manifest}}, {"signer": {"state": "Trusted"}})
    [kept] = mapping(made["manifests"]).values()
    assert kept == {
        "generator": "Maker 3",
        "claim_version": 1,
        "title": "",
        "signer": {"organisation": "Maker Ltd", "name": "", "serial": "7", "time": ""},
        "actions": [{"action": "c2pa.created", "agent": "Tool", "source": "", "when": ""}],
        "sources": ["digitalCapture"],
        "ingredients": [
            {
                "title": "parent",
                "relationship": "parentOf",
                "manifest": "b",
                "success": [],
                "failure": [],
                "new_failure": [],
            }
        ],
    }
