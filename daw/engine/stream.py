"""Fill one strip's ring from its clips: read, decode, fade, sum.  Disk loop (or the bounce, which calls it in turn).

The ring is addressed by stream frames, which count on through loops and jumps; `cursor_position` is where in the song the next
stream frame comes from.
"""

import numpy as np
from numba import carray

from daw.audio.pcm import CODE_BYTES, decode
from daw.dsp.compiled import compiled
from daw.engine.kernelcall import load_acquire, pointer_to, store_release
from daw.engine.layout import DISK_FRAMES, PIECE, STREAM, offset
from daw.engine.system import pread

CODE_BYTES_ARRAY = np.array(CODE_BYTES)
REWIND_MARGIN_S = 0.1  # what the audio thread may read before changed clips are in the ring
EPOCH_OFFSET = offset(STREAM, "epoch")
WRITTEN_OFFSET = offset(STREAM, "written")


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
def add_samples(piece, first, frames, planar, ring, size, index):
    """Add decoded frames, `first` of the piece onwards, to the ring at `index`, with gain and fades."""
    right = 1 if piece.channels > 1 else 0
    fading = first < piece.fade_in or first + frames > piece.length - piece.fade_out
    gain = np.float32(piece.gain)
    for k in range(frames):
        at = index + k
        if at >= size:
            at -= size
        if fading:
            gain = np.float32(piece.gain * fade_gain(piece, first + k))
        ring[at] += gain * planar[0, k]
        ring[size + at] += gain * planar[right, k]


@compiled
def add_piece(disk, piece, position, frames, ring, size, index):
    """Add what a piece contributes to session frames `position` to `position + frames`; a file cut short is silent at its end."""
    start = max(position, piece.start)
    end = min(position + frames, piece.start + piece.length)
    block_align = piece.channels * CODE_BYTES_ARRAY[piece.format]
    while start < end:
        first = start - piece.start
        count = min(end - start, DISK_FRAMES)
        where = piece.data_offset + (piece.offset + first) * block_align
        got = pread(np.int32(piece.fd), disk.raw.ctypes.data, count * block_align, where) // block_align
        got = min(max(got, 0), piece.file_frames - piece.offset - first)
        if got <= 0:
            return
        decode(disk.raw, 0, piece.format, piece.channels, got, disk.planar, 0)
        at = (index + start - position) % size
        add_samples(piece, first, got, disk.planar, ring, size, at)
        start += got


@compiled
def render(disk, node, stream, position, frames):
    """Write the next `frames` of the stream, session frame `position` onwards: the sum of the pieces that sound there."""
    size = stream.ring_frames
    ring = carray(pointer_to(stream.ring, np.float32), 2 * size)
    index = stream.written % size
    for k in range(frames):
        at = index + k
        if at >= size:
            at -= size
        ring[at] = np.float32(0.0)
        ring[size + at] = np.float32(0.0)
    pieces = carray(pointer_to(node.pieces, PIECE), node.piece_count)
    for k in range(node.piece_count):
        piece = pieces[k]
        if piece.start >= position + frames:
            break
        if piece.fd >= 0 and piece.start + piece.length > position:
            add_piece(disk, piece, position, frames, ring, size, index)


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
def fill(disk, node, stream, look, most):
    """Write up to `most` frames ahead; returns how many."""
    done = 0
    room = min(most, look.stream_frame + stream.ring_frames - stream.written)
    while done < room:
        count = min(room - done, DISK_FRAMES)
        position = stream.cursor_position
        if look.loop_on == 1 and position < look.loop_end:
            count = min(count, look.loop_end - position)
        render(disk, node, stream, position, count)
        stream.cursor_position = after(look, position, count)
        store_release(node.stream + WRITTEN_OFFSET, load_acquire(node.stream + WRITTEN_OFFSET) + count)
        done += count
    return done
