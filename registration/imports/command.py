"""What the two commands of the import share: the order from the command line, the report."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from portal import clock
from portal.offices.models import Office, Power
from registration.imports.columns import Subject
from registration.imports.reading import FileRefusedError
from registration.imports.run import Begun, Order, advance, begin
from registration.models import ImportRow

PIECE = 1024 * 1024


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, the day and the office."""
    parser.add_argument("file", type=Path, help="CSV 或者 JSON 文件")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, required=True, help="数据截至哪一天，例如 2026-11-20"
    )
    parser.add_argument("--office", required=True, help="经办机构的代码，例如 shizhi-sb")


def take_over(subject: Subject, options: dict[str, Any], out: OutputWrapper) -> None:
    """Take a file over to its end and print the report; refused rows make the command fail."""
    begun = _begun(subject, options)
    if begun.is_known and begun.run.is_done:
        out.write("这份文件已经导入过，下面是那一次的结果，这次没有改动任何内容。")
    if begun.ignored:
        out.write(f"没有用到的栏目：{'、'.join(begun.ignored)}")
    run = advance(begun.run.pk)
    for row in ImportRow.objects.filter(run=run).order_by("line").iterator():
        words = (f"第 {row.line} 行", row.get_outcome_display(), row.name, row.text)
        out.write("  ".join(word for word in words if word))
    out.write(
        f"共 {run.total} 行：新增 {run.added}，更新 {run.changed}，待办注销 {run.closed}，"
        f"没有变化 {run.unchanged}，未导入 {run.refused}"
    )
    if run.refused:
        raise CommandError(f"有 {run.refused} 行没有导入", returncode=1)


def _begun(subject: Subject, options: dict[str, Any]) -> Begun:
    """Begin the run that the command line asks for, or fail with the sentence why not."""
    path: Path = options["file"]
    if options["as_of"] > clock.today():
        raise CommandError("数据截至的那一天不能晚于今天")
    office = Office.objects.filter(code=options["office"], power=Power.AGENCY).first()
    if office is None:
        raise CommandError(f"没有代码是 {options['office']} 的经办机构")
    order = Order(
        subject=subject, office=office, as_of=options["as_of"], file_name=path.name, by=None
    )
    try:
        return begin(order, _pieces(path), hand_over=False)
    except OSError as error:
        raise CommandError(f"文件打不开：{error.strerror}") from None
    except FileRefusedError as refused:
        raise CommandError(str(refused)) from None


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
