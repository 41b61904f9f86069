"""Several people at the same moment: real threads, each with a connection of its own."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

WAIT = 20  # seconds


def at_once(
    steps: Sequence[Callable[[], object]], *, refusals: tuple[type[Exception], ...] = ()
) -> list[object]:
    """Take all steps at once; return what each gave, or the name of the refusal that it met."""
    gate = threading.Barrier(len(steps))
    results: list[object] = []

    def take(step: Callable[[], object]) -> None:
        try:
            gate.wait(WAIT)
            results.append(step())
        except refusals as refused:
            results.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[step]) for step in steps]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(results) == len(steps)
    return results
