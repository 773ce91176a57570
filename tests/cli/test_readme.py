"""What the README says works."""

import re
import shlex

from daw import laws, registry
from tests.cli.conftest import ROOT, noise, write_wav

TEXT = (ROOT / "README.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)


def test_the_example_of_the_python_api_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_wav(tmp_path / "voice.wav", noise(1.0))
    exec(PYTHON[0], {})
    assert float(capsys.readouterr().out) <= -1.0
    assert len(PYTHON[0].split("import daw\n")[1].strip().splitlines()) <= 10


def test_the_example_of_an_effect_obeys_every_law(tmp_path):
    (tmp_path / "readme_tremolo.py").write_text(PYTHON[1])
    effect = registry.load_file(tmp_path / "readme_tremolo.py")
    assert {name: broken for name, broken in laws.check(effect) if broken} == {}
    assert len([line for line in PYTHON[1].splitlines() if line.strip()]) <= 20


def test_the_commands_of_the_main_job_run_as_written(daw, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_wav(tmp_path / "guitar.wav", noise(0.5, 2))
    write_wav(tmp_path / "drums.flac", noise(0.5, 2))
    lines = [re.split(r"\s{3,}", line.strip())[0] for line in TEXT.splitlines() if re.match(r"    daw \w+ (my-song|out)", line)]
    assert len(lines) >= 12
    for line in lines:
        words = shlex.split(line)[1:]
        if words[0] == "record":
            words = [*("0.2" if word == "30" else word for word in words), "--device", "null"]
        if words[0] == "play":
            words += ["--device", "null"]
        told = daw(*words)
        assert told.code == 0, (line, told.err)
