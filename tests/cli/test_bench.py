"""The bench measures what it says."""

import pytest

from daw import bench, song


def test_the_workload_is_the_mix(tmp_path):
    with bench.write_song(tmp_path / "mix", 3, 0.5) as document:
        tracks = {one.name: one for one in document.session.tracks}
    assert [slot.effect for slot in tracks["Track 1"].slots] == ["daw.eq", "daw.compressor"]
    assert [slot.effect for slot in tracks["Master"].slots] == ["daw.eq", "daw.compressor", "daw.limiter"]
    assert [tracks[f"Track {n}"].pan for n in (1, 2, 3)] == pytest.approx([-0.8, 0.0, 0.8])
    assert tracks["Track 1"].fader_db == pytest.approx(-6.0 - 4.7712, abs=1e-4)
    assert tracks["Track 1"].sends[0].level_db == -12.0
    known = {param.name: param for param in song.effects()["daw.eq"].params}
    values = tracks["Track 1"].slots[0].values
    assert known["band2_type"].choices[int(values["band2_type"])] == "bell"


def test_a_bounce_is_measured_in_a_process_of_its_own(daw):
    (told,) = daw("bench", "--tracks", "2", "--seconds", 1, "--no-live", "--no-window", "--json").json["offline"]
    assert told["tracks"] == 2
    assert 0.1 < told["cpu_seconds"] < 60.0
    assert 50.0 < told["peak_mb"] < 2000.0


@pytest.mark.parametrize("tracks", ["", "0", "x", "1,,2", "5000"])
def test_numbers_of_tracks_that_make_no_sense_are_refused(daw, tracks):
    assert daw("bench", "--tracks", tracks).code == 2
