"""Fill one strip's ring from its clips: read, decode, fade, sum.  Disk loop, or in a bounce whoever plays the strip.

The ring is addressed by stream frames, which count on through loops and jumps; `cursor_position` is where in the song the next
stream frame comes from.
"""

import numpy as np

from daw.audio.pcm import CODE_BYTES, FLOAT32, decode, sample_at
from daw.dsp.compiled import compiled
from daw.engine.kernelcall import array_at, floats, load_acquire, matrix_at, record_at, store_release
from daw.engine.layout import BOARD, NODE, PIECE, RAW_BYTES, READ_FRAMES, READER, STREAM, offset
from daw.engine.samples import copy, silence
from daw.engine.system import pread
from daw.kernelbuild import Entry

CODE_BYTES_ARRAY = np.array(CODE_BYTES)
REWIND_MARGIN_S = 0.1  # what the audio thread may read before changed clips are in the ring
EPOCH_OFFSET = offset(STREAM, "epoch")
WRITTEN_OFFSET = offset(STREAM, "written")
RAW_OFFSET = offset(READER, "raw")
PLANAR_OFFSET = offset(READER, "planar")


@compiled
def fade_gain(piece, frame):
    """Gain of the piece's fades at one of its frames: t ** 2**(-2 * curve), t from 0 to 1."""
    gain = 1.0
    if frame < piece.fade_in:
        gain *= (frame / piece.fade_in) ** (2.0 ** (-2.0 * piece.fade_in_curve))
    left = piece.length - frame
    if left < piece.fade_out:
        gain *= (left / piece.fade_out) ** (2.0 ** (-2.0 * piece.fade_out_curve))
    return gain


@compiled
def is_fading(piece, first, frames):
    """Whether a fade touches some frames of a piece."""
    return first < piece.fade_in or first + frames > piece.length - piece.fade_out


