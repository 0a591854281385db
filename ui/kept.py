"""What was worked out of the library, kept until the library changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rag.library import Library

Value = TypeVar("Value")


class Kept:
    """The last ``most`` values by their keys; all are dropped with a new generation. Safe to share between threads.

    Two threads that ask for one key at once may both work it out.
    """

    def __init__(self, library: Library, most: int = 64) -> None:
        self.library = library
        self.most = most
        self._generation = -1
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made when it is not there; what ``make`` raises is raised and nothing kept."""
        generation = self.library.generation()
        with self._lock:
            if generation != self._generation:
                self._generation = generation
                self._values.clear()
            if key in self._values:
                self._values.move_to_end(key)
                found: Value = self._values[key]
                return found
        made = make()
        with self._lock:
            if generation == self._generation:
                self._values[key] = made
                while len(self._values) > self.most:
                    self._values.popitem(last=False)
        return made
