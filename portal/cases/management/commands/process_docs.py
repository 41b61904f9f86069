"""Write docs/processes.md from the process tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.cases.kinds import Kind, all_kinds
from portal.workflow import diagram

TARGET = Path("docs") / "processes.md"
PREFACE = """# 办理流程

本文由 `manage.py process_docs` 根据代码里的流程表生成，请勿手改；
流程表变了而本文没有重新生成时，测试不通过。
每一行是一个法定的办理行为：条件不满足时系统拒绝并说明理由和条文，期限按流程表自动起算、完成、停止。
"""


class Command(BaseCommand):
    """Keeps the description of the procedures equal to what the portal does."""

    help = "根据流程表生成 docs/processes.md；加 --check 只核对。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="只核对；过期时返回错误")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say that it is stale."""
        path = settings.BASE_DIR / TARGET
        wanted = text()
        if not options["check"]:
            path.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"已写入 {TARGET}")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            raise CommandError(f"{TARGET} 已过期，请运行 manage.py process_docs。")


def text() -> str:
    """Return the whole document."""
    return "\n".join([PREFACE, *(described(kind) for kind in all_kinds())]) + "\n"


def described(kind: Kind) -> str:
    """Return the description of one procedure in the words of its labels."""
    words = diagram.Words(
        states={code: label.label for code, label in kind.states.items()},
        acts={code: label.button or label.done for code, label in kind.acts.items()},
    )
    return diagram.markdown(kind.process, words)
