"""The same with the pointer alone: keys only where a name is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endtoend import proof
from tests.endtoend.person import Person

pytestmark = pytest.mark.realtime

RATE = 48000
TAKE_S = 3.2
NEAR_FRAMES = 4800  # what a few pixels are at the zoom of these tests
MOST_TAIL_FRAMES = 480  # of the equaliser


def make_a_song(person: Person, sing: Callable[[], None]) -> None:
    """From the first window to two takes that lie over each other."""
    person.wait_for(focus="Name of the new song", seconds=60.0)
    person.type("By mouse")
    person.click(person.widget("Record myself"))
    person.wait_for_sound("JACK")
    sing()
    person.wait(lambda: person.state["inputs"][0] > -20.0, "the singer heard")
    for number in (1, 2):
        person.click(person.widget("Record"))
        person.wait_for(rolling=True, recording=True)
        person.wait(lambda: person.state["position"] > TAKE_S * RATE, "the take's length")
        person.click(person.widget("Stop"))
        person.wait_for(recording=False)
        person.click(person.widget("To start"))
        person.wait_for(position=0)
        person.wait(lambda: len(person.session["tracks"][0]["takes"]) == number, f"take {number}")  # noqa: B023


def comp(person: Person) -> tuple[int, int]:
    """Rate both takes and swipe a stretch of the first, from the third beat on; where it begins and ends."""
    track = person.session["tracks"][0]
    first, _second = (take["id"] for take in track["takes"])
    person.click(person.place("star", "Rating, Take 1, Audio 1", 3))
    person.click(person.place("star", "Rating, Take 2, Audio 1", 5))
    start, end = 48000, 96000
    person.drag(person.place("canvas", start, "take", track["id"], first), person.place("canvas", end, "take", track["id"], first))
    return start, end


def equalise(person: Person) -> None:
    """Add EQ by typing its name; drag the node at 2.5 kHz to 8 dB more."""
    person.click(person.place("segment", "View", "Mix"))
    person.click(person.widget("Add effect, Audio 1"))
    person.wait_for(popup="Add effect to Audio 1")
    person.type("eq")
    person.click(person.place("found", "EQ"))
    person.click(person.widget("EQ, Audio 1"))
    person.drag(person.place("node", 5), person.place("eq", 2500.0, 8.0))


def mix(person: Person) -> None:
    """The fader to -3 dB, and the pan stays."""
    person.click(person.place("segment", "Dock", "Mixer"))
    person.drag(person.place("cap", "Volume, Audio 1"), person.place("cap", "Volume, Audio 1", -3.0))


def automate(person: Person) -> None:
    """The volume: as it is at the start, 6 dB less from one second and a half on."""
    track_id = person.session["tracks"][0]["id"]
    person.click(person.widget("Automation"))
    person.click(person.place("envelope", 0, -3.0, track_id, "fader_db"))
    person.drag(person.place("envelope", 72000, -3.0, track_id, "fader_db"), person.place("envelope", 72000, -9.0, track_id, "fader_db"))


def bounce(person: Person) -> Path:
    """File, Bounce…; the file."""
    person.choose("File", "Bounce…")
    person.wait_for(active="Bounce")
    person.click(person.widget("File name"), times=3)
    person.type("Bounced")
    person.click(person.widget("Bounce", -1))
    path = Path(person.state["folder"]) / "renders" / "Bounced.wav"
    person.wait(path.exists, "the bounce")
    return path


def test_a_song_is_made_with_the_pointer_alone(
    jack_server: Callable[..., None], prepared: None, person: Callable[..., Person], sing: Callable[[], None], noise: Path
) -> None:
    jack_server(period_frames=256)
    user = person()
    make_a_song(user, sing)
    start, end = comp(user)
    equalise(user)
    mix(user)
    automate(user)
    bounced = bounce(user)
    told = user.session
    user.choose("File", "Quit", answers=False)
    assert user.ends() == 0
    assert "Traceback" not in user.log
    assert [text for level, text in user.notices if level == "error"] == []

    folder = bounced.parents[1]
    session = proof.read_song(folder)
    assert session == proof.as_told(told)
    track = session.tracks[0]
    first, second = track.takes
    assert [(first.rating, first.start), (second.rating, second.start)] == [(3, 0), (5, 0)]
    before, swiped, *_after = sorted(track.clips, key=lambda clip: clip.start)
    assert (before.take, before.start, swiped.take) == (second.id, 0, first.id)
    assert (swiped.start, swiped.end) == (start, end)
    (slot,) = track.slots
    assert slot.values["band5_gain_db"] == pytest.approx(8.0, abs=0.5)
    assert -4.0 < track.fader_db < -1.0
    (envelope,) = track.automation
    here, there = envelope.points
    assert envelope.target == "fader_db"
    assert here.frame < NEAR_FRAMES
    assert there.frame == pytest.approx(72000, abs=NEAR_FRAMES)
    assert (here.value, there.value) == (pytest.approx(-3.0, abs=0.5), pytest.approx(-9.0, abs=0.7))

    dry = {take.id: proof.sound_of(session, folder, track, take.id) for take in track.takes}
    sung, mixed = proof.mono(noise), proof.mono(bounced)
    assert all(proof.share_heard(sound, sung) > 0.7 for sound in dry.values())
    assert 0 <= len(mixed) - max(clip.end for clip in track.clips) < MOST_TAIL_FRAMES
    for used, unused, begin, stop in ((second.id, first.id, 0, start - 480), (first.id, second.id, there.frame, end - 480)):
        heard = mixed[begin:stop]
        assert proof.likeness(heard, dry[used][begin:stop]) > 0.8
        assert abs(proof.likeness(heard, dry[unused][begin:stop])) < 0.1
        assert proof.boost_db(heard, dry[used][begin:stop], 2500.0) == pytest.approx(slot.values["band5_gain_db"], abs=0.7)
    loud = proof.level_db(mixed[: start // 16], dry[second.id][: start // 16])
    quiet = proof.level_db(mixed[there.frame : end - 480], dry[first.id][there.frame : end - 480])
    assert loud - quiet == pytest.approx(here.value - there.value, abs=0.6)
