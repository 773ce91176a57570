"""Many cores: threads inside compiled code share the nodes of the plan.

A run is cut into stretches of a few chunks.  A ticket is one node over one stretch; they are taken in the order of the stretches, and
within one in the plan's order, so that what a ticket needs was taken before it: it waits until the nodes that feed it, and its own
stretch before, are done.  So the master works on one stretch while the tracks are at the next.  Tickets never start again, so a late
worker can neither run a node twice nor take a ticket of the next run by mistake.  The order of every sum is fixed by the plan:
the bits do not depend on who does the work.
"""

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import (
    array_at,
    call_entry,
    compare_exchange,
    fence,
    fetch_add,
    flush_to_zero,
    load_acquire,
    record_at,
    relax,
    store_release,
)
from daw.engine.layout import BOARD, EDGE, NODE, PLAN, offset
from daw.engine.system import sched_yield, sem_post, sem_wait
from daw.kernelbuild import Entry

SPINS = 4000  # some tens of microseconds, about what a sleep and a wake-up cost
PATIENCE = 200  # spins of a thread that waits for another; a few microseconds
SHARE_FRAMES = 32  # shorter runs are not worth handing out
SHARED_CHUNKS = 8  # of a stretch when the work is shared
EDGE_BYTES = EDGE.itemsize
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
def wait_for(place, value):
    """Wait until the counter at an address has reached a value; who waits long leaves the processor to others now and then."""
    spins = 0
    while load_acquire(place) < value:
        spins += 1
        if spins < PATIENCE:
            relax()
        else:
            spins = 0
            sched_yield()


@compiled
def run_ticket(board_address, board, number, worker):
    """Process ticket number `number` of the present job, as soon as what it needs is there."""
    plan = record_at(board.job_plan, PLAN)
    stretch, place = number // plan.node_count, number % plan.node_count
    index = array_at(plan.order, np.int64, plan.node_count)[place]
    node = array_at(plan.nodes, NODE, plan.node_count)[index]
    wait_for(plan.progress + 8 * index, stretch)
    for k in range(node.first_edge, node.first_edge + node.path_count):
        wait_for(plan.progress + 8 * record_at(plan.edges + EDGE_BYTES * k, EDGE).source, stretch + 1)
    call_entry(board.run_node, (board_address, board.job_plan, index, worker, stretch))
    store_release(plan.progress + 8 * index, stretch + 1)


@compiled
def run_tickets(board_address, board, worker):
    """Take tickets of the present job until there are none; returns how many it had."""
    count = 0
    ticket = take_ticket(board_address)
    while ticket >= 0:
        run_ticket(board_address, board, ticket - board.job_base, worker)
        fetch_add(board_address + DONE_OFFSET, 1)
        count += 1
        ticket = take_ticket(board_address)
    return count


@compiled
def run_alone(board_address, board, plan_address, plan):
    """Process every node over the whole run in this thread."""
    order = array_at(plan.order, np.int64, plan.node_count)
    board.job_stretch_chunks = board.job_chunks
    for place in range(plan.node_count):
        call_entry(board.run_node, (board_address, plan_address, order[place], 0, 0))


@compiled
def run_nodes(board_address, board, plan_address, plan):
    """Process every node over the present run, alone or with the workers."""
    if board.worker_count == 0 or plan.node_count < 3 or board.job_frames < SHARE_FRAMES:
        run_alone(board_address, board, plan_address, plan)
        return
    progress = array_at(plan.progress, np.int64, plan.node_count)
    for k in range(plan.node_count):
        progress[k] = 0
    board.job_stretch_chunks = SHARED_CHUNKS
    board.job_plan = plan_address
    board.job_base = board.job_end
    end = board.job_end + plan.node_count * ((board.job_chunks + SHARED_CHUNKS - 1) // SHARED_CHUNKS)
    store_release(board_address + END_OFFSET, end)
    fence()
    for _ in range(load_acquire(board_address + SLEEPERS_OFFSET)):
        sem_post(board.semaphore)
    run_tickets(board_address, board, 0)
    wait_for(board_address + DONE_OFFSET, end)


@Entry
def work(board_address, worker):
    """A worker's whole life: spin a little, then sleep, until the engine closes.  Runs in a thread without the interpreter lock."""
    flush_to_zero()
    board = record_at(board_address, BOARD)
    spins = 0
    while load_acquire(board_address + STOP_OFFSET) == 0:
        if run_tickets(board_address, board, worker) > 0:
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
    return 0
