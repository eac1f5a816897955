"""Writes assets/live/protocol.gen.js from the Python models, so that the protocol is written once.

What only moderators ask for is in moderator.gen.js: on a phone every kilobyte counts.

python -m app.live.generate           writes the files
python -m app.live.generate --check   exits with 1 if one is stale
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from app.live import encoding, protocol
from app.live.script_types import (
    Model,
    commands,
    fields,
    imported,
    in_short,
    shape,
    type_name,
    typedefs,
    union,
)
from app.texts import LANGUAGES, catalogue
from facilitation import model
from facilitation.ballot_box import Channel
from facilitation.commands import IndicatorDraft
from facilitation.commands.participants import DraftName
from facilitation.errors import REFUSALS
from facilitation.ids import CODE_ALPHABET, PERSONAL_LENGTH, SLIP_LENGTH
from facilitation.limits import (
    FIRST_YEAR,
    GOAL_LIMIT,
    INDICATORS,
    LAST_YEAR,
    LONGEST_TIMER,
    MOST_POINTS,
    PHONE_TURNS,
    QUESTION_LIMIT,
    SPARE_TURNS,
    TRANSLATION_LIMIT,
    VALUE_LIMIT,
)
from facilitation.model.agenda import STEP_KINDS
from facilitation.rules import RULES
from facilitation.stage import LARGE

LIVE = Path(__file__).parents[2] / "assets" / "live"

HEADER = """\
// Generated from the Python models, do not edit: python -m app.live.generate
"""

BUILDER = """\
/**
 * A frozen-shape object: throws on a missing or unknown field, so that a typo is found at once.
 * @param {string} type @param {string[]} required @param {string[]} optional
 * @param {Object<string, any>} fields @returns {any}
 */
export function built(type, required, optional, fields) {
  for (const name of required) {
    if (fields[name] === undefined) throw new TypeError(`${type} needs ${name}`);
  }
  for (const name of Object.keys(fields)) {
    if (!required.includes(name) && !optional.includes(name)) throw new TypeError(`${type} has no ${name}`);
  }
  return { type, ...fields };
}
"""

FILLING = """\
/** An entity with what was not sent of it. @param {Sent} sent @returns {any} */
export const whole = (sent) => ({ version: 1, ...DEFAULTS[sent.type], ...sent });
"""


def camel(snake: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), snake)


def constructor(cls: Model) -> str:
    type = type_name(cls)
    required, optional = (json.dumps(names) for names in fields(cls))
    none = "" if fields(cls)[0] else " = {}"
    return f"  {camel(type)}: (fields{none}) => built({json.dumps(type)}, {required}, {optional}, fields),"


def signature(cls: Model) -> str:
    given = in_short(shape(cls, constructed=True))
    mark = "" if fields(cls)[0] else "?"
    return f" * @property {{(fields{mark}: {given}) => {cls.__name__}}} {camel(type_name(cls))}"


def constructors(before: str, classes: Sequence[Model], type: str, after: str, known: str = "") -> list[str]:
    """An object of constructors, between what stands `before` and `after` it. `type`: what they take and
    give; `known`: as what scripts know the object, where they know more of it."""
    return [
        "/**",
        f" * @typedef {{Object}} {type}",
        *map(signature, classes),
        " */",
        f"{before}/** @type {{{known or type}}} */ ({{",
        *map(constructor, classes),
        f"}}){after}",
    ]


def limits() -> dict[str, Any]:
    """`commands`: the most characters of each text field of a participant's command. The rest: by name."""
    return {
        "frameBytes": protocol.FRAME_BYTES,
        "goalText": GOAL_LIMIT,
        "questionText": QUESTION_LIMIT,
        "translation": TRANSLATION_LIMIT,
        "turns": {"phone": PHONE_TURNS, "spare": SPARE_TURNS},
        "slip": SLIP_LENGTH,
        "indicator": _lengths(IndicatorDraft),
        "indicatorValue": VALUE_LIMIT,
        "indicators": INDICATORS,
        "years": {"first": FIRST_YEAR, "last": LAST_YEAR},
        "commands": _lengths_of(commands(lambda rule: rule.of_participants)),
    }


def _lengths_of(classes: Iterable[Model]) -> dict[str, dict[str, int]]:
    return {type_name(cls): lengths for cls in classes if (lengths := _lengths(cls))}


def _lengths(cls: Model) -> dict[str, int]:
    properties = cls.model_json_schema()["properties"]
    return {
        name: p["maxLength"]
        for name, p in properties.items()
        if p.get("type") == "string" and "maxLength" in p
    }


def large() -> dict[str, str]:
    """View of the stage -> type of what it shows."""
    return {view: type_name(noun) for view, noun in LARGE.items()}


def table_names() -> list[str]:
    """Each once, in the order of LANGUAGES."""
    names = (str(catalogue(language, ["common"])["common.table"]) for language, _ in LANGUAGES)
    return list(dict.fromkeys(name.removesuffix(" {number}") for name in names))


