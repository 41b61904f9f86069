"""花名册 1 万行: the whole check beside the plain reading of the same file, in time and memory.

Each is done in a process of its own, because the peak of a process never falls again.
"""

import json
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from registration.models import Employer
from registration.roster import uploads
from tests.bench.timing import line
from tests.cast import Cast
from tests.registration import making, rosters

SMALL, LARGE = 1_000, 10_000
TITLES = ("岗位", "用工形式", "手机号", "车间", "班组", "住址", "学历", "入党", "备注")
CELLS = ("焊工", "职工", "13800001234", "一车间", "甲班", "济宁市任城区演示路", "本科", "否", "无")

PEAK = """
import json, re, resource, sys
from pathlib import Path
def peak():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+)", status).group(1))
def used():
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(who)[:2]) for who in both)
"""
PLAIN = """
import python_calamine
begun = used()
sheet = python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0)
rows = sum(1 for _ in sheet.iter_rows())
print(json.dumps({"seconds": used() - begun, "peak": peak(), "rows": rows}))
"""
READ = """
from registration.roster import reader
rows = sum(1 for _ in reader.read(Path(sys.argv[1])))
print(json.dumps({"peak": peak(), "rows": rows}))
"""
CHECK = """
from datetime import datetime
import django
django.setup()
from django.conf import settings
from django.db import connection
from portal import clock
connection.settings_dict["NAME"] = sys.argv[2]
settings.PRIVATE_ROOT = Path(sys.argv[3])
clock.stop(datetime(2026, 11, 24, 10, tzinfo=clock.CHINA))
from registration.models import RosterUpload
from registration.roster import course
upload = RosterUpload.objects.select_related("employer").get(pk=sys.argv[1])
idle = peak()
begun = used()
course.run(upload, seconds=600)
seconds = used() - begun
rows = upload.rows.filter(state="ready").count()
print(json.dumps({"seconds": seconds, "idle": idle, "peak": peak(), "rows": rows}))
"""

Figures = dict[str, float]


def check(cast: Cast) -> bool:
    """Check rosters of a thousand and of ten thousand rows."""
    print("花名册（1 万行，12 列）")
    employer = making.employer("济宁花名册有限公司")
    making.agent_for(cast.agent, employer)
    small = _check(employer, cast, SMALL)
    large = _check(employer, cast, LARGE)
    plain, reader = _plain()
    print(
        f"  处理器时间：核对 {large['seconds']:.1f} 秒，裸读 {plain['seconds']:.2f} 秒；内存峰值："
        f"核对 {large['peak'] / 1024:.0f} MB（空转 {large['idle'] / 1024:.0f} MB），"
        f"读取程序 {reader['peak'] / 1024:.0f} MB，裸读 {plain['peak'] / 1024:.0f} MB（仅供参考）"
    )
    pace = large["seconds"] / LARGE / (small["seconds"] / SMALL)
    return all(
        [
            line("全部核对的处理器时间 / 裸读同一文件", large["seconds"] / plain["seconds"], None),
            line("每行的处理器时间 1 万行 / 1 千行", pace, 1.5),
            line("核对的内存峰值 1 万行 / 1 千行", large["peak"] / small["peak"], 1.15),
            line("读取程序的内存峰值 / 裸读", reader["peak"] / plain["peak"], 1.5),
        ]
    )


def _table(count: int) -> bytes:
    rows = [(*row, *CELLS) for row in rosters.people(count)]
    return rosters.workbook(rows, header=(*rosters.HEADER, *TITLES))


def _check(employer: Employer, cast: Cast, count: int) -> Figures:
    file = ContentFile(_table(count), name="花名册.xlsx")
    upload = uploads.take(file, employer=employer, by=cast.agent, key=uuid.uuid4())
    database = str(connection.settings_dict["NAME"])
    found = _run(CHECK, str(upload.pk), database, str(settings.PRIVATE_ROOT))
    if found["rows"] != count:
        message = f"{found['rows']} of {count} rows are ready"
        raise RuntimeError(message)
    return found


def _plain() -> tuple[Figures, Figures]:
    """Read the large table as it is, the fastest of three, and once as the portal does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(_table(LARGE))
        times = [_run(PLAIN, str(path)) for _ in range(3)]
        return min(times, key=lambda one: one["seconds"]), _run(READ, str(path))


def _run(program: str, *arguments: str) -> Figures:
    done = subprocess.run(
        [sys.executable, "-c", PEAK + program, *arguments],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=dict(os.environ),
    )
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found
