"""Presets of effects: those that come with the program, and the user's own, one small file each.

A preset holds the parameters that differ from their defaults, in their own units; choices and switches may be words ("bell", "on").
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import platformdirs

from daw.model import atomic
from daw.plugin import Effect
from daw.resources import assets_folder
from daw.values import parse_value

LONGEST_NAME = 60
CLOSE = 1e-6  # of the range: values nearer than this are the same


class Preset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings with a name.  values : only what differs from the defaults"""

    name: str
    values: dict[str, float | str]


class PresetError(ValueError):
    """A preset can't be kept; the text is a sentence for the user."""


def own_folder(effect_id: str) -> Path:
    """Where the user's own presets of an effect lie."""
    return Path(platformdirs.user_data_dir("daw")) / "presets" / quote(effect_id, safe="")


def _path(effect_id: str, name: str) -> Path:
    return own_folder(effect_id) / f"{quote(name, safe=' ')}.json"


def factory(effect_id: str) -> list[Preset]:
    """The presets that come with the program, in their order."""
    path = assets_folder() / "presets" / f"{effect_id}.json"
    return msgspec.json.decode(path.read_bytes(), type=list[Preset]) if path.is_file() else []


def own(effect_id: str) -> list[Preset]:
    """The user's own presets by name; a file that can't be read is left out."""
    found = []
    for path in sorted(own_folder(effect_id).glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Preset))
        except (OSError, msgspec.DecodeError) as problem:
            logging.getLogger(__name__).warning("%s is no preset: %s", path, problem)
    return sorted(found, key=lambda preset: preset.name.casefold())


def find(effect_id: str, name: str) -> Preset | None:
    """The preset of a name; the user's own before one that came with the program."""
    return next((preset for preset in (*own(effect_id), *factory(effect_id)) if preset.name == name), None)


def values_of(effect: Effect, preset: Preset) -> dict[str, float]:
    """The preset's values as numbers within their ranges; what this version of the effect does not know is left out."""
    known = {param.name: param for param in effect.params}
    numbers = {}
    for name, value in preset.values.items():
        if name in known:
            number = parse_value(known[name], value) if isinstance(value, str) else float(value)
            numbers[name] = min(max(number, known[name].low), known[name].high)
    return numbers


def same(effect: Effect, left: Mapping[str, float], right: Mapping[str, float]) -> bool:
    """Whether two settings are the same to the ear, defaults filled in."""
    return all(
        abs(left.get(param.name, param.default) - right.get(param.name, param.default)) <= CLOSE * (param.high - param.low)
        for param in effect.params
    )


def checked_name(name: str) -> str:
    """A name a preset may have; PresetError if it is none."""
    plain = " ".join(name.split())
    if not plain:
        raise PresetError("A preset needs a name.")
    if len(plain) > LONGEST_NAME:
        raise PresetError(f"The name of a preset has at most {LONGEST_NAME} letters.")
    return plain


def save(effect: Effect, name: str, values: Mapping[str, float]) -> Preset:
    """Keep settings under a name, in the place of an own preset of that name; PresetError or OSError, then nothing has changed."""
    kept: dict[str, Any] = {
        param.name: values[param.name] for param in effect.params if values.get(param.name, param.default) != param.default
    }
    preset = Preset(name=checked_name(name), values=kept)
    path = _path(effect.id, preset.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(path, (json.dumps(msgspec.to_builtins(preset), indent=1, ensure_ascii=False) + "\n").encode())
    return preset


def rename(effect: Effect, name: str, new_name: str) -> Preset:
    """Give an own preset another name; PresetError if that name is taken or there is no such preset."""
    wanted = checked_name(new_name)
    presets = {preset.name: preset for preset in own(effect.id)}
    if name not in presets:
        raise PresetError(f"“{name}” is not one of your own presets.")
    if wanted == name:
        return presets[name]
    if wanted in presets:
        raise PresetError(f"There is a preset “{wanted}” already.")
    renamed = save(effect, wanted, values_of(effect, presets[name]))
    delete(effect.id, name)
    return renamed


def delete(effect_id: str, name: str) -> None:
    """Delete an own preset; nothing happens if there is none of that name."""
    _path(effect_id, name).unlink(missing_ok=True)
