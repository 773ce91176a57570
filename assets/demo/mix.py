"""How "Slow Light" is mixed, as plain data: `MIX` maps each track and bus, in mixer order, to its strip.

A strip has
  kind        "audio", "bus" or "master";  color : a name of the track palette;  channels, inputs : of the record
  fader_db, pan (−1 … +1), output : a bus by name, None for the master
  effects     [(effect id, {parameter: value}), …] in order; parameters that are not named keep their default
  sends       [(bus, level_db), …] after the fader
  automation  {target: [(beat from bar 1, value, curve), …]}; a target is "fader_db", "pan", "Plate/level_db" (a send by its bus)
              or "compressor/threshold_db" (a slot by the last word of its effect's id)
Choices (band types, slopes, notes) are spelled by name; `song.slot_values` makes numbers of them with the effect's own list.
"""

from typing import Any

from daw_demo.score import TEMPO_BPM, bar_beat

Strip = dict[str, Any]


def _eq(*bands: tuple[str, float, float, float]) -> tuple[str, dict[str, Any]]:
    """An equaliser of (type, Hz, dB, Q or dB per octave) bands."""
    values: dict[str, Any] = {}
    for number, (kind, hz, gain_db, width) in enumerate(bands, 1):
        values |= {f"band{number}_on": 1, f"band{number}_type": kind, f"band{number}_freq_hz": hz}
        values |= (
            {f"band{number}_slope": f"{width:g} dB/oct"} if "cut" in kind else {f"band{number}_gain_db": gain_db, f"band{number}_q": width}
        )
    return "daw.eq", values


def _compressor(threshold_db: float, ratio: float, attack_ms: float, release_ms: float, makeup_db: float) -> tuple[str, dict[str, Any]]:
    """A compressor with a soft knee of 6 dB."""
    values = {"threshold_db": threshold_db, "ratio": ratio, "attack_ms": attack_ms, "release_ms": release_ms}
    return "daw.compressor", values | {"makeup_db": makeup_db, "knee_db": 6.0}


def _strip(color: str, fader_db: float, pan: float, inputs: tuple[int, ...] = (), **more: Any) -> Strip:
    """A strip with a channel for each input it is recorded from, or two; whatever is not given is empty."""
    strip: Strip = {"kind": "audio", "color": color, "channels": len(inputs) or 2, "inputs": inputs, "fader_db": fader_db, "pan": pan}
    return strip | {"output": None, "effects": [], "sends": [], "automation": {}} | more


_VOICE_EQ = (("low cut", 95.0, 0.0, 12), ("bell", 320.0, -2.0, 1.1), ("bell", 1700.0, 2.5, 0.9), ("high shelf", 9000.0, 3.5, 0.7))
_CHORUS, _OUTRO, _END = bar_beat(15), bar_beat(23), bar_beat(26)