@compiled
def read_frames(reader_address, piece, first, frames, target, size, index):
    """Decode frames of a piece, `first` onwards, to two planar rows of `size` at `target`, from place `index` on.

    Returns how many there were: fewer where they do not fit the reader's memory or the file ends.  A mono file sounds on both sides;
    of more channels than two, the first two sound.
    """
    channels = piece.channels
    block_align = channels * CODE_BYTES_ARRAY[piece.format]
    frames = min(frames, RAW_BYTES // block_align)
    raw_address = reader_address + RAW_OFFSET
    where = piece.data_offset + (piece.offset + first) * block_align
    got = pread(np.int32(piece.fd), raw_address, frames * block_align, where) // block_align
    got = max(min(got, piece.file_frames - piece.offset - first), 0)
    raw = array_at(raw_address, np.uint8, RAW_BYTES)
    out = matrix_at(target, np.float32, 2, size)
    if channels <= 2:
        decode(raw, 0, piece.format, channels, got, out, index)
    else:
        for k in range(got):
            at = np.uint64(k * block_align)
            out[0, index + k] = sample_at(raw, at, piece.format)
            out[1, index + k] = sample_at(raw, at + np.uint64(block_align // channels), piece.format)
    if channels == 1:
        copy(target + 4 * index, target + 4 * (size + index), got)
    return got


@compiled
def scale_in_place(address, gain, count):
    """x = gain * x + 0, the sum making -0 to 0 as in `add_samples`."""
    x = floats(address, count)
    for k in range(count):
        x[k] = gain * x[k] + np.float32(0.0)


@compiled
def play_alone(reader_address, piece, position, frames, ring, size, index):
    """Write frames of a piece that sounds alone and unfaded into the ring, whose end they do not cross; returns how many."""
    got = read_frames(reader_address, piece, position - piece.start, frames, ring, size, index)
    if piece.gain != 1.0 or piece.format == FLOAT32:
        scale_in_place(ring + 4 * index, np.float32(piece.gain), got)
        scale_in_place(ring + 4 * (size + index), np.float32(piece.gain), got)
    return got


@compiled
def add_samples(piece, first, frames, source, target):
    """Add decoded frames of one channel, `first` of the piece onwards, to the target, with gain and fades."""
    x, out = floats(source, frames), floats(target, frames)
    gain = np.float32(piece.gain)
    if is_fading(piece, first, frames):
        for k in range(frames):
            out[k] += np.float32(piece.gain * fade_gain(piece, first + k)) * x[k]
    else:
        for k in range(frames):
            out[k] += gain * x[k]


@compiled
def add_piece(reader_address, piece, position, frames, ring, size, index):
    """Add what a piece contributes to session frames `position` onwards; a file cut short is silent at its end."""
    start = max(position, piece.start)
    end = min(position + frames, piece.start + piece.length)
    planar = reader_address + PLANAR_OFFSET
    while start < end:
        first = start - piece.start
        got = read_frames(reader_address, piece, first, min(end - start, READ_FRAMES), planar, READ_FRAMES, 0)
        if got <= 0:
            return
        at = index + start - position
        add_samples(piece, first, got, planar, ring + 4 * at)
        add_samples(piece, first, got, planar + 4 * READ_FRAMES, ring + 4 * (size + at))
        start += got


@compiled
def sounding(pieces, count, position, frames):
    """The pieces that sound in some frames: index of the first, and one after the last of those that begin before the frames' end."""
    last = 0
    while last < count and pieces[last].start < position + frames:
        last += 1
    first = 0
    while first < last and (pieces[first].fd < 0 or pieces[first].start + pieces[first].length <= position):
        first += 1
    return first, last


@compiled
def render(reader_address, node, stream, position, frames):
    """Write the next `frames` of the stream, session frame `position` onwards: the sum of the pieces that sound there.

    The frames do not cross the ring's end.
    """
    size = stream.ring_frames
    index = stream.written % size
    pieces = array_at(node.pieces, PIECE, node.piece_count)
    first, last = sounding(pieces, node.piece_count, position, frames)
    done = 0
    if last - first == 1:
        piece = pieces[first]
        inside = piece.start <= position and position + frames <= piece.start + piece.length
        if inside and piece.channels <= 2 and not is_fading(piece, position - piece.start, frames):
            done = play_alone(reader_address, piece, position, frames, stream.ring, size, index)
            first = last
    silence(stream.ring + 4 * (index + done), frames - done)
    silence(stream.ring + 4 * (size + index + done), frames - done)
    for k in range(first, last):
        piece = pieces[k]
        if piece.fd >= 0 and piece.start + piece.length > position:
            add_piece(reader_address, piece, position, frames, stream.ring, size, index)


@compiled
def after(look, position, frames):
    """The session frame heard `frames` after `position`, round the loop as the transport goes."""
    if look.loop_on == 1 and position < look.loop_end and position + frames >= look.loop_end:
        return look.loop_start + (position + frames - look.loop_end) % (look.loop_end - look.loop_start)
    return position + frames


@compiled
def rewind(node, stream, look, sample_rate):
    """Begin again where the song or the loop has changed, a little ahead of what is being heard."""
    if stream.epoch != look.epoch:
        store_release(node.stream + WRITTEN_OFFSET, 0)
        stream.cursor_position = look.epoch_position
        stream.pieces_version = node.pieces_version
        stream.loop_version = look.loop_version
        store_release(node.stream + EPOCH_OFFSET, look.epoch)
    elif stream.pieces_version != node.pieces_version or stream.loop_version != look.loop_version:
        ahead = min(int(REWIND_MARGIN_S * sample_rate), stream.written - look.stream_frame)
        ahead = max(ahead, 0)
        stream.cursor_position = after(look, look.position, ahead)
        stream.pieces_version = node.pieces_version
        stream.loop_version = look.loop_version
        store_release(node.stream + WRITTEN_OFFSET, look.stream_frame + ahead)


@compiled
def fill(reader_address, node, stream, look, most):
    """Write up to `most` frames ahead; returns how many."""
    done = 0
    room = min(most, look.stream_frame + stream.ring_frames - stream.written)
    while done < room:
        count = min(room - done, READ_FRAMES, stream.ring_frames - stream.written % stream.ring_frames)
        position = stream.cursor_position
        if look.loop_on == 1 and position < look.loop_end:
            count = min(count, look.loop_end - position)
        render(reader_address, node, stream, position, count)
        stream.cursor_position = after(look, position, count)
        store_release(node.stream + WRITTEN_OFFSET, load_acquire(node.stream + WRITTEN_OFFSET) + count)
        done += count
    return done


@Entry
def fill_stream(board_address, reader_address, node_address, most):
    """Bring a node's stream to where the reader's look says the song is, and fill it by up to `most` frames; returns how many."""
    board = record_at(board_address, BOARD)
    look = record_at(reader_address, READER).look
    node = record_at(node_address, NODE)
    stream = record_at(node.stream, STREAM)
    rewind(node, stream, look, board.sample_rate)
    return fill(reader_address, node, stream, look, most)
