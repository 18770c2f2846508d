from fairclaim.forensics.labels.trace import MAX_QUOTE, Trace, TraceKind


def test_equal_statements_are_one() -> None:
    one, other = (Trace(TraceKind.EDITED, "GIMP", "exif:Software", "GIMP 3.0") for _ in range(2))
    assert len({one, other}) == 1


def test_the_strongest_kind_stands_first() -> None:
    assert next(iter(TraceKind)) is TraceKind.GENERATED
    assert MAX_QUOTE < 1_000
