"""The memory that Python and the compiled engine share: one record type per idea.

Python fills these numpy records; compiled code reads them through addresses.  Three lifetimes:
`BOARD` lives as long as the engine; `STRIP`, `FEED`, `STREAM` and the slots' state as long as their track, send or slot (they survive
edits); `PLAN`, `NODE`, `EDGE`, `SLOT`, `ENVELOPE`, `POINT` and `PIECE` belong to one published plan and never change after that.

Positions are frames on the session clock; "device frames" count every frame since the stream was opened.
"""

import numpy as np

CELL_FRAMES = 64  # parameters are evaluated at multiples of this on the session clock
MAX_BLOCK_FRAMES = 4096  # longer device blocks are cut
STRIDE_FRAMES = MAX_BLOCK_FRAMES + 48  # left to right of a node's output: no two at the same place of the processor's cache

# a worker's own memory for a chunk, in the pool: planar stereo float32, and where in it each signal begins, in bytes
SCRATCH_FRAMES = 8 * CELL_FRAMES
DELAYED, DRY, SIDE = 8 * CELL_FRAMES, 16 * CELL_FRAMES, 24 * CELL_FRAMES  # after the chunk itself
SUMS = 4 * CELL_FRAMES  # and float64 sums of a chunk, with gains for each of its samples
GAINS = 16 * CELL_FRAMES  # in bytes from the sums

MAX_CHUNKS = MAX_BLOCK_FRAMES // CELL_FRAMES + 2
COMMAND_SLOTS = 64
EVENT_SLOTS = 4096
MAX_RECORDS = 128
MAX_WORKERS = 16
READ_FRAMES = 8192  # the most that is read or written at once
HOP_SLOTS = 8192  # 82 s of 10 ms loudness hops between two looks of the facade

# transport states
STOPPED, WAITING, COUNTING, ROLLING = 0, 1, 2, 3

# commands, main thread -> audio thread
PLAY, STOP, LOCATE, LOOP, RECORD, PUNCH = 1, 2, 3, 4, 5, 6

# events, audio thread -> main thread
STARTED, STOPPED_AT, WRAPPED, LOCATED, XRUN, DISK_LATE, INVALID, INPUT_CLIPPED = 1, 2, 3, 4, 5, 6, 7, 8

# monitor modes
MONITOR_OFF, MONITOR_AUTO, MONITOR_ON = 0, 1, 2


def _record(*fields: tuple) -> np.dtype:
    return np.dtype(list(fields), align=True)


i8, f8, f4 = np.int64, np.float64, np.float32

COMMAND = _record(("kind", i8), ("a", i8), ("b", i8), ("c", i8))
EVENT = _record(("number", i8), ("kind", i8), ("device_frame", i8), ("position", i8), ("value", i8))

