"""Finding effect files: what is found, what is reported, and that nothing broken is fatal."""

import textwrap

import pytest

from daw import registry
from daw.plugin import Effect, EffectError

GOOD = """
    from daw.plugin import effect

    @effect(id="{id}", name="Half")
    def half(x):
        for c in range(x.shape[0]):
            for n in range(x.shape[1]):
                x[c, n] *= 0.5
"""


def write(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(textwrap.dedent(text))
    return folder / name


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(registry.platformdirs, "user_data_dir", lambda name: str(tmp_path / name))
    monkeypatch.delenv("DAW_PLUGIN_PATH", raising=False)
    registry.refresh()
    yield tmp_path / "daw" / "plugins"
    registry.refresh()


def test_an_effect_dropped_into_the_users_folder_is_found(user_folder):
    write(user_folder, "half.py", GOOD.format(id="org.example.half"))
    effect = registry.find("org.example.half")
    assert isinstance(effect, Effect)
    assert effect.run([[1.0, -1.0]]).tolist() == [[0.5, -0.5]]
    assert registry.problems() == []


def test_effects_on_the_plugin_path_are_found(user_folder, tmp_path, monkeypatch):
    write(tmp_path / "more", "half.py", GOOD.format(id="org.example.more"))
    monkeypatch.setenv("DAW_PLUGIN_PATH", str(tmp_path / "more"))
    assert "org.example.more" in registry.effects()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def broken(:", "broken.py cannot be loaded: line 1 is not Python"),
        ("import no_such_module", "broken.py cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit(3)", "broken.py cannot be loaded: SystemExit: 3"),
        ("x = 1", "broken.py holds no effects"),
        (GOOD.format(id="a.a") + GOOD.format(id="a.b").replace("half", "halve"), "broken.py holds 2 effects"),
        ("from daw.plugin import effect\neffect(id='', name='')(lambda x: None)", "broken.py: An effect needs an id"),
    ],
)
def test_a_broken_file_is_reported_and_the_rest_still_works(user_folder, text, words):
    path = write(user_folder, "broken.py", text)
    write(user_folder, "half.py", GOOD.format(id="org.example.half"))
    assert "org.example.half" in registry.effects()
    (problem,) = registry.problems()
    assert problem.path == path
    assert words in problem.message


def test_two_files_with_one_id_or_one_name_leave_the_first(user_folder, tmp_path, monkeypatch):
    write(user_folder, "half.py", GOOD.format(id="org.example.half"))
    write(user_folder, "other.py", GOOD.format(id="org.example.half"))
    write(tmp_path / "more", "half.py", GOOD.format(id="org.example.third"))
    monkeypatch.setenv("DAW_PLUGIN_PATH", str(tmp_path / "more"))
    assert registry.find("org.example.half").function.__code__.co_filename.endswith("half.py")
    assert "org.example.third" not in registry.effects()
    messages = [problem.message for problem in registry.problems()]
    assert "another file already holds an effect with the id 'org.example.half'" in messages[0]
    assert "Rename it to use both" in messages[1]


def test_a_kernel_that_does_not_compile_becomes_a_problem(user_folder, monkeypatch):
    monkeypatch.setattr(registry, "folders", lambda: [user_folder])
    write(user_folder, "half.py", GOOD.format(id="org.example.half"))
    write(user_folder, "wrong.py", GOOD.format(id="org.example.wrong").replace("x[c, n] *= 0.5", "x.nonsense()"))
    seen = []
    registry.prepare(lambda name, number, total: seen.append((number, total)))
    assert seen == [(0, 2), (1, 2)]
    assert list(registry.effects()) == ["org.example.half"]
    assert "The kernel of org.example.wrong cannot be compiled" in registry.problems()[0].message


def test_an_unknown_id_is_a_key_error_with_a_sentence():
    with pytest.raises(KeyError, match=r"There is no effect called 'no\.such\.effect'"):
        registry.find("no.such.effect")


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(EffectError, match="is not a Python file that exists"):
        registry.load_file(tmp_path / "nothing.py")


def test_a_file_that_fails_to_load_leaves_the_loaded_one_in_place(user_folder):
    path = write(user_folder, "half.py", GOOD.format(id="org.example.half"))
    first = registry.load_file(path)
    path.write_text("1 / 0")
    with pytest.raises(EffectError, match="ZeroDivisionError"):
        registry.load_file(path)
    assert registry.sys.modules["daw_plugins.half"].half is first
