"""Which icon a track gets: guessed from its name, in the words people use."""

import re

ICONS = (
    ("mic", r"voc|voice|sing|gesang|stimme|choir|chor\b|harmon|lead v|bgv|back(ing)?s?\b|rap|talk|mic\b|double|^audio \d+$"),
    ("bass", r"bass|sub\b|contra"),
    ("drum", r"drum|kick|snare|tom\b|toms|hat\b|hihat|hi-hat|cymbal|overhead|oh\b|room|perc|shaker|clap|beat|cajon|conga"),
    ("keys", r"key|piano|rhodes|organ|synth|pad\b|wurl|clav|celest|accord"),
    ("guitar", r"guit|gtr|acoustic|electric|banjo|ukul|mandol|strum|riff|lead g|violin|cello|viola|string"),
)


def track_icon(name: str, kind: str = "audio") -> str:
    """The icon of a track or a bus."""
    if kind == "master":
        return "speaker"
    if kind == "bus":
        return "return" if re.search(r"verb|plate|hall|delay|slap|echo|return|room|chorus", name, re.IGNORECASE) else "bus"
    return next((icon for icon, words in ICONS if re.search(words, name, re.IGNORECASE)), "wave")


def counted(tracks: int, buses: int, returns: int) -> str:
    """What there is: "9 tracks, 1 bus, 2 returns"."""
    parts = [_some(tracks, "track", "tracks")]
    if buses:
        parts.append(_some(buses, "bus", "buses"))
    if returns:
        parts.append(_some(returns, "return", "returns"))
    return ", ".join(parts)


def _some(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