BOARD = _record(
    # written by the main thread
    ("plan", i8),  # address of the published PLAN; released after it is complete
    ("command_write", i8),
    ("commands", i8),
    ("sample_rate", f8),
    ("input_count", i8),
    ("capture", i8),  # float32 (input_count, capture_frames): the last two minutes of every input
    ("capture_frames", i8),
    ("events", i8),
    ("click_on", i8),
    ("click_gain", f8),
    ("monitor_gain", f8),  # after the master, never printed: dim
    ("monitor_mono", i8),
    ("probe", i8),  # float32 (probe_channels, probe_frames) added to the outputs: test tone, calibration, a file being listened to
    ("probe_channels", i8),
    ("probe_frames", i8),
    ("probe_start", i8),  # device frame
    ("stream_stop", i8),  # ends the null device and the disk loop
    ("worker_stop", i8),
    # written by the disk loop
    ("ready_epoch", i8),  # the epoch whose streams are filled far enough to start
    ("disk_seen", i8),  # generation of the newest plan the disk loop works with
    ("disk_beats", i8),
    # written by the audio thread
    ("command_read", i8),
    ("seen", i8),  # generation of the newest plan in use
    ("device_frame", i8),  # frames handled so far; released after the inputs are in the capture
    ("event_write", i8),  # events claimed; one is complete when its number is its index + 1
    ("state", i8),
    ("resetting", i8),  # 1 while WAITING for a start from silence: the disk loop zeroes every effect
    ("epoch", i8),  # counts locates: the streams' content belongs to one epoch
    ("stream_frame", i8),  # frames rolled since the epoch began
    ("position", i8),
    ("epoch_position", i8),
    ("loop_on", i8),
    ("loop_start", i8),
    ("loop_end", i8),
    ("loop_version", i8),
    ("look_sequence", i8),  # odd while the eight fields above change
    ("wrapped", i8),  # 1 once the loop has wrapped since the last locate
    ("recording", i8),
    ("punch_on", i8),
    ("punch_start", i8),
    ("punch_end", i8),
    ("count_in", i8),  # frames of count-in asked for by the last PLAY
    ("count_left", i8),
    ("hold_start", i8),  # the null device asks to wait: its microphone has not been told yet
    ("rolled_epoch", i8),  # the epoch that has begun to roll; released after rolled_frame
    ("rolled_frame", i8),  # the device frame it began at
    ("rolled_position", i8),
    ("fresh", i8),  # 1 after a jump: the next chunk starts a new cell
    ("cell_start", i8),  # clock of the present cell
    ("cell_frames", i8),
    ("blocks", i8),
    ("xruns", i8),
    ("disk_late", i8),
    ("invalid", i8),
    ("load", f8),  # busy share of the block time, smoothed
    ("worst_load", f8),
    ("last_block_ns", i8),
    ("worst_gap_ns", i8),
    ("click_phase", i8),  # frames since the click that sounds began, or -1
    ("click_accent", i8),
    ("hops", i8),  # float64 [HOP_SLOTS]; how many were written stands in the loudness state
    ("loudness", i8),  # LOUDNESS_STATE and TRUE_PEAK_STATE of the master
    ("true_peak", i8),
    ("metering", i8),  # 0: no loudness (offline, where the file is measured)
    ("process_block", i8),  # addresses of compiled entries
    ("run_node", i8),
    ("fill_stream", i8),  # 0: a disk loop keeps the streams filled; else each is filled when its node's turn comes
    ("readers", i8),  # READER [MAX_WORKERS], for that
    ("glide", f8),  # share of the way a parameter goes in one cell
    ("gain_glide", f8),  # the same for gains
    ("input_peak", i8),  # float32 [input_count], falling
    ("input_max", i8),  # float32 [input_count], until reset
    ("beat", i8),  # blocks the device has asked for; released
    ("clock_scratch", i8, (2,)),
    ("sums", i8),  # float64 [MAX_WORKERS, SUMS]
    ("worker_count", i8),
    ("job_plan", i8),  # what the workers are at: one run
    ("job_base", i8),  # its first ticket; tickets never start again
    ("job_end", i8),  # ticket after its last
    ("job_chunks", i8),
    ("job_frames", i8),
    ("job_stretch_chunks", i8),  # chunks of one ticket
    ("ticket", i8),  # next ticket to take
    ("job_done", i8),  # tickets finished
    ("sleepers", i8),
    ("semaphore", i8),  # address of a sem_t
    ("run_at", i8),  # first frame of the present run, within the block
    ("chunks", i8),  # CHUNK [MAX_CHUNKS] of the present run
    ("hear_inputs", i8),  # 0: no monitoring at all, whatever the tracks say (written by the main thread)
    ("tap", i8),  # TAP that the room hears in the master's place while tap_on is 1 (both written by the main thread); 0 in a bounce
    ("tap_on", i8),
    ("tap_share", f8),  # the way from the master (0) to the tap (1)
)

PORT = _record(("board", i8), ("input_channels", i8), ("output_channels", i8))  # what PortAudio hands to its callback

NULL_DEVICE = _record(
    ("own", i8),
    ("stop", i8),
    ("paced", i8),
    ("block_frames", i8),
    ("input_channels", i8),
    ("inputs", i8),
    ("outputs", i8),
    ("microphone", i8),  # float32 (microphone_frames, input_channels)
    ("microphone_frames", i8),
    ("microphone_at", i8),
    ("cable", i8),  # float32 (cable_size, 2)
    ("cable_size", i8),
    ("cable_frames", i8),  # -1: no cable
    ("cable_at", i8),
    ("keep", i8),  # float32 (keep_frames, 2)
    ("keep_frames", i8),
    ("kept", i8),
    ("clock_scratch", i8, (2,)),
    ("clock_offset", i8),
)

CHUNK = _record(
    ("at", i8),  # first frame, within the run
    ("frames", i8),
    ("starts_cell", i8),
    ("cell_at", i8),  # first frame, within the cell
    ("cell_frames", i8),
)

