"""A song from nothing to its bounce with the keyboard alone, on a real X server and a real JACK device."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endtoend import proof
from tests.endtoend.person import Person

pytestmark = pytest.mark.realtime

RATE = 48000
TAKE_S = 3.6
FIRST_TAKE_WITHIN_S = 60.0
MOST_TAIL_FRAMES = 480  # of the equaliser


def record_a_take(person: Person) -> None:
    """R, sing for a while, R."""
    person.key("r")
    person.wait_for(rolling=True, recording=True)
    person.wait(lambda: person.state["position"] > TAKE_S * RATE, "the take's length")
    person.key("r")
    person.wait_for(recording=False)


def make_a_song(person: Person, sing: Callable[[], None]) -> None:
    """From the first window to two takes that lie over each other."""
    begun = time.monotonic()
    person.wait_for(focus="Name of the new song", seconds=60.0)
    person.type("By keys")
    person.key("Return", "Return")
    person.wait_for_sound("JACK")
    sing()
    person.wait(lambda: person.state["inputs"][0] > -20.0, "the singer heard")
    person.key("r")
    person.wait_for(rolling=True, recording=True)
    assert time.monotonic() - begun < FIRST_TAKE_WITHIN_S
    person.wait(lambda: person.state["position"] > TAKE_S * RATE, "the take's length")
    person.key("r")
    person.wait_for(recording=False)
    person.key("Return")
    person.wait_for(position=0)
    record_a_take(person)


def comp(person: Person) -> int:
    """Rate both takes, split the comp at a beat and give what follows to the first take; the frame of the split."""
    person.go_to_zone("canvas")
    person.key("5", "Prior", "3", "Home")
    person.press_until("Right", lambda now: now["position"] >= 2.0 * RATE, 16)
    place = person.state["position"]
    person.key("ctrl+e", "Up")
    return place


def equalise(person: Person) -> None:
    """Add EQ by typing its name; 8 dB more at 2.5 kHz."""
    person.key("ctrl+3")
    person.go_to_zone("dock")
    person.tab_to("Add effect, Audio 1")
    person.key("Return")
    person.wait_for(popup="Add effect to Audio 1")
    person.type("eq")
    person.key("Return", "e")
    person.go_to_zone("dock")
    person.tab_to("Equaliser curve")
    person.press_until("Tab", lambda now: now["value"].startswith("Band 5"), 10)
    person.key(*["Up"] * 16)


def automate(person: Person) -> None:
    """The volume: 0 dB at the start, 6 dB less from about a second on."""
    person.go_to_zone("canvas")
    person.key("w")
    person.press_until("Next", lambda now: now["focus"].startswith("Volume of"), 5)
    person.key("Home", "Return", "Escape")
    person.press_until("Right", lambda now: now["position"] >= RATE, 16)
    person.key("Return", *["Down"] * 12)


def bounce(person: Person) -> Path:
    """Ctrl+B, a name, Enter; the file."""
    person.key("ctrl+b")
    person.wait_for(active="Bounce")
    person.tab_to("File name")
    person.key("ctrl+a")
    person.type("Bounced")
    person.tab_to("Bounce")
    person.key("space")
    path = Path(person.state["folder"]) / "renders" / "Bounced.wav"
    person.wait(path.exists, "the bounce")
    return path


def test_a_song_is_made_with_the_keyboard_alone(
    jack_server: Callable[..., None], prepared: None, person: Callable[..., Person], sing: Callable[[], None], noise: Path
) -> None:
    jack_server(period_frames=256)
    user = person()
    make_a_song(user, sing)
    split = comp(user)
    equalise(user)
    automate(user)
    bounced = bounce(user)
    told = user.session
    assert user.quit() == 0
    assert "Traceback" not in user.log
    assert [text for level, text in user.notices if level == "error"] == []

    folder = bounced.parents[1]
    session = proof.read_song(folder)
    assert session == proof.as_told(told)
    track = session.tracks[0]
    first, second = track.takes
    assert [(first.rating, first.start), (second.rating, second.start)] == [(3, 0), (5, 0)]
    before, after, *_rest = sorted(track.clips, key=lambda clip: clip.start)
    assert [(clip.take, clip.start) for clip in (before, after)] == [(second.id, 0), (first.id, split)]
    assert [(slot.effect, dict(slot.values)) for slot in track.slots] == [("daw.eq", {"band5_gain_db": 8.0})]
    (envelope,) = track.automation
    (start, end) = envelope.points
    assert (envelope.target, start.frame, start.value, end.value) == ("fader_db", 0, 0.0, -6.0)

    dry = {take.id: proof.sound_of(session, folder, track, take.id) for take in track.takes}
    sung, common = proof.mono(noise), min(take.end for take in track.takes)
    assert all(proof.share_heard(sound, sung) > 0.7 for sound in dry.values())
    mix = proof.mono(bounced)
    length = max(clip.end for clip in track.clips)
    assert 0 <= len(mix) - length < MOST_TAIL_FRAMES
    parts = [(second.id, first.id, end.frame, split - 480), (first.id, second.id, split + 480, common - 480)]
    for used, unused, begin, stop in parts:
        heard = mix[begin:stop]
        assert proof.likeness(heard, dry[used][begin:stop]) > 0.8
        assert abs(proof.likeness(heard, dry[unused][begin:stop])) < 0.1
        assert proof.boost_db(heard, dry[used][begin:stop], 2500.0) == pytest.approx(8.0, abs=0.7)
    quiet = proof.level_db(mix[end.frame : split - 480], dry[second.id][end.frame : split - 480])
    ramp = end.frame // 16
    loud = proof.level_db(mix[:ramp], dry[second.id][:ramp])
    assert loud - quiet == pytest.approx(6.0 - 6.0 / 32.0, abs=0.5)
