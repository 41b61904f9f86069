"""The command behind script/server."""

import argparse
import os
import signal
import sys
from types import FrameType

from portal.embedded.stack import DEFAULT_PORT, Options, Stack
from portal.embedded.state import CannotStart, State, account_for_database, choose_folder


class Stopped(Exception):
    """The person at the terminal, or the system, asked for the end."""


def on_signal(number: int, frame: FrameType | None) -> None:
    """Turn the first signal into an orderly stop and ignore impatient ones."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


def arguments() -> argparse.Namespace:
    """Read the command line; every option has a default."""
    parser = argparse.ArgumentParser(
        prog="script/server", description="启动完整的平台：数据库、网站、后台任务、定时器。"
    )
    parser.add_argument("--host", default=os.environ.get("PORTAL_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", DEFAULT_PORT)))
    parser.add_argument("--no-demonstration", action="store_true", help="不装入演示账户和案件")
    return parser.parse_args()


def welcome(stack: Stack) -> None:
    """Print where to go and as whom."""
    print(f"\n  平台已启动  {stack.address}")
    print(f"  短信与验证码  {stack.address}dev/messages/")
    if stack.logins.strip():
        print("\n" + stack.logins.rstrip())
    print("\n  按 Ctrl-C 停止（数据保留，下次启动几秒即可）。\n", flush=True)


def main() -> int:
    """Start, watch, stop."""
    options = arguments()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    stack: Stack | None = None
    try:
        account = account_for_database()
        state = State(choose_folder(account), account)
        state.prepare()
        state.lock()
        print(f"数据目录：{state.folder}")
        wanted = Options(
            host=options.host, port=options.port, demonstration=not options.no_demonstration
        )
        stack = Stack(state, wanted)
        stack.start()
        welcome(stack)
        stack.watch()
    except CannotStart as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except Stopped:
        print("正在停止 …")
        return 0
    finally:
        if stack:
            stack.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
