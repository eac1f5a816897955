"""The models as types of JSDoc, which `python -m tests.npm types` checks scripts by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from app.live import encoding, protocol
from facilitation import model
from facilitation.rules import RULES, Rule

Model = type[BaseModel]

_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def union(annotated: Any) -> list[Model]:
    """The members of a discriminated union, in the order in which they are written."""
    return list(get_args(get_args(annotated)[0]))


def type_name(cls: Model) -> str:
    return str(cls.model_fields["type"].default)


def fields(cls: Model) -> tuple[list[str], list[str]]:
    """Names of the required and of the optional fields, without `type`."""
    own = {name: field for name, field in cls.model_fields.items() if name != "type"}
    required = [name for name, field in own.items() if field.is_required()]
    return required, [name for name in own if name not in required]


def js_type(schema: dict[str, Any]) -> str:
    """A JSON schema as a JSDoc type."""
    if "$ref" in schema:  # a Ref is a type and an id
        name = str(schema["$ref"].rsplit("/", 1)[-1])
        return "[keyof ByType, string]" if name == "Ref" else name
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return "|".join(json.dumps(value) for value in schema["enum"])
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return "|".join(dict.fromkeys(js_type(option) for option in options))
    return _compound(schema)


def _compound(schema: dict[str, Any]) -> str:
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return f"[{', '.join(js_type(item) for item in schema['prefixItems'])}]"
        case "array":
            return f"Array<{js_type(schema.get('items', {}))}>"
        case "object":
            keyed = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
            return f"Object<string, {js_type(keyed[0])}>"
        case name:
            return _PLAIN.get(str(name), "*")


def shape(cls: Model, *, constructed: bool) -> str:
    """The object type of a model. `constructed`: as a caller gives it, without `type`."""
    schema = cls.model_json_schema()
    required, _ = fields(cls)
    unseen = "type" if constructed else encoding.NEVER_SENT
    names = [name for name in cls.model_fields if name != unseen]
    parts = []
    for name in names:
        mark = "" if name in required or not constructed else "?"
        parts.append(f"{name}{mark}: {js_type(schema['properties'][name])}")
    return "{" + ", ".join(parts) + "}"


def choice(cls: type[StrEnum]) -> str:
    return f"/** @typedef {{{'|'.join(json.dumps(one.value) for one in cls)}}} {cls.__name__} */"


def typedef(cls: Model) -> str:
    return f"/** @typedef {{{shape(cls, constructed=False)}}} {cls.__name__} */"


def mentioned(annotation: Any) -> Iterator[type]:
    """Models and enums of ours in a field's type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | StrEnum):
        yield annotation
    for part in get_args(annotation):
        yield from mentioned(part)


def with_parts(shapes: Iterable[Model]) -> list[type]:
    """These models, and all of what their fields are made of, each once."""
    found: dict[type, None] = {}
    todo: list[type] = list(shapes)
    for one in todo:  # which grows meanwhile
        if one not in found and issubclass(one, BaseModel):
            todo.extend(part for field in one.model_fields.values() for part in mentioned(field.annotation))
        found[one] = None
    return list(found)


def typedefs() -> list[str]:
    messages = [*union(protocol.ToServer), *union(protocol.ToDevice)]
    found = with_parts([*model.ENTITIES.values(), *messages, *commands()])
    choices = [one for one in found if issubclass(one, StrEnum)]
    lines = [in_short(typedef(cls)) for cls in found if issubclass(cls, BaseModel)]
    of_type = ", ".join(f"{type}: Object<string, {cls.__name__}>" for type, cls in model.ENTITIES.items())
    return [
        *(choice(one) for one in choices),
        *lines,
        f"/** @typedef {{{names(model.ENTITIES.values())}}} Entity */",
        "/** An entity as it is sent: without what is at its default. */",
        "/** @typedef {{type: keyof ByType, id: string} & Object<string, any>} Sent */",
        f"/** @typedef {{{{{of_type}}}}} ByType */",
        f"/** @typedef {{{names(commands())}}} Command */",
        f"/** @typedef {{{names(union(protocol.ToServer))}}} ToServer */",
        f"/** @typedef {{{names(union(protocol.ToDevice))}}} ToDevice */",
    ]


def names(classes: Iterable[Model]) -> str:
    return "|".join(cls.__name__ for cls in classes)


def in_short(types: str) -> str:
    """Long unions by their names."""
    return types.replace(names(model.ENTITIES.values()), "Entity").replace(names(commands()), "Command")


def imported(text: str) -> str:
    """What a file needs of the other one's types."""
    defined = re.findall(r"(\w+) \*/$", "\n".join(typedefs()), re.MULTILINE)
    comments = " ".join(re.findall(r"/\*\*.*?\*/", text, re.DOTALL))
    used = sorted(set(defined) & set(re.findall(r"\w+", comments)))
    return f'/** @import {{ {", ".join(used)} }} from "./protocol.gen.js" */'


def commands(which: Callable[[Rule], bool] = lambda rule: True) -> list[Model]:
    return [rule.command for rule in RULES if which(rule)]
