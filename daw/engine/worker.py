"""Many cores: the nodes of one level are independent, so worker threads inside compiled code share them.

Every worker takes tickets; a ticket is one node of the present stretch of the plan's order.  Tickets never start again, so a late
worker can neither run a node twice nor take one of the next stretch by mistake.  The order of every sum is fixed by the plan:
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
from daw.engine.layout import BOARD, PLAN, offset
from daw.engine.system import sem_post, sem_wait
from daw.kernelbuild import Entry

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
def run_place(board_address, board, plan_address, place, worker):
    """Process the node at a place of the plan's order."""
    plan = record_at(plan_address, PLAN)
    order = array_at(plan.order, np.int64, plan.node_count)
    call_entry(board.run_node, (board_address, plan_address, order[place], worker))


@compiled
def run_tickets(board_address, board, worker):
    """Take tickets of the present job until there are none; returns how many it had."""
    count = 0
    ticket = take_ticket(board_address)
    while ticket >= 0:
        run_place(board_address, board, board.job_plan, board.job_first + ticket - board.job_base, worker)
        fetch_add(board_address + DONE_OFFSET, 1)
        count += 1
        ticket = take_ticket(board_address)
    return count


@compiled
def run_level(board_address, board, plan_address, first, last):
    """Process the nodes at places `first` to `last` of the plan's order, alone or with the workers."""
    if board.worker_count == 0 or last - first < 2 or board.job_frames < SHARE_FRAMES:
        for place in range(first, last):
            run_place(board_address, board, plan_address, place, 0)
        return
    board.job_plan = plan_address
    board.job_first = first
    board.job_base = board.job_end
    end = board.job_end + last - first
    store_release(board_address + END_OFFSET, end)
    fence()
    for _ in range(load_acquire(board_address + SLEEPERS_OFFSET)):
        sem_post(board.semaphore)
    run_tickets(board_address, board, 0)
    while load_acquire(board_address + DONE_OFFSET) < end:
        relax()


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
