"""Many cores: the nodes of one level are independent, so worker threads inside compiled code share them.

Every worker takes tickets; a ticket is one node of the present stretch of the plan's order.  Tickets never start again, so a late
worker can neither run a node twice nor take one of the next stretch by mistake.  The order of every sum is fixed by the plan:
the bits do not depend on who does the work.
"""

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import compare_exchange, fence, fetch_add, flush_to_zero, load_acquire, pointer_to, relax, store_release
from daw.engine.layout import BOARD, CELL_FRAMES, PLAN, offset
from daw.engine.node import SCRATCH_FRAMES, run_node
from daw.engine.system import sem_init, sem_post, sem_wait
from daw.engine.tables import tables_of

SPINS = 4000  # some tens of microseconds, about what a sleep and a wake-up cost
SHARE_FRAMES = 32  # shorter runs are not worth handing out
TICKET_OFFSET = offset(BOARD, "ticket")
END_OFFSET = offset(BOARD, "job_end")
DONE_OFFSET = offset(BOARD, "job_done")
SLEEPERS_OFFSET = offset(BOARD, "sleepers")
STOP_OFFSET = offset(BOARD, "worker_stop")


@compiled
def take_ticket(board_address):
    """The next ticket of the present job, or -1."""
    while True:
        ticket = load_acquire(board_address + TICKET_OFFSET)
        if ticket >= load_acquire(board_address + END_OFFSET):
            return -1
        if compare_exchange(board_address + TICKET_OFFSET, ticket, ticket + 1):
            return ticket


@compiled
def run_ticket(t, plan, ticket, worker, chunk_count, frames):
    """Process the node of a ticket."""
    board = t.board[0]
    order = carray(pointer_to(plan.order, np.int64), plan.node_count)
    sums = carray(pointer_to(board.sums + worker * 16 * CELL_FRAMES, np.float64), 2 * CELL_FRAMES)
    run_node(t, order[board.job_first + ticket - board.job_base], sums, worker * SCRATCH_FRAMES, chunk_count, frames)
    fetch_add(t.board_address + DONE_OFFSET, 1)


@compiled
def run_level(t, plan_address, plan, first, last, chunk_count, frames):
    """Process the nodes at places `first` to `last` of the plan's order, alone or with the workers."""
    board = t.board[0]
    if board.worker_count == 0 or last - first < 2 or frames < SHARE_FRAMES:
        order = carray(pointer_to(plan.order, np.int64), plan.node_count)
        sums = carray(pointer_to(board.sums, np.float64), 2 * CELL_FRAMES)
        for place in range(first, last):
            run_node(t, order[place], sums, 0, chunk_count, frames)
        return
    board.job_plan = plan_address
    board.job_first = first
    board.job_chunks = chunk_count
    board.job_frames = frames
    board.job_base = board.job_end
    end = board.job_end + last - first
    store_release(t.board_address + END_OFFSET, end)
    fence()
    for _ in range(load_acquire(t.board_address + SLEEPERS_OFFSET)):
        sem_post(board.semaphore)
    ticket = take_ticket(t.board_address)
    while ticket >= 0:
        run_ticket(t, plan, ticket, 0, chunk_count, frames)
        ticket = take_ticket(t.board_address)
    while load_acquire(t.board_address + DONE_OFFSET) < end:
        relax()


@compiled
def work(board_address, worker):
    """A worker's whole life: spin a little, then sleep, until the engine closes.  Runs in a thread without the interpreter lock."""
    flush_to_zero()
    board = carray(pointer_to(board_address, BOARD), 1)[0]
    spins = 0
    while load_acquire(board_address + STOP_OFFSET) == 0:
        ticket = take_ticket(board_address)
        if ticket >= 0:
            plan = carray(pointer_to(board.job_plan, PLAN), 1)[0]
            t = tables_of(board_address, board, plan)
            run_ticket(t, plan, ticket, worker, board.job_chunks, board.job_frames)
            spins = 0
            continue
        spins += 1
        if spins < SPINS:
            relax()
            continue
        spins = 0
        fetch_add(board_address + SLEEPERS_OFFSET, 1)
        fence()
        idle = load_acquire(board_address + TICKET_OFFSET) >= load_acquire(board_address + END_OFFSET)
        if idle and load_acquire(board_address + STOP_OFFSET) == 0:
            sem_wait(board.semaphore)
        fetch_add(board_address + SLEEPERS_OFFSET, -1)


@compiled
def open_workers(board_address):
    """Make the semaphore that the workers sleep on."""
    board = carray(pointer_to(board_address, BOARD), 1)[0]
    sem_init(board.semaphore, 0, 0)


@compiled
def close_workers(board_address):
    """Wake every worker, so that it sees that it may end."""
    board = carray(pointer_to(board_address, BOARD), 1)[0]
    for _ in range(board.worker_count):
        sem_post(board.semaphore)
