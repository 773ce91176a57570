"""Comments and tasks: what is said stays with its moment, is answered, solved, moved and never lost with a track or a cut."""

import pytest

from daw.model import commentfile, edits, songfile
from daw.model.comment import Comment, Reply, initials
from daw.model.document import Document
from daw.model.edits.error import EditError

S = 48000


def test_a_comment_is_put_in_order_of_time_with_its_author_and_track(empty):
    session = edits.add_track(empty, "Lead Vocal", 1)
    session = edits.add_comment(session, 9 * S, " Louder? ", "Producer", "2026-11-20T14:02:00", "t1")
    session = edits.add_comment(session, 2 * S, "Breath", "Mix")
    assert [(one.id, one.frame, one.text, one.author, one.track) for one in session.comments] == [
        ("o3", 2 * S, "Breath", "Mix", None),
        ("o2", 9 * S, "Louder?", "Producer", "t1"),
    ]


def test_a_comment_is_moved_rewritten_solved_reopened_answered_and_deleted(song):
    session = edits.move_comment(song, "o0", S)
    session = edits.set_comment_text(session, "o0", "Take a breath")
    session = edits.solve_comment(session, "o0")
    session = edits.reply_comment(session, "o0", "Done", "Mix", "2026-11-21")
    session = edits.set_comment_track(session, "o0", None)
    assert session.comments == (
        Comment(
            id="o0",
            frame=S,
            text="Take a breath",
            author="Mix",
            created="2026-11-20T14:02:00",
            solved=True,
            replies=(Reply(text="Done", author="Mix", created="2026-11-21"),),
        ),
    )
    assert edits.solve_comment(session, "o0", False).comments[0].solved is False
    assert edits.remove_comment(session, "o0").comments == ()


def test_a_task_made_of_a_comment_says_the_same_about_the_same_moment(song):
    session = edits.make_task(song, "o0", "Producer")
    task = session.tasks[-1]
    assert (task.text, task.frame, task.owner, task.done) == ("Breathe before the chorus", 4 * S, "Producer", False)
    assert session.comments == song.comments


def test_a_task_is_rewritten_done_given_and_put_elsewhere_in_the_list(song):
    session = edits.add_task(song, "Print", None, "", "Friday")
    new = session.tasks[-1].id
    session = edits.move_task(session, new, "j0")
    session = edits.set_task_done(edits.set_task_owner(edits.set_task_due(session, new, ""), new, "Mix"), new)
    session = edits.set_task_text(session, new, "Print vocal stems")
    assert [(one.text, one.owner, one.due, one.done) for one in session.tasks] == [
        ("Print vocal stems", "Mix", "", True),
        ("Double the chorus", "", "", False),
        ("Print stems", "", "", False),
    ]
    assert [one.id for one in edits.remove_task(session, "j0").tasks] == [new, "j00"]


@pytest.mark.parametrize(
    ("edit", "args"),
    [
        (edits.add_comment, (-1, "x")),
        (edits.add_comment, (0, "  ")),
        (edits.add_comment, (0, "x", "", "", "t99")),
        (edits.set_comment_text, ("o0", "")),
        (edits.reply_comment, ("o9", "x")),
        (edits.add_task, ("",)),
        (edits.make_task, ("o9",)),
    ],
)
def test_what_makes_no_comment_or_task_is_refused_with_a_sentence(song, edit, args):
    with pytest.raises(EditError, match=r"\.$"):
        edit(song, *args)


def test_what_was_said_about_a_removed_track_is_said_about_the_song(song):
    assert song.comments[0].track == "t2"
    assert edits.remove_track(song, "t2").comments[0].track is None


def test_comments_and_tasks_move_with_time_and_are_not_lost_with_a_cut(song):
    later = edits.insert_time(song, S, 2 * S)
    assert (later.comments[0].frame, later.tasks[0].frame) == (6 * S, 7 * S)
    cut = edits.ripple_delete_range(song, 3 * S, 4 * S + S // 2)
    assert (cut.comments[0].frame, cut.tasks[0].frame) == (3 * S, 5 * S - 3 * S // 2)


def test_a_copied_section_says_nothing_twice(song):
    assert len(edits.copy_section(song, "p20", 6 * S).comments) == 1


def test_the_undo_list_quotes_what_was_said(song):
    document = Document(song)
    document.do(edits.solve_comment, "o0")
    assert document.undo_label == "Solve comment “Breathe before the chorus”"
    document.do(edits.add_task, "Tune the bridge\nand the last word, please, and all of it")
    assert document.undo_label == "Task “Tune the bridge and the last word, plea…”"
    document.undo()
    assert document.undo() == "Solve comment “Breathe before the chorus”"
    assert document.session == song


def test_an_old_song_without_comments_opens(empty):
    text = songfile.encode(empty)
    assert b"comments" not in text
    assert songfile.decode(text).comments == ()


def test_initials_are_two_letters_of_a_name():
    assert [initials(name) for name in ("Mix", "producer two", "", "é", "Ann-Sophie Berg")] == ["MI", "PT", "?", "É", "AB"]


def test_exported_comments_and_tasks_are_the_same_when_imported(song, empty):
    said = edits.reply_comment(edits.solve_comment(song, "o0"), "o0", "Yes", "Producer", "2026-11-21")
    document = Document(edits.add_track(empty, "Lead Vocal", 1))
    document.do_all("Import comments", commentfile.calls(document.session, commentfile.to_json(said)))
    one, two = document.session.comments[0], said.comments[0]
    assert (one.frame, one.text, one.author, one.created, one.solved, one.replies) == (
        two.frame,
        two.text,
        two.author,
        two.created,
        two.solved,
        two.replies,
    )
    assert one.track == "t1"  # of the track that has the same name
    assert [(task.text, task.frame, task.done) for task in document.session.tasks] == [
        ("Double the chorus", 5 * S, False),
        ("Print stems", None, False),
    ]
    assert commentfile.calls(document.session, commentfile.to_json(said)) == []  # what is there is not said again


def test_a_table_of_comments_has_a_line_for_each_with_its_bar_and_time(song):
    rows = commentfile.to_csv(song).splitlines()
    assert rows[0] == "kind,bar,time,track,author,text,state,created,answers"
    assert rows[1].startswith("comment,2.4.480,0:04.000,Lead Vocal,Mix,Breathe before the chorus,open,2026-11-20T14:02:00,")
    assert rows[2].startswith("task,")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"comments": 3}', '{"comments": [{"text": "x"}]}'])
def test_a_file_that_holds_no_comments_is_refused_with_a_sentence(song, text):
    with pytest.raises(EditError, match=r"\.$"):
        commentfile.calls(song, text)
