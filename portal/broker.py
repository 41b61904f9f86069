"""Redis as the broker, with a worker that outlives it."""

from typing import Any

from kombu.transport import redis


class Channel(redis.Channel):
    """A channel that, once its connection is gone, says so in words that a worker understands.

    A worker that loses the broker in mid-task still settles that task's message on the old channel.
    The library then fails with an AttributeError, for which the worker gives up altogether; with a
    connection error it logs it and goes on, and the message is delivered again.
    """

    def _connparams(self, asynchronous: bool = False) -> Any:
        if self.connection is None or self.connection.client is None:
            raise ConnectionError("the connection to the broker was lost")
        return super()._connparams(asynchronous=asynchronous)  # type: ignore[misc]  # not in the stubs


class Transport(redis.Transport):
    """The transport that the settings name."""

    Channel = Channel