PLAN = _record(
    ("generation", i8),
    ("node_count", i8),
    ("nodes", i8),
    ("edge_count", i8),
    ("edges", i8),
    ("slots", i8),
    ("slot_count", i8),
    ("envelopes", i8),
    ("envelope_count", i8),
    ("points", i8),
    ("point_count", i8),
    ("feeds", i8),  # int64 [edge_count]: the address of every FEED
    ("order", i8),  # int64 [node_count]: sources before those they feed
    ("progress", i8),  # int64 [node_count]: stretches of the present run that each node has done
    ("master", i8),
    ("latency_frames", i8),  # from the disk to the master's output
    ("pool", i8),  # float32 scratch, addressed by offset
    ("pool_frames", i8),
    ("clicks", i8),  # int64 [click_count]: position * 2 + accent
    ("click_count", i8),
    ("count_beat_frames", i8),
    ("count_beats", i8),  # beats in a bar of the count-in
)

NODE = _record(  # a track, bus or the master
    ("strip", i8),  # address of its STRIP
    ("stream", i8),  # address of its STREAM, 0 without clips
    ("pieces", i8),  # PIECEs the disk loop reads, in order of start
    ("pieces_version", i8),  # a number no other list of pieces has
    ("piece_count", i8),
    ("first_edge", i8),
    ("edge_count", i8),
    ("path_count", i8),  # its edges and, after them, those into its side-chains
    ("first_slot", i8),
    ("slot_count", i8),
    ("input_a", i8),  # device inputs, -1 for none
    ("input_b", i8),
    ("armed", i8),
    ("monitor", i8),
    ("pan_law", i8),  # index in daw.dsp.panning.LAWS
    ("post", i8),  # offsets into the pool, planar stereo
    ("pre", i8),  # -1 unless a send or side-chain taps it before the fader
    ("latency_in", i8),
    ("latency_out", i8),
    ("fader_envelope", i8),  # -1 for none
    ("pan_envelope", i8),
    ("mute_envelope", i8),
    ("is_master", i8),
)

EDGE = _record(  # a signal path from one node into another, or into a side-chain
    ("source", i8),
    ("from_pre", i8),
    ("feed", i8),  # address of its FEED
    ("delay_frames", i8),
    ("envelope", i8),
    ("latency", i8),  # delay of the source's signal against the session clock
)

SLOT = _record(
    ("kernel", i8),
    ("control", i8),  # address of its SLOT_CONTROL
    ("targets", i8),  # float32 [param_count]: what the main thread wrote
    ("values", i8),  # float32 [param_count]: what the kernel reads, on its way to the targets
    ("glides", i8),  # uint8 [param_count]
    ("param_count", i8),
    ("state", i8),
    ("state_bytes", i8),
    ("memory", i8),
    ("memory_frames", i8),
    ("side_edge", i8),  # -1: the side-chain hears the effect's own input
    ("latency_frames", i8),
    ("dry", i8),  # float32 (2, dry_frames) ring that keeps the dry signal in time
    ("dry_frames", i8),
    ("latency_before", i8),  # delay of its input against the session clock
    ("first_envelope", i8),
    ("envelope_count", i8),
)

SLOT_CONTROL = _record(
    ("revision", i8),  # raised by the main thread after it wrote targets or bypass
    ("seen", i8),
    ("gliding", i8),
    ("bypassed", i8),
    ("wet_from", f4),
    ("wet_to", f4),
    ("dry_index", i8),
    ("scope", i8),  # address of a SCOPE, 0 when nobody looks
    ("tap", i8),  # address of a TAP, 0 when nobody listens
    ("trim", f4),  # gain after the effect while it is compared at equal loudness, else 1; never so in a bounce
    ("trim_from", f4),
    ("trim_to", f4),
)

TAP_SECTIONS = 2
TAP = _record(  # what is listened to at one effect, alone: it goes to the room only
    # written by the main thread
    ("mode", i8),
    ("bank", i8),  # which of the two rows below is in use
    ("counts", i8, (2,)),  # filter sections
    ("sections", f8, (2, TAP_SECTIONS, 5)),
    ("gain", f4),
    # written by the audio thread
    ("z", f8, (2, TAP_SECTIONS, 2)),
    ("audio", f4, (2, STRIDE_FRAMES)),  # of the present run; the room's turn leaves silence
)
TAP_DIFFERENCE, TAP_SIDE, TAP_AFTER = 1, 2, 3  # modes: dry minus wet, what the detector hears, what comes out

SCOPE_FRAMES = 32768
SCOPE = _record(("written", i8), ("audio", f4, (4, SCOPE_FRAMES)))  # before L R, after L R

