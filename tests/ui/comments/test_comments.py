"""Comments and tasks in the window: written, read, answered, moved, solved and undone, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw import preferences
from daw.model import edits
from daw.ui.comments import doing, files
from daw.ui.comments.author import color_of
from daw.ui.inspector import Inspector
from daw.ui.rail import Comments, Tasks
from tests.ui.mixer.desk import Desk
from tests.ui.widgets.hand import keep, show

RATE = 48000
BAR = 2 * RATE  # 120 bpm
ENTER = Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def no_name(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield
    preferences.save(preferences.Preferences())


@pytest.fixture
def desk(qtbot):
    one = Desk()
    one.studio.prefer(author="Mix")
    yield one
    one.close()


def said(desk):
    return [(one.text, one.frame) for one in desk.studio.session.comments]


@pytest.fixture
def inspector(desk, qtbot):
    one = keep(qtbot, Inspector(desk.studio))
    one.resize(240, 800)
    show(qtbot, one)
    return one


@pytest.fixture
def panel(desk, qtbot):
    one = keep(qtbot, Comments(desk.studio))
    one.resize(280, 700)
    show(qtbot, one)
    return one


def write(field, text):
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, ENTER)


def test_a_comment_belongs_to_the_moment_its_first_letter_was_typed(desk, inspector):
    desk.studio.locate(3 * BAR + RATE)
    field = inspector.comments.writer.field
    assert field.placeholderText() == "Comment at 4.3"
    field.setFocus()
    QTest.keyClicks(field, "Lou")
    desk.studio.locate(9 * BAR)
    QTest.keyClicks(field, "der")
    QTest.keyClick(field, ENTER)
    assert desk.undone_and_redone(lambda: said(desk)) == ([("Louder", 3 * BAR + RATE)], [], [("Louder", 3 * BAR + RATE)])
    comment = desk.studio.session.comments[0]
    assert (comment.author, comment.track) == ("Mix", None)
    assert comment.created
    assert field.text() == ""
    assert field.placeholderText() == "Comment at 10.1"


def test_the_name_is_asked_once_beside_the_first_comment(desk, inspector):
    desk.studio.prefer(author="")
    writer = inspector.comments.writer
    assert not writer.sign.isVisible()
    writer.field.setFocus()
    QTest.keyClicks(writer.field, "Hello")
    assert writer.sign.isVisible()
    writer.sign.setText("Producer")
    QTest.keyClick(writer.field, ENTER)
    assert desk.studio.session.comments[0].author == "Producer"
    assert preferences.load().author == "Producer"
    QTest.keyClicks(writer.field, "Again")
    assert not writer.sign.isVisible()


def test_leaving_a_half_written_comment_adds_nothing_and_escape_clears_it(desk, inspector):
    field = inspector.comments.writer.field
    field.setFocus()
    QTest.keyClicks(field, "Hm")
    inspector.tasks.field.setFocus()
    assert said(desk) == []
    assert field.text() == "Hm"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_inspector_counts_open_comments_and_done_tasks(desk, inspector):
    assert inspector.comments.empty.isVisible()
    assert inspector.comments.words.text() == ""
    for frame in (0, BAR):
        desk.studio.do(edits.add_comment, frame, f"At {frame}", "Mix")
    desk.studio.do(edits.add_task, "One")
    desk.studio.do(edits.add_task, "Two")
    assert inspector.comments.words.text() == "2 open"
    assert not inspector.comments.empty.isVisible()
    assert inspector.tasks.words.text() == "0 of 2 done"
    desk.studio.do(edits.solve_comment, desk.studio.session.comments[0].id)
    assert inspector.comments.words.text() == "1 open"
    assert [card.comment.text for card in inspector.comments.cards.cards.values()] == [f"At {BAR}"]


def test_a_click_on_a_card_goes_there_and_keys_move_edit_and_delete_it(desk, inspector):
    desk.studio.do(edits.add_comment, 4 * BAR, "Too dry", "Producer")
    card = next(iter(inspector.comments.cards.cards.values())).face
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert desk.studio.position == 4 * BAR
    assert desk.studio.selection.comment == desk.studio.session.comments[0].id
    assert card.chosen
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert said(desk) == [("Too dry", 4 * BAR + RATE // 2)]
    entry = card.edit_text()
    entry.setText("Too wet")
    QTest.keyClick(entry, ENTER)
    assert said(desk)[0][0] == "Too wet"
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert desk.undone_and_redone(lambda: len(said(desk))) == (0, 1, 0)


def test_a_card_says_everything_to_a_screen_reader(desk, inspector):
    desk.studio.do(
        edits.add_comment, 19 * BAR + RATE // 2, "Keep the breath before the word, it sells the line", "Producer", "", desk["Vocal"]
    )
    new = desk.studio.session.comments[0].id
    desk.studio.do(edits.reply_comment, new, "Done", "Mix")
    face = inspector.comments.cards.cards[new].face
    assert face.accessibleName() == "Producer at bar 20.2, on Vocal, Keep the breath before the word, it sells the line. Mix answers: Done"
    assert face.heightForWidth(120) > face.heightForWidth(500)


def test_the_panel_filters_answers_solves_and_makes_tasks(desk, panel):
    desk.studio.do(edits.add_comment, 0, "Louder", "Mix", "", desk["Vocal"])
    desk.studio.do(edits.add_comment, BAR, "Longer", "Producer")
    first, second = (one.id for one in desk.studio.session.comments)
    card = panel.cards.cards[first]
    assert not card.tools.isVisible()
    QTest.mouseClick(card.face, Qt.MouseButton.LeftButton)
    assert card.tools.isVisible()
    write(card.answer, "Done")
    assert desk.undone_and_redone(lambda: [one.text for one in desk.studio.session.comments[0].replies]) == (["Done"], [], ["Done"])
    card.task.press()
    assert [one.text for one in desk.studio.session.tasks] == ["Louder"]
    card.solve.press()
    assert list(panel.cards.cards) == [second]
    for key, expected in (("all", [first, second]), ("track", []), ("open", [second])):
        panel.filter.set_value(key)
        panel.show_now()
        assert list(panel.cards.cards) == expected
    desk.studio.selection.select_track(desk["Vocal"])
    panel.filter.set_value("track")
    panel.show_now()
    assert list(panel.cards.cards) == [first]
    assert panel.cards.cards[first].face.text() == "solved"


def test_the_panel_tells_how_many_are_open_for_the_rails_badge(desk, panel):
    counts = []
    panel.counted.connect(counts.append)
    desk.studio.do(edits.add_comment, 0, "Louder", "Mix")
    desk.studio.do(edits.add_comment, 0, "Longer", "Mix")
    desk.studio.do(edits.solve_comment, desk.studio.session.comments[0].id)
    assert counts == [1, 2, 1]


def test_loop_here_loops_the_bars_around_a_comment(desk, panel):
    desk.studio.do(edits.add_comment, 4 * BAR + 10, "Here", "Mix")
    next(iter(panel.cards.cards.values())).loop.press()
    loop = desk.studio.session.loop
    assert (loop.start, loop.end) == (3 * BAR, 6 * BAR)
    assert desk.studio.view.loop
    assert desk.studio.position == 3 * BAR


def test_next_and_previous_open_comment(desk):
    for frame in (BAR, 3 * BAR, 5 * BAR):
        desk.studio.do(edits.add_comment, frame, "x", "Mix")
    desk.studio.do(edits.solve_comment, desk.studio.session.comments[1].id)
    doing.next_comment(desk.studio, 1)
    assert desk.studio.position == BAR
    doing.next_comment(desk.studio, 1)
    assert desk.studio.position == 5 * BAR
    doing.next_comment(desk.studio, -1)
    assert desk.studio.position == BAR


def test_a_task_is_ticked_written_given_and_gone_to(desk, qtbot):
    panel = keep(qtbot, Tasks(desk.studio))
    panel.resize(280, 500)
    show(qtbot, panel)
    assert panel.empty.isVisible()
    write(panel.field, "Tune bridge")
    desk.studio.do(edits.add_task, "Print stems", 2 * BAR)
    first, second = panel.list.rows.values()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert desk.undone_and_redone(lambda: desk.studio.session.tasks[0].done) == (True, False, True)
    assert panel.done.text() == "1 of 2 done"
    QTest.mouseClick(second, Qt.MouseButton.LeftButton, pos=second.place_rect().center().toPoint())
    assert desk.studio.position == 2 * BAR
    assert not desk.studio.session.tasks[1].done
    for what, text in (("text", "Tune the bridge"), ("owner", "Mix"), ("due", "Friday")):
        entry = first.write(what)
        entry.setText(text)
        QTest.keyClick(entry, ENTER)
    task = desk.studio.session.tasks[0]
    assert (task.text, task.owner, task.due) == ("Tune the bridge", "Mix", "Friday")
    assert first.accessibleName() == "Tune the bridge, Mix, Friday"
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert len(desk.studio.session.tasks) == 1


def test_everyone_has_a_colour_of_their_own(desk):
    for author in ("Mix", "Producer", "Mix"):
        desk.studio.do(edits.add_comment, 0, "x", author)
    session = desk.studio.session
    assert color_of(session, "Mix") != color_of(session, "Producer")
    assert color_of(session, "Mix") == "jade"


def test_comments_go_to_a_file_and_come_back(desk, tmp_path):
    desk.studio.do(edits.add_comment, BAR, "Louder", "Mix")
    desk.studio.do(edits.add_task, "Print stems")
    assert files.write(desk.studio, tmp_path / "notes.json")
    assert files.write(desk.studio, tmp_path / "notes.csv")
    assert (tmp_path / "notes.csv").read_text().count("\n") == 3
    desk.studio.undo()
    desk.studio.undo()
    assert files.read(desk.studio, tmp_path / "notes.json")
    assert desk.undone_and_redone(lambda: (len(said(desk)), len(desk.studio.session.tasks))) == ((1, 1), (0, 0), (1, 1))
    (tmp_path / "bad.json").write_text("{")
    assert not files.read(desk.studio, tmp_path / "bad.json")


def test_key_k_opens_a_field_and_the_rail_counts_what_is_open(window, monkeypatch):
    studio = window.studio
    studio.clock.stop()
    studio.prefer(author="Mix")
    studio.locate(3 * BAR)
    window.arrange.canvas.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_K)
    floating = window.arrange.ruler.comments.floating
    assert floating is not None
    assert floating.writer.field.hasFocus()
    studio.locate(8 * BAR)
    write(floating.writer.field, "Breathe")
    assert said(window) == [("Breathe", 3 * BAR)]
    assert window.arrange.ruler.comments.floating is None
    assert window.rail.buttons["comments"].badge == 1
    window.arrange.ruler.comments.open(studio.session.comments[0].id)
    QTest.mouseClick(window.arrange.canvas, Qt.MouseButton.LeftButton, pos=QPoint(600, 300))
    assert window.arrange.ruler.comments.floating is None
    window.places.show_panel("comments")
    assert window.panel.currentWidget().isVisible()
