"""Runs one command beside the embedded servers, which end with it: the ground of script/test."""

import os
import signal
import subprocess
import sys
from types import FrameType

from portal.embedded import processes, services
from portal.embedded.state import CannotStart, State, account_for_database, choose_folder


def on_signal(number: int, frame: FrameType | None) -> None:
    """Turn the wish to stop into an orderly end."""
    raise KeyboardInterrupt


def main() -> int:
    """Run as `python -m portal.embedded.services_only command argument ...`."""
    signal.signal(signal.SIGTERM, on_signal)
    account = account_for_database()
    state = State(choose_folder(account) / "test-servers", account)
    children: list[processes.Child] = []
    environment = dict(os.environ)
    try:
        if "DATABASE_URL" not in environment:
            choose_folder(account).mkdir(parents=True, exist_ok=True)
            state.prepare()
            state.lock()
            processes.outlive(state)
            database = services.start_postgres(
                state, durable="PORTAL_DURABLE_TEST_SERVERS" in environment
            )
            children.append(database.child)
            processes.remember(state, children)
            environment["DATABASE_URL"] = database.url
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        for child in reversed(children):
            child.stop()
        state.release()


if __name__ == "__main__":
    sys.exit(main())