STRIP = _record(
    # written by the main thread
    ("fader_db", f8),
    ("pan", f8),
    ("gate", f8),  # 0 muted (or silenced by another's solo), 1 heard
    ("sign", f8),  # -1 with polarity inverted
    ("pan_law", i8),  # what the target gains were made for
    # written by the audio thread
    ("seen_fader_db", f8),
    ("seen_pan", f8),
    ("left", f8),  # target gains, from the fields above
    ("right", f8),
    ("left_from", f4),
    ("left_to", f4),
    ("right_from", f4),
    ("right_to", f4),
    ("gate_from", f4),
    ("gate_to", f4),
    ("input_from", f4),  # the way from hearing the disk (0) to hearing the input (1)
    ("input_to", f4),
    ("started", i8),
    ("peak", f4, (2,)),  # falling 20 dB a second
    ("power", f4, (2,)),  # mean square over 300 ms
    ("maximum", f4, (2,)),  # since the last reset
    ("over", i8),  # samples at or above full scale
    ("invalid", i8),  # chunks silenced because they were not finite
)

FEED = _record(
    ("level_db", f8),
    ("gate", f8),
    ("seen_level_db", f8),
    ("gain", f8),
    ("gain_from", f4),
    ("gain_to", f4),
    ("started", i8),
    ("ring", i8),  # float32 (2, ring_frames), 0 without delay
    ("ring_frames", i8),
    ("ring_index", i8),
)

STREAM = _record(
    ("ring", i8),  # float32 (2, ring_frames); frame k of the epoch lies at k % ring_frames
    ("ring_frames", i8),
    # written by the disk loop
    ("epoch", i8),
    ("written", i8),  # stream frame up to which the ring is filled
    ("pieces_version", i8),  # what the content was made from; a difference means: make it again
    ("loop_version", i8),
    ("cursor_position", i8),  # session position of stream frame `written`
)

ENVELOPE = _record(("param", i8), ("first_point", i8), ("point_count", i8), ("log", i8))
POINT = _record(("frame", i8), ("value", f8), ("curve", f8))

PIECE = _record(
    ("fd", i8),  # -1: the file is missing; silence
    ("format", i8),
    ("channels", i8),
    ("data_offset", i8),
    ("file_frames", i8),
    ("start", i8),
    ("length", i8),
    ("offset", i8),
    ("gain", f8),
    ("fade_in", i8),
    ("fade_in_curve", f8),
    ("fade_out", i8),
    ("fade_out_curve", f8),
)

LOOK = _record(  # the disk loop's copy of where the transport is
    ("epoch", i8),
    ("epoch_position", i8),
    ("stream_frame", i8),
    ("position", i8),
    ("loop_on", i8),
    ("loop_start", i8),
    ("loop_end", i8),
    ("loop_version", i8),
    ("resetting", i8),
)

RAW_BYTES = READ_FRAMES * 8
READER = _record(  # what one thread needs to fill streams, or to write files
    ("look", LOOK),
    ("raw", np.uint8, (RAW_BYTES,)),
    ("planar", f4, (2, READ_FRAMES)),
)

DISK = _record(  # the disk loop's own memory
    ("reader", i8),  # address of its READER
    ("clock_scratch", i8, (2,)),
    ("records", i8),  # RECORD_FILE [MAX_RECORDS]
    ("reset_epoch", i8),  # the epoch the effects were last reset for
    ("play_pass", i8),  # addresses of compiled entries
    ("record_pass", i8),
    ("fill_stream", i8),
)

RECORD_FILE = _record(  # one armed track being written
    ("active", i8),  # 0 free, 1 recording, 2 finished, 3 failed, 4 waiting for the song to roll
    ("epoch", i8),  # while waiting: the epoch to wait for
    ("delay_frames", i8),  # from a device frame of the song to the frame that brings what was played to it
    ("fd", i8),
    ("format", i8),
    ("channels", i8),
    ("input_a", i8),
    ("input_b", i8),
    ("start_frame", i8),  # first device frame
    ("next_frame", i8),
    ("end_frame", i8),  # one after the last device frame, or a very large number
    ("header", i8),  # uint8 [header_bytes]
    ("header_bytes", i8),
    ("data_bytes", i8),
    ("synced_ns", i8),
    ("error", i8),  # errno
    ("lost", i8),  # frames overwritten before they could be saved
)


def address(array: np.ndarray | np.record) -> int:
    """Where the data of an array, or of one record of it, lies."""
    return int(array.__array_interface__["data"][0])


def resident(*shape: int) -> np.ndarray:
    """Silence, float32, whose every page is in memory: the audio thread must not be the first to touch one."""
    made = np.empty(shape, np.float32)
    made.fill(0.0)
    return made


def offset(record: np.dtype, name: str) -> int:
    """Bytes from the beginning of a record to one of its fields."""
    fields = record.fields
    assert fields is not None
    return int(fields[name][1])
