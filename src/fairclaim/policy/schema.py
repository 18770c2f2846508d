"""The published JSON schemas, and what they find wrong, said in both languages with a suggestion where a name is misspelt."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.policy.problems import Problem, quoted, suggestion

SCHEMAS: Final = ("policy", "facts")
"""Names of the schemas; each is ``schemas/<name>.schema.json``."""

_TYPES: Final = {
    "object": Bilingual("对象", "an object"),
    "array": Bilingual("列表", "a list"),
    "string": Bilingual("文本", "text"),
    "integer": Bilingual("整数", "a whole number"),
    "number": Bilingual("数字", "a number"),
    "boolean": Bilingual("true 或 false", "true or false"),
    "null": Bilingual("空（未知）", "null (unknown)"),
}
_SENTENCES: Final = {
    "minimum": Bilingual("应不小于 {expected}，得到 {got}。", "Expected at least {expected}, got {got}."),
    "maximum": Bilingual("应不大于 {expected}，得到 {got}。", "Expected at most {expected}, got {got}."),
    "minLength": Bilingual("不能为空。", "Must not be empty."),
    "maxLength": Bilingual("最多 {expected} 个字符。", "At most {expected} characters."),
    "minItems": Bilingual("至少 {expected} 项。", "At least {expected} entries."),
    "maxItems": Bilingual("最多 {expected} 项。", "At most {expected} entries."),
    "minProperties": Bilingual("至少 {expected} 项。", "At least {expected} entries."),
    "uniqueItems": Bilingual("有重复的项。", "Holds an entry twice."),
    "const": Bilingual("应为 {expected}，得到 {got}。", "Expected {expected}, got {got}."),
}


@cache
def schema_text(name: str) -> str:
    """Return a schema as it is shipped."""
    return files("fairclaim.policy").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")


def problems_of(name: str, record: object) -> list[Problem]:
    """Return everything that a schema finds wrong, in the order of the record.

    Raises
    ------
    UnavailableError
        If the packages of ``fairclaim[policy]`` are not installed.
    """
    found = sorted(_validator(name).iter_errors(record), key=lambda error: [str(part) for part in error.absolute_path])
    return [problem for error in found for problem in _told(error)]


@cache
def _validator(name: str) -> Any:  # noqa: ANN401  (jsonschema is untyped)
    """Return a validator; loaded late, since importing jsonschema costs more than starting a command."""
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415
    except ImportError as exc:
        raise not_installed("jsonschema") from exc
    return Draft202012Validator(json.loads(schema_text(name)))


def not_installed(package: str) -> UnavailableError:
    """Return the error to raise where a package of the extra is missing."""
    return UnavailableError(
        Bilingual(
            f"缺少 {package}。请运行 pip install 'fairclaim[policy]'。",
            f"{package} is not installed. Run pip install 'fairclaim[policy]'.",
        )
    )


def dotted(path: Iterable[object]) -> str:
    """Return a place in a record as errors show it."""
    return ".".join(str(part) for part in path)


def _told(error: Any) -> Iterator[Problem]:  # noqa: ANN401
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        for key in sorted(set(map(str, error.instance)) - set(known)):
            meant = suggestion(key, known)
            message = Bilingual(
                f"没有这个字段。{meant.zh or '可用：' + '、'.join(known) + '。'}",
                f"No such field.{meant.en or ' Known: ' + ', '.join(known) + '.'}",
            )
            yield Problem(code="unknown-field", path=dotted([*path, key]), message=message)
        return
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        for key in missing:
            if f"'{key}'" in error.message:
                message = Bilingual("缺少这个必填字段。", "This field is required.")
                yield Problem(code="missing-field", path=dotted([*path, key]), message=message)
        return
    yield Problem(code=_CODES.get(error.validator, "wrong-value"), path=dotted(path), message=_message(error))


_CODES: Final = {"type": "wrong-type", "enum": "unknown-word", "pattern": "wrong-form"}


def _message(error: Any) -> Bilingual:  # noqa: ANN401
    expected, got = error.validator_value, quoted(error.instance)
    if error.validator == "type":
        names = [_TYPES[one] for one in ([expected] if isinstance(expected, str) else expected)]
        return Bilingual(
            f"应为{'或'.join(name.zh for name in names)}，得到 {got}。",
            f"Expected {' or '.join(name.en for name in names)}, got {got}.",
        )
    if error.validator == "enum":
        return _one_of(expected, error.instance)
    if error.validator == "pattern":
        form = error.schema.get("x-form", {"zh": f"形式应为 {expected}", "en": f"Expected the form {expected}"})
        return Bilingual(f"{form['zh']}，得到 {got}。", f"{form['en']}, got {got}.")
    sentence = _SENTENCES.get(error.validator)
    if sentence is None:
        return Bilingual(f"不符合格式：{got}。", f"Does not fit the schema: {got}.")
    return sentence.format(expected=expected, got=got)


def _one_of(expected: Sequence[object], got: object) -> Bilingual:
    words = ["null" if word is None else str(word) for word in expected]
    meant = suggestion(got, words)
    return Bilingual(
        f"应为 {'、'.join(words)} 之一，得到 {quoted(got)}。{meant.zh}",
        f"Expected one of {', '.join(words)}; got {quoted(got)}.{meant.en}",
    )