MIX: dict[str, Strip] = {
    "Lead Vocal": _strip(
        "rose",
        inputs=(1,),
        fader_db=-2.6,
        pan=0.0,
        effects=[_eq(*_VOICE_EQ), _compressor(-24.0, 3.0, 8.0, 120.0, 7.0)],
        sends=[("Plate", -9.0), ("Slap", -15.0)],
        automation={
            "fader_db": [
                (0.0, -2.4, 0.0),
                (bar_beat(11), -2.4, 0.0),
                (_CHORUS - 1.0, -2.8, 0.0),
                (_OUTRO - 1.0, -2.8, 0.0),
                (_OUTRO, -2.6, 0.0),
            ],
            "Slap/level_db": [(0.0, -16.0, 2.0), (_CHORUS - 0.5, -11.0, 2.0), (_OUTRO - 0.5, -8.0, 2.0)],
            "Plate/level_db": [(0.0, -10.0, 0.0), (_CHORUS - 2.0, -10.0, 0.0), (_CHORUS, -8.0, 0.0), (_OUTRO, -6.0, 0.0)],
        },
    ),
    "Lead Double": _strip(
        "rose",
        inputs=(1,),
        fader_db=-10.0,
        pan=-0.18,
        effects=[_eq(("low cut", 160.0, 0.0, 12), ("high shelf", 6000.0, -3.0, 0.7)), _compressor(-24.0, 3.0, 5.0, 100.0, 6.0)],
        sends=[("Plate", -9.0)],
    ),
    "Harmonies": _strip(
        "lilac",
        inputs=(1, 2),
        fader_db=-6.0,
        pan=0.0,
        effects=[
            _eq(("low cut", 150.0, 0.0, 12), ("bell", 450.0, -2.0, 1.0), ("high shelf", 8000.0, 1.5, 0.7)),
            _compressor(-25.0, 2.5, 12.0, 160.0, 6.0),
        ],
        sends=[("Plate", -7.0), ("Slap", -18.0)],
    ),
    "Acoustic": _strip(
        "copper",
        inputs=(3, 4),
        fader_db=-3.0,
        pan=0.15,
        effects=[_eq(("low cut", 90.0, 0.0, 12), ("bell", 230.0, -2.5, 1.2), ("bell", 5500.0, 2.5, 0.8))],
        sends=[("Plate", -18.0)],
        automation={
            "fader_db": [
                (0.0, 0.5, 0.0),
                (8.0, 0.0, 0.0),
                (9.0, -1.5, 0.0),
                (_CHORUS - 0.5, -1.5, 0.0),
                (_CHORUS, -4.5, 0.0),
                (_OUTRO - 0.5, -4.5, 0.0),
                (_OUTRO, -0.5, 0.0),
            ]
        },
    ),
    "Electric": _strip(
        "straw",
        inputs=(3,),
        fader_db=-5.5,
        pan=-0.5,
        effects=[_eq(("low cut", 140.0, 0.0, 12), ("bell", 2600.0, -2.0, 1.0))],
        sends=[("Plate", -9.0), ("Slap", -12.0)],
        automation={"pan": [(0.0, -0.5, 0.0), (_OUTRO, -0.5, 0.0), (_END - 1.0, -0.15, 0.0)]},
    ),
    "Bass DI": _strip(
        "jade",
        inputs=(3,),
        fader_db=-6.0,
        pan=0.0,
        effects=[
            _eq(("low cut", 32.0, 0.0, 12), ("bell", 75.0, 1.5, 1.0), ("bell", 220.0, -2.0, 1.2), ("bell", 900.0, 2.5, 1.0)),
            _compressor(-18.0, 3.0, 18.0, 140.0, 4.5),
        ],
        automation={"fader_db": [(0.0, -6.8, 0.0), (_CHORUS - 1.0, -6.8, 0.0), (_CHORUS, -5.4, 0.0), (_OUTRO, -7.0, 0.0)]},
    ),
    "Drum OH": _strip(
        "aqua",
        inputs=(5, 6),
        fader_db=-1.5,
        pan=0.0,
        output="Drums",
        effects=[_eq(("low cut", 110.0, 0.0, 12), ("high shelf", 9000.0, 1.5, 0.7))],
        sends=[("Plate", -22.0)],
    ),
    "Kick": _strip(
        "aqua",
        inputs=(7,),
        fader_db=-5.0,
        pan=0.0,
        output="Drums",
        effects=[
            _eq(("bell", 58.0, 2.0, 1.2), ("bell", 320.0, -4.0, 1.2), ("bell", 3200.0, 3.0, 1.0)),
            _compressor(-18.0, 3.0, 20.0, 90.0, 4.0),
        ],
    ),
    "Snare": _strip(
        "aqua",
        inputs=(8,),
        fader_db=-2.5,
        pan=0.05,
        output="Drums",
        effects=[
            _eq(("low cut", 110.0, 0.0, 12), ("bell", 195.0, 1.5, 1.2), ("high shelf", 6500.0, 2.0, 0.7)),
            _compressor(-22.0, 3.0, 3.0, 110.0, 7.0),
        ],
        sends=[("Plate", -13.0)],
    ),
    "Keys": _strip(
        "azure",
        inputs=(1, 2),
        fader_db=-7.0,
        pan=-0.1,
        effects=[_eq(("low cut", 130.0, 0.0, 12), ("bell", 500.0, -1.5, 1.0))],
        sends=[("Plate", -14.0), ("Slap", -20.0)],
    ),
    "Drums": _strip(
        "aqua",
        fader_db=0.0,
        pan=0.0,
        kind="bus",
        effects=[_compressor(-18.0, 2.0, 30.0, 120.0, 1.5)],
        sends=[("Plate", -26.0)],
        automation={
            "fader_db": [(0.0, -1.8, 0.0), (bar_beat(11), -1.8, 0.0), (_CHORUS - 0.5, -0.6, 0.0), (_CHORUS, 0.6, 0.0), (_OUTRO, -0.8, 0.0)]
        },
    ),
    "Plate": _strip(
        "stone",
        fader_db=-3.0,
        pan=0.0,
        kind="bus",
        effects=[
            ("daw.reverb", {"type": "Plate", "decay_s": 2.1, "predelay_ms": 28.0, "mix": 1.0, "low_cut_hz": 220.0, "high_cut_hz": 8500.0}),
            _eq(("low cut", 220.0, 0.0, 12), ("bell", 900.0, -1.5, 0.9)),
        ],
    ),
    "Slap": _strip(
        "stone",
        fader_db=-3.0,
        pan=0.0,
        kind="bus",
        effects=[
            (
                "daw.delay",
                {
                    "sync": 1,
                    "note": "1/16",
                    "tempo_bpm": TEMPO_BPM,
                    "feedback": 0.22,
                    "ping_pong": 1,
                    "low_cut_hz": 300.0,
                    "high_cut_hz": 4200.0,
                    "mix": 1.0,
                },
            )
        ],
        sends=[("Plate", -14.0)],
    ),
    "Master": _strip(
        "stone",
        fader_db=0.0,
        pan=0.0,
        kind="master",
        effects=[
            _eq(
                ("low cut", 28.0, 0.0, 12),
                ("low shelf", 90.0, 0.8, 0.7),
                ("bell", 300.0, -1.0, 0.8),
                ("bell", 2500.0, 1.5, 0.7),
                ("high shelf", 8000.0, 2.5, 0.7),
            ),
            _compressor(-19.0, 1.6, 30.0, 180.0, 1.5),
            ("daw.limiter", {"gain_db": 7.0, "ceiling_db": -1.0}),
        ],
    ),
}
