"""What is done to the sound of clips: asked for by keys, menus and the mouse; made beside the work; one step of undo."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from daw.audio import reading
from daw.model import edits
from daw.model.sounds import Sound, sound_of
from daw.ui.arrange.clipmenu import fill_clip_menu
from daw.ui.widgets.toast import Notice

BAR = 96000
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def chosen(view):
    view.studio.selection.select_clips({view.c1}, track=view.ids[0])
    return view


def settled(view, qtbot):
    """Wait until everything asked for is made."""
    qtbot.waitUntil(lambda: not view.arrange.sounds.sounds.shop.busy, timeout=20000)


def heard(view, clip_id):
    """The sound a clip looks at."""
    clip = view.clip(clip_id)
    source = next(one for one in view.session.sources if one.id == clip.source)
    sound, _ = reading.read(view.studio.document.folder / source.path)
    return sound[:, clip.offset : clip.offset + clip.length]


def test_reversing_turns_the_sound_round_in_one_step_and_twice_is_the_file_itself(chosen, qtbot):
    forwards, steps = heard(chosen, chosen.c1), chosen.steps()
    chosen.trigger("clip.reverse")
    settled(chosen, qtbot)
    assert np.array_equal(heard(chosen, chosen.c1), forwards[:, ::-1])
    assert (chosen.clip(chosen.c1).start, chosen.clip(chosen.c1).length) == (2 * BAR, 2 * BAR)
    assert (chosen.steps(), chosen.studio.document.undo_label) == (steps + 1, "Reverse one")
    chosen.trigger("clip.reverse")
    assert chosen.clip(chosen.c1).source == chosen.source
    chosen.studio.undo()
    chosen.studio.undo()
    assert chosen.clip(chosen.c1).source == chosen.source
    chosen.studio.redo()
    assert np.array_equal(heard(chosen, chosen.c1), forwards[:, ::-1])


def test_tuning_is_given_in_a_card_by_keys_and_keeps_the_length(chosen, qtbot):
    chosen.trigger("clip.tune")
    card = chosen.arrange.sounds.card
    QTest.keyClick(card.number, Qt.Key.Key_3)
    QTest.keyClicks(card.number.findChildren(type(card.number._entry))[0], "0")
    QTest.keyClick(card.number._entry, Qt.Key.Key_Return)
    settled(chosen, qtbot)
    clip = chosen.clip(chosen.c1)
    assert sound_of(chosen.session, clip) == Sound(cents=30.0)
    assert (clip.start, clip.length, clip.offset) == (2 * BAR, 2 * BAR, BAR)
    assert chosen.studio.document.undo_label == "Tune +30 cents, one"


def test_a_second_change_begins_with_what_was_recorded(chosen, qtbot):
    for asked in ((20.0, 1.0), (20.0, 1.5), (-5.0, 1.5)):
        sounds = chosen.arrange.sounds.sounds
        clip = chosen.clip(chosen.c1)
        if asked[1] != 1.0 and sound_of(chosen.session, clip).stretch == 1.0:
            sounds.stretch([(clip, clip.start, round(clip.length * asked[1]))])
        else:
            sounds.tune([clip], asked[0])
        settled(chosen, qtbot)
    made = next(one for one in chosen.session.sources if one.id == chosen.clip(chosen.c1).source)
    assert (made.recipe.of, made.recipe.stretch, made.recipe.cents) == (chosen.source, 1.5, -5.0)


def test_alt_and_an_edge_stretch_the_sound_and_the_bubble_says_how_much(chosen, qtbot):
    edge = chosen.at(4 * BAR, below=40) - QPoint(3, 0)
    chosen.drag(edge, edge + QPoint(96, 0), ALT, let_go=False)
    assert chosen.canvas._bubble.text.startswith("150 %")
    assert chosen.canvas.waves.stretching == {chosen.c1: 1.5}
    chosen.canvas.repaint()
    chosen.send(QMouseEvent.Type.MouseButtonRelease, edge + QPoint(96, 0), ALT)
    settled(chosen, qtbot)
    clip = chosen.clip(chosen.c1)
    assert (clip.start, clip.length, sound_of(chosen.session, clip).stretch) == (2 * BAR, 3 * BAR, 1.5)
    assert chosen.canvas.waves.stretching == {}
    chosen.studio.undo()
    assert chosen.clip(chosen.c1).length == 2 * BAR


def test_alt_and_the_left_edge_keep_the_end(chosen, qtbot):
    edge = chosen.at(2 * BAR, below=40) + QPoint(3, 0)
    chosen.drag(edge, edge + QPoint(96, 0), ALT)
    settled(chosen, qtbot)
    clip = chosen.clip(chosen.c1)
    assert (clip.start, clip.end) == (3 * BAR, 4 * BAR)
    assert sound_of(chosen.session, clip).stretch == 0.5


def test_keys_stretch_to_the_grid_as_one_step(chosen, qtbot):
    steps = chosen.steps()
    chosen.studio.view.grid = "1/1"
    chosen.trigger("clip.stretch-longer")
    chosen.trigger("clip.stretch-longer")
    qtbot.waitUntil(lambda: chosen.clip(chosen.c1).length == 4 * BAR, timeout=20000)
    assert chosen.steps() == steps + 1


def test_esc_while_stretching_leaves_everything(chosen, qtbot):
    before = chosen.session
    edge = chosen.at(4 * BAR, below=40) - QPoint(3, 0)
    chosen.drag(edge, edge + QPoint(96, 0), ALT, let_go=False)
    QTest.keyClick(chosen.canvas.proxy, Qt.Key.Key_Escape)
    assert chosen.arrange.viewport.shown is before
    assert chosen.canvas.waves.stretching == {}


def test_stretching_and_trimming_show_different_cursors_also_when_alt_is_pressed_on_the_spot(chosen):
    edge = chosen.at(4 * BAR, below=40) - QPoint(3, 0)
    chosen.send(QMouseEvent.Type.MouseMove, edge)
    assert chosen.canvas.cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.keyPress(chosen.canvas.proxy, Qt.Key.Key_Alt)
    assert chosen.canvas.cursor().shape() == Qt.CursorShape.BitmapCursor
    QTest.keyRelease(chosen.canvas.proxy, Qt.Key.Key_Alt)
    assert chosen.canvas.cursor().shape() == Qt.CursorShape.SizeHorCursor


@pytest.mark.parametrize(("kind", "target", "gain_db"), [(0, -1.0, 5.0), (0, -6.0, 0.0)])
def test_normalising_brings_the_peak_to_what_is_asked(chosen, qtbot, kind, target, gain_db):
    chosen.studio.do(edits.set_clip_gain, [chosen.c1], 2.0)
    chosen.arrange.sounds.normalise(kind, target)
    settled(chosen, qtbot)
    assert chosen.clip(chosen.c1).gain_db == pytest.approx(gain_db, abs=0.05), "the sine of the source peaks at 0.5"


def test_normalising_by_loudness_measures_it(chosen, qtbot):
    chosen.trigger("clip.normalise")
    card = chosen.arrange.sounds.card
    QTest.keyClick(card.kinds, Qt.Key.Key_Right)
    assert card.number.text() == "−18.0 LUFS"
    QTest.keyClick(card.number, Qt.Key.Key_Return)
    settled(chosen, qtbot)
    from daw.audio.measure import measure_array

    loud = measure_array(heard(chosen, chosen.c1), 48000).integrated_lufs
    assert loud + chosen.clip(chosen.c1).gain_db == pytest.approx(-18.0, abs=0.1)


def test_a_gain_is_given_without_a_dialog_and_esc_leaves_it(chosen):
    chosen.trigger("clip.gain")
    card = chosen.arrange.sounds.card
    QTest.keyClick(card.number, Qt.Key.Key_Escape)
    assert chosen.arrange.sounds.card is None or not card.isVisible()
    assert chosen.clip(chosen.c1).gain_db == 0.0
    chosen.arrange.sounds.ask_gain()
    card = chosen.arrange.sounds.card
    for _ in range(3):
        QTest.keyClick(card.number, Qt.Key.Key_Up)
    QTest.keyClick(card.number, Qt.Key.Key_Return)
    assert chosen.clip(chosen.c1).gain_db == 1.5


def test_clips_bounced_in_place_are_one_clip_that_sounds_the_same(chosen, qtbot):
    chosen.studio.do(edits.set_clip_gain, [chosen.c1], -6.0)
    chosen.studio.do(edits.set_fade_in, chosen.c1, 4800, 0.5)
    before = heard(chosen, chosen.c1)
    chosen.trigger("clip.bounce")
    settled(chosen, qtbot)
    (new,) = chosen.session.tracks[0].clips
    assert (new.start, new.length, new.gain_db, new.fade_in.frames) == (2 * BAR, 2 * BAR, 0.0, 0)
    gain = 10 ** (-6 / 20)
    assert np.allclose(heard(chosen, new.id)[:, 4800:], before[:, 4800:] * gain, atol=1e-6)
    assert np.allclose(heard(chosen, new.id)[:, 1200], before[:, 1200] * gain * 0.5, atol=1e-4)
    assert chosen.studio.selection.clips == {new.id}
    chosen.studio.undo()
    assert [clip.id for clip in chosen.session.tracks[0].clips] == [chosen.c1]


def test_a_track_is_frozen_and_unfrozen_and_its_clips_can_only_be_chosen_meanwhile(chosen, qtbot):
    chosen.trigger("track.freeze")
    settled(chosen, qtbot)
    assert chosen.session.tracks[0].frozen is not None
    before = chosen.session
    chosen.drag(chosen.at(3 * BAR), chosen.at(4 * BAR))
    assert chosen.session is before
    chosen.send(QMouseEvent.Type.MouseMove, chosen.at(3 * BAR))
    assert chosen.canvas.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    chosen.trigger("track.freeze")
    assert chosen.session.tracks[0].frozen is None
    assert chosen.studio.document.undo_label == "Unfreeze Voice"


def test_a_clip_that_was_changed_meanwhile_is_left_alone_and_that_is_said(chosen, qtbot):
    told = []
    chosen.studio.noticed.connect(told.append)
    chosen.trigger("clip.reverse")
    chosen.studio.do(edits.trim_end, chosen.c1, 3 * BAR)
    settled(chosen, qtbot)
    assert chosen.clip(chosen.c1).source == chosen.source
    assert isinstance(told[-1], Notice)
    assert "was changed meanwhile" in told[-1].text


def test_cancelling_leaves_the_song_as_it_is(chosen, qtbot):
    before = chosen.session
    chosen.trigger("clip.reverse")
    chosen.arrange.sounds.sounds.shop.work.cancel()
    settled(chosen, qtbot)
    qtbot.wait(50)
    assert chosen.session is before


def test_a_comp_is_not_stretched_but_may_be_bounced_first(view, qtbot):
    told = []
    view.studio.noticed.connect(told.append)
    for number in (0, 1):
        view.studio.do(edits.add_take, view.ids[2], view.source, 0, 3 * BAR, number * 10)
    takes = [take.id for take in view.session.tracks[2].takes]
    view.studio.do(edits.swipe_take, takes[0], BAR, 2 * BAR)
    view.studio.selection.select_clips({clip.id for clip in view.session.tracks[2].clips}, track=view.ids[2])
    view.trigger("clip.reverse")
    assert "is a comp of 3 parts" in told[-1].title
    told[-1].actions[0][1]()
    settled(view, qtbot)
    assert len(view.session.tracks[2].clips) == 1


def test_the_menu_of_a_clip_has_twelve_lines_at_most(chosen):
    from PySide6.QtWidgets import QMenu

    menu = QMenu()
    fill_clip_menu(menu, chosen.studio)
    lines = [line.text().split("\t")[0] for line in menu.actions() if not line.isSeparator()]
    assert lines == [
        "Split at playhead", "Mute clip", "Gain…", "Fades", "Tune…", "Reverse", "Normalise…", "Group", "Bounce in place", "Rename clip",
        "Colour", "Delete",
    ]  # fmt: skip


def test_a_made_file_that_is_gone_is_made_again_of_what_it_was_made_of(chosen, qtbot):
    from daw.ui.missing import MissingAudio

    chosen.trigger("clip.reverse")
    settled(chosen, qtbot)
    before = heard(chosen, chosen.c1)
    source = next(one for one in chosen.session.sources if one.recipe is not None)
    path = chosen.studio.document.folder / source.path
    path.unlink()
    told = []
    chosen.studio.noticed.connect(told.append)
    MissingAudio(chosen.studio).tell()
    settled(chosen, qtbot)
    assert np.array_equal(heard(chosen, chosen.c1), before)
    assert told == []


def test_an_effect_of_a_frozen_track_says_that_it_rests(qtbot):
    from daw.ui.mixer.insertslot import InsertSlot

    slot = InsertSlot("x1", where="Voice")
    qtbot.addWidget(slot)
    slot.show_slot("Comp", "rose", on=True, missing="")
    slot.set_frozen(frozen=True)
    assert slot.text() == "frozen"
    assert "Unfreeze the track" in slot.tip()
    slot.grab()
