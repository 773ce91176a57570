"""Presets: those of the program fit its effects, one's own are kept, renamed and deleted."""

import pytest

from daw import presets, registry
from daw.presets import PresetError

EFFECTS = ("daw.eq", "daw.compressor", "daw.limiter", "daw.reverb", "daw.delay", "daw.panner")


@pytest.mark.parametrize("effect_id", EFFECTS)
def test_every_preset_of_the_program_names_parameters_its_effect_has_and_stays_in_their_ranges(effect_id):
    effect = registry.find(effect_id)
    shipped = presets.factory(effect_id)
    assert len(shipped) >= 3
    assert len({preset.name for preset in shipped}) == len(shipped)
    for preset in shipped:
        values = presets.values_of(effect, preset)
        assert set(values) == set(preset.values), preset.name
        for name, value in preset.values.items():
            if not isinstance(value, str):
                assert values[name] == value, (preset.name, name)


def test_no_two_presets_of_an_effect_are_the_same():
    for effect_id in EFFECTS:
        effect = registry.find(effect_id)
        settings = [presets.values_of(effect, preset) for preset in presets.factory(effect_id)]
        assert not any(presets.same(effect, a, b) for at, a in enumerate(settings) for b in settings[at + 1 :])


def test_an_own_preset_is_kept_renamed_and_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    effect = registry.find("daw.compressor")
    presets.save(effect, " Très  doux / 50 % ", {"ratio": 2.0, "knee_db": 6.0})
    (kept,) = presets.own(effect.id)
    assert kept.name == "Très doux / 50 %"
    assert kept.values == {"ratio": 2.0}, "a value at its default is not written"
    assert presets.find(effect.id, kept.name) == kept
    presets.rename(effect, kept.name, "Soft")
    assert [preset.name for preset in presets.own(effect.id)] == ["Soft"]
    presets.save(effect, "Hard", {"ratio": 20.0})
    with pytest.raises(PresetError, match="already"):
        presets.rename(effect, "Soft", "Hard")
    presets.delete(effect.id, "Soft")
    presets.delete(effect.id, "Soft")
    assert [preset.name for preset in presets.own(effect.id)] == ["Hard"]


def test_a_name_is_asked_for_and_a_damaged_file_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    effect = registry.find("daw.panner")
    with pytest.raises(PresetError):
        presets.save(effect, "  ", {})
    presets.save(effect, "Good", {"pan": 0.2})
    (presets.own_folder(effect.id) / "bad.json").write_text("{")
    assert [preset.name for preset in presets.own(effect.id)] == ["Good"]
