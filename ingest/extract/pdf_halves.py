"""Reading a long PDF on two cores: the second half of its pages by a process forked off for it.

Pages are read one by one, and only then looked at together; so the halves need nothing of each other. A fork shares the
opened file and costs milliseconds, but is safe only in a process that has no other thread: a reader of the pool has
none, the chat has many. Anywhere else, or where the fork fails, the second half is read here as well.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

LONG: Final = 60  # pages from which on it is worth it: 60 take 0.3 to 1.5 s
_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG: a reader stopped for its time takes its helper along

T = TypeVar("T")


def in_halves(pages: int, read: Callable[[range], T]) -> tuple[T, T]:
    """``read`` of the first half of so many pages and of the second; ``read`` must return what can be pickled."""
    first, second = range(pages // 2), range(pages // 2, pages)
    if not _is_safe():
        return read(first), read(second)
    receiver, sender = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _child(parent, sender, second, read)
    os.close(sender)
    with os.fdopen(receiver, "rb") as results:
        try:
            mine = read(first)
            packed = results.read()
        finally:
            os.kill(child, signal.SIGKILL)  # done, or no longer wanted
            os.waitpid(child, 0)
    try:
        theirs: T = pickle.loads(packed)
    except (EOFError, pickle.UnpicklingError):  # it was out of memory, or killed by a page: read those here
        theirs = read(second)
    return mine, theirs


def _is_safe() -> bool:
    """Whether this process may fork: it has one thread, and there is a core for another."""
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        return False
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def _child(parent: int, sender: int, pages: range, read: Callable[[range], object]) -> None:
    """In the forked process: read, send, and leave without the parent's clean-up."""
    try:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            with os.fdopen(sender, "wb") as results:
                results.write(pickle.dumps(read(pages), pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)