def kinds_of_steps() -> dict[str, dict[str, Any]]:
    return {
        kind.id: {
            "allows": sorted(r.type for r in RULES if r.of_participants and r.allowed(kind, False)),
            "phone": kind.phone,
            "stage": kind.stage.value,
        }
        for kind in STEP_KINDS
    }


def constant(name: str, value: Any) -> str:
    return f"export const {name} = {json.dumps(value, ensure_ascii=False)};"


def listed(name: str, values: dict[str, Any]) -> str:
    lines = [f"  {key}: {json.dumps(value)}," for key, value in values.items()]
    return "\n".join([f"export const {name} = {{", *lines, "};"])


def defaults() -> list[str]:
    """On a phone every byte counts: all have a version, and keys need no quotes."""
    shown = {
        type: ",".join(f"{name}:{json.dumps(value)}" for name, value in own.items() if name != "version")
        for type, own in encoding.DEFAULTS.items()
    }
    return ["export const DEFAULTS = {", *(f"  {type}: {{{said}}}," for type, said in shown.items()), "};"]


def constants() -> list[str]:
    """What both halves must say alike, and what a device knows without asking."""
    return [
        constant("PROTOCOL_VERSION", protocol.PROTOCOL_VERSION),
        f"export const LIMITS = {json.dumps(limits(), indent=2)};",
        "/** @type {Kind[]} */",
        constant("KINDS", [kind.value for kind in model.Kind]),
        constant("CHANNELS", list(Channel)),
        "/** What a table is called in any language until somebody names it, before its number. */",
        constant("TABLE_NAMES", table_names()),
        "/** Views of the stage that show one thing large, and of which type it is. */",
        f"/** @type {{Object<string, {'|'.join(json.dumps(type) for type in large().values())}>}} */",
        constant("LARGE_VIEWS", large()),
        "/** Of entities, what is not sent: type -> field -> value. */",
        *defaults(),
        "export const ENTITY_TYPES = Object.keys(DEFAULTS);",
        "/** Of join codes and personal codes: 32 characters that nobody mixes up. */",
        constant("CODE_ALPHABET", CODE_ALPHABET),
        constant("PERSONAL_LENGTH", PERSONAL_LENGTH),
        "/** What is being typed and may be kept on the laptop; never a ballot. */",
        constant("DRAFTS", list(get_args(DraftName))),
        "/** What a kind of steps allows and shows. */",
        listed("STEP_KINDS", kinds_of_steps()),
        "/** Command types that a device may still send once late cards are let in. */",
        constant("LATE", sorted(rule.type for rule in RULES if rule.late)),
        constant("REFUSALS", list(REFUSALS)),
    ]


def generate() -> str:
    """The text of protocol.gen.js. The same models give the same text."""
    parts = [
        HEADER,
        *constants(),
        "",
        *typedefs(),
        "",
        FILLING,
        BUILDER,
        '/** @import { OfModerators } from "./moderator.gen.js" */',
        "// The moderators' commands are there once moderator.gen.js is imported. No phone does that.",
        *constructors(
            "export const make = ",
            commands(lambda rule: rule.of_participants),
            "OfParticipants",
            ";",
            known="OfParticipants & OfModerators",
        ),
        "",
        *constructors("export const message = ", union(protocol.ToServer), "OfDevices", ";"),
    ]
    return "\n".join(parts) + "\n"


def generate_for_moderators() -> str:
    """The text of moderator.gen.js: it gives `make` the moderators' commands, wherever it is imported."""
    given = commands(lambda rule: not rule.of_participants)
    made = constructors("Object.assign(make, ", given, "OfModerators", ");")
    head = [
        HEADER,
        'import { built, make } from "./protocol.gen.js";',
        imported("\n".join(made)),
        "",
        "/** The console's tab that shows what a kind of steps works on. */",
        constant("TAB_OF_KIND", {kind.id: kind.tab for kind in STEP_KINDS}),
        "/** What the stage can be told to show, besides one thing large. */",
        constant(
            "STAGE_CHOICES",
            [view for view in model.StageView if view not in (*LARGE, model.StageView.FOLLOW)],
        ),
        f"/** @type {{({'|'.join(map(str, get_args(model.StageSize)))})[]}} */",
        constant("STAGE_SIZES", list(get_args(model.StageSize))),
        constant("MOST_POINTS", MOST_POINTS),
        "/** In minutes. */",
        constant("LONGEST_TIMER", LONGEST_TIMER),
        "/** The most characters of each text field of a moderators' command. */",
        f"export const LENGTHS = {json.dumps(_lengths_of(given), indent=2)};",
        "",
    ]
    return "\n".join([*head, *made, ""])


def files() -> dict[Path, str]:
    """What is generated, by its place."""
    return {
        LIVE / "protocol.gen.js": generate(),
        LIVE / "moderator.gen.js": generate_for_moderators(),
    }


def main(arguments: list[str]) -> int:
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        names = ", ".join(path.name for path in stale)
        print(f"stale: {names}; python -m app.live.generate" if stale else "protocol.gen.js is up to date")
        return 1 if stale else 0
    for path in stale:
        path.write_text(files()[path], "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
