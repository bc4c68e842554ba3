"""The worker process of the server, whose stop is clean: what is there is answered, what comes is refused."""

from typing import Any

from api.operating.arriving import ArrivingWorker


class Worker(ArrivingWorker):
    """The worker that is named in the settings of ``loyalty serve``.

    As shipped a worker that stops leaves its listening socket open until its last request has ended.
    Whoever connects meanwhile waits for nothing and is cut off in the end.
    """

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001  as the server calls it
        """Take connections or take none; when it stops, those that wait already, and then never again."""
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            self._take_waiting(listener)
            listener.close()
        self.hurry()

    def _take_waiting(self, listener: Any) -> None:  # noqa: ANN401  gunicorn ships no types
        taken = -1
        while taken != self.nr_conns:
            taken = self.nr_conns
            self.accept(listener)
