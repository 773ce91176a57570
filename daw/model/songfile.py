"""The text of song.json: one object a line in a stable order, so that a diff says what changed; read with distrust."""

import json
import re
from typing import Any

import msgspec

from daw.model.automation import Envelope
from daw.model.clip import NO_FADE, Clip
from daw.model.session import FORMAT_VERSION, Session
from daw.model.songerror import SongError
from daw.model.take import Version
from daw.model.tempo import TempoMap
from daw.model.track import MONO_INPUT, Track
from daw.model.validity import check_session

_LISTS: dict[type, tuple[str, ...]] = {  # the fields of a record that get a line for each entry
    Track: ("slots", "sends", "automation", "takes", "versions", "clips"),
    Version: ("clips",),
    Envelope: ("points",),
    TempoMap: ("tempos", "meters"),
    Session: ("sources", "tracks", "markers", "sections", "comments", "tasks"),
}
_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Session).decode


class _Head(msgspec.Struct):
    """What is read first, from a file of any version."""

    format: int = FORMAT_VERSION


def encode(session: Session) -> bytes:
    """The bytes of song.json."""
    lines: list[bytes] = [b"{"]
    plain = msgspec.structs.replace(session, tempo=TempoMap(), **dict.fromkeys(_LISTS[Session], ()))
    fields = {"format": session.format, **msgspec.to_builtins(plain)}
    fields.pop("tempo", None)
    lines.extend(b'  "%b":%b,' % (key.encode(), _encode(value)) for key, value in fields.items())
    if session.tempo != TempoMap():
        _record(lines, b'  "tempo":', session.tempo, b"  ", b",")
    for name in _LISTS[Session]:
        if getattr(session, name):
            _list(lines, name, getattr(session, name), b"  ", b",")
    lines[-1] = lines[-1].removesuffix(b",")
    return b"\n".join([*lines, b"}", b""])


def _record(lines: list[bytes], before: bytes, record: Any, indent: bytes, after: bytes) -> None:
    """Add a record: one line, or a line of its own fields and then its lists."""
    record = _plain(record)
    names = [name for name in _LISTS.get(type(record), ()) if getattr(record, name)]
    if not names:
        lines.append(before + _encode(record) + after)
        return
    own = {} if isinstance(record, TempoMap) else msgspec.structs.replace(record, **dict.fromkeys(names, ()))
    lines.append(before + (_encode(own)[:-1] + b",").replace(b"{,", b"{"))
    for name in names:
        _list(lines, name, getattr(record, name), indent + b"  ", b"," if name != names[-1] else b"")
    lines.append(indent + b"}" + after)


def _plain(record: Any) -> Any:
    """A record whose fields are left out where they equal their defaults: msgspec leaves out only what is the default itself."""
    if isinstance(record, Clip):
        fades = {name: NO_FADE for name in ("fade_in", "fade_out") if getattr(record, name) == NO_FADE}
        return msgspec.structs.replace(record, **fades) if fades else record
    if isinstance(record, Track) and record.inputs == MONO_INPUT:
        return msgspec.structs.replace(record, inputs=MONO_INPUT)
    return record


def _list(lines: list[bytes], name: str, records: tuple[Any, ...], indent: bytes, after: bytes) -> None:
    lines.append(indent + b'"%b":[' % name.encode())
    inner = indent + b"  "
    for record in records[:-1]:
        _record(lines, inner, record, inner, b",")
    _record(lines, inner, records[-1], inner, b"")
    lines.append(indent + b"]" + after)


def decode(data: bytes) -> Session:
    """The song in the bytes of a song.json; raises `SongError`, whatever the bytes are."""
    if not data.strip(b"\0 \t\r\n"):
        raise SongError(f"The file is {'full of zeros' if data.strip() else 'empty'}: it was not written completely.")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise SongError("The file begins with a byte order mark: another program has changed it.  Save it as plain UTF-8.")
    _refuse_newer(data)
    try:
        session = _decode(data)
        json.loads(data, object_pairs_hook=_refuse_double)
    except msgspec.ValidationError as problem:
        raise SongError(f"The file does not hold a song as this program knows it: {problem}.") from None
    except msgspec.DecodeError as problem:
        raise SongError(f"The file is damaged{_line(data, str(problem))}: {problem}.") from None
    except UnicodeDecodeError as problem:
        raise SongError(f"The file is damaged: it holds text that is not UTF-8 ({problem.reason}).") from None
    except (RecursionError, ValueError) as problem:
        raise SongError(f"The file does not hold a song: {problem}.") from None
    return check_session(session)


def _refuse_newer(data: bytes) -> None:
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return  # the whole will say what is wrong
    if head.format > FORMAT_VERSION:
        raise SongError(f"The song was made by a newer version of this program (format {head.format}): open it with that one.")


def _refuse_double(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")


def _line(data: bytes, problem: str) -> str:
    """Where in the file, if the problem says at which byte."""
    at = re.search(r"byte (\d+)", problem)
    if at is None:
        return " at its end" if "truncated" in problem else ""
    line = data.count(b"\n", 0, int(at[1])) + 1
    return f" in line {line}"
