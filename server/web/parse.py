"""From what was sent to an act: unknown kinds, unknown fields and wrong types are refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Protocol, get_args

import orjson
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from models import acts, edit, text
from models.acts import Act
from models.refusals import Refusal
from models.saying import Sentence, said, say

MAX_TEXT = 100_000
"""Characters of one field: a whole clause by the plain form fits, a flood does not."""

KINDS: Mapping[str, type[Act]] = {
    str(field.default): member
    for member in get_args(Act)
    for field in fields(member)
    if field.name == "kind"
}
"""What an act is called on the wire → its class."""
_LISTS = {
    kind: frozenset(field.name for field in fields(member) if str(field.type).startswith("tuple"))
    for kind, member in KINDS.items()
}
_ACTS: TypeAdapter[Act] = TypeAdapter(
    Annotated[Act, Field(discriminator="kind")],
    config=ConfigDict(extra="forbid", str_max_length=MAX_TEXT, hide_input_in_errors=True),
)


class Fields(Protocol):
    """A form as it was sent: some names more than once."""

    def multi_items(self) -> Sequence[tuple[str, object]]:
        """Every pair of name and value, in order."""
        ...


def malformed(detail: Sentence | str) -> Refusal:
    """What was sent is not an act."""
    return Refusal(
        "malformed",
        say("This could not be read: {detail}.", detail=said(detail)),
        "Reload the page and try again.",
    )


def act(raw: object) -> Act:
    """The act that `raw`, a JSON value from anybody, asks for; a `Refusal` where it is none."""
    if not isinstance(raw, dict):
        raise malformed("an act is an object with a kind")
    if raw.get("kind") == "edit":
        return _edit(raw)
    try:
        return _ACTS.validate_python(raw)
    except ValidationError as error:
        raise malformed(_said(error)) from None


def _edit(raw: Mapping[str, object]) -> acts.Edit:
    if raw.keys() != {"kind", "draft", "revision", "field", "edit"}:
        raise malformed("an edit has a draft, a revision, a field and an edit, and nothing else")
    draft, revision, field = raw["draft"], raw["revision"], raw["field"]
    if type(draft) is not str or type(field) is not str or type(revision) is not int:
        raise malformed("the draft and the field of an edit are texts, its revision is a number")
    try:
        parts = edit.parse(raw["edit"])
    except (edit.EditRefused, text.TextRefused) as refused:
        raise Refusal(refused.code, refused.sentence, "Take the last change back.") from None
    return acts.Edit(draft=draft, revision=revision, field=field, edit=parts)


def _said(error: ValidationError) -> Sentence:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    if not where:
        return say("its kind is not known")
    return say("{field}: {problem}", field=where, problem=first["msg"])


def json_body(body: bytes) -> object:
    """The JSON value in a body; a `Refusal` where it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise malformed("it is not JSON") from None


def json_text(value: object) -> str:
    """A JSON value as text."""
    return orjson.dumps(value).decode()


def form_act(kind: str, form: Fields) -> Act:
    """The act of `kind` that a form asks for; fields of the page itself begin with `_`.

    A mapping is sent key by key: `wording:en/title`.
    """
    lists = _LISTS.get(kind, frozenset())
    raw: dict[str, object] = {"kind": kind}
    for name, value in form.multi_items():
        if name.startswith("_"):
            continue
        if not isinstance(value, str):
            raise malformed("a form of an act has no files")
        mapping, colon, key = name.partition(":")
        if colon:
            held = raw.setdefault(mapping, {})
            if isinstance(held, dict):
                held[key] = value
        elif name in lists:
            raw.setdefault(name, [])
            listed = raw[name]
            if isinstance(listed, list) and value:
                listed.append(value)
        else:
            raw[name] = value
    return act(raw)
