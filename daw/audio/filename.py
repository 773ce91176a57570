"""File names made from what people type: safe on Linux, macOS and Windows, and never one that is taken."""

import os
import unicodedata
from pathlib import Path

NAME_BYTES = 100  # UTF-8, with suffix and ending; leaves room for ".part" and for encrypted file systems (143)
_FORBIDDEN = set('/\\:*?"<>|')
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
_JOINER = "\u200d"  # joins emoji; every other invisible character goes


def safe_name(text: str, limit_bytes: int = NAME_BYTES, fallback: str = "Track") -> str:
    """A name for a file without its ending: NFC, nothing a file system refuses, at most `limit_bytes` of UTF-8."""
    text = unicodedata.normalize("NFC", text)
    text = " ".join("".join(_safe_character(character) for character in text).split())
    text = _shortened(text, limit_bytes).strip(". ")
    if text.split(".")[0].strip().upper() in _RESERVED:
        text = _shortened("_" + text, limit_bytes)
    return text or fallback


def _safe_character(character: str) -> str:
    if character in _FORBIDDEN:
        return "-"
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cs", "Cn") and character != _JOINER:
        return ""
    return character


def _shortened(text: str, limit_bytes: int) -> str:
    """Cut to `limit_bytes` of UTF-8 between characters, not before a mark that belongs to the last one."""
    raw = text.encode("utf-8")
    if len(raw) <= limit_bytes:
        return text
    cut = raw[:limit_bytes].decode("utf-8", "ignore")
    while cut and (unicodedata.combining(text[len(cut)]) or _JOINER in (text[len(cut)], cut[-1])):
        cut = cut[:-1]
    return cut


def free_name(folder: Path, stem: str, ending: str) -> str:
    """`stem` + `ending`, or with _2, _3 … the first that no file in `folder` has, whatever the case of its letters."""
    taken = taken_names(folder)
    number = 1
    while True:
        suffix = f"_{number}" if number > 1 else ""
        name = safe_name(stem, NAME_BYTES - len(suffix) - len(ending)) + suffix + ending
        if name.casefold() not in taken and f"{name}.part".casefold() not in taken:
            return name
        number += 1


def take_name(song_folder: str | os.PathLike[str], track_name: str, number: int) -> str:
    """`<track>_<take:03>.wav`, from take `number` on the first that song/audio does not hold."""
    taken = taken_names(Path(song_folder, "audio"))
    while True:
        suffix = f"_{number:03d}.wav"
        name = safe_name(track_name, NAME_BYTES - len(suffix)) + suffix
        if name.casefold() not in taken and f"{name}.part".casefold() not in taken:
            return name
        number += 1


def taken_names(folder: Path) -> set[str]:
    """Names in a folder, without regard to case or to how accents are composed (macOS, Windows)."""
    try:
        return {unicodedata.normalize("NFC", name).casefold() for name in os.listdir(folder)}
    except FileNotFoundError:
        return set()
