"""What is written about the project agrees with the project."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from injury_claims.process import ClaimProcess
from portal.cases.kinds import all_kinds
from portal.cases.management.commands import process_docs
from portal.workflow import diagram

ROOT: Path = settings.BASE_DIR
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = [
    *READMES,
    "CHANGELOG.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))),
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pinned() -> list[str]:
    """Return the names in the requirement files, without extras and versions."""
    lines = read("requirements.txt").splitlines() + read("requirements-dev.txt").splitlines()
    return [re.split(r"[\[=]", line)[0] for line in lines if line and line[0] not in "#-"]


def packages(readme: str) -> list[str]:
    """Return the first column of the two tables of packages."""
    heading = {"README.md": "## Packages", "README.zh-CN.md": "## 依赖"}[readme]
    section = read(readme).partition(heading)[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([A-Za-z0-9-]+) \|", section, re.MULTILINE)
    return [cell for cell in cells if cell not in {"package", "---"}]


# The procedures -------------------------------------------------------------------------------


def test_the_description_of_the_procedures_is_of_today() -> None:
    call_command("process_docs", "--check", stdout=StringIO())


def test_a_stale_description_is_found(tmp_path: Path, settings: object) -> None:
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="已过期"):
        call_command("process_docs", "--check", stdout=StringIO())
    call_command("process_docs", stdout=StringIO())
    call_command("process_docs", "--check", stdout=StringIO())


def test_every_act_state_paper_and_period_is_described() -> None:
    text = process_docs.text()
    for process in (kind.process for kind in all_kinds()):
        names = [act.name for act in process.acts()]
        names += [*process.papers, *(term.code for term in process.terms())]
        assert [name for name in names if f"`{name}`" not in text] == [], process.code
        drawn = diagram.mermaid(process, diagram.Words())
        assert [state for state in process.states if f"    {state.value}: " not in drawn] == []


def test_rows_of_tables_have_as_many_cells_as_their_heading() -> None:
    width = 0
    for line in process_docs.text().splitlines():
        cells = line.count(" | ") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        width = cells


def test_resuming_leads_back_to_where_the_pause_began() -> None:
    drawn = diagram.mermaid(ClaimProcess, diagram.Words())
    assert "suspended --> investigating: resume" in drawn


# The documents --------------------------------------------------------------------------------


@pytest.mark.parametrize("readme", READMES)
def test_the_table_of_packages_is_what_is_pinned(readme: str) -> None:
    assert packages(readme) == pinned()


def test_both_readmes_have_the_same_parts_pictures_and_commands() -> None:
    english, chinese = map(read, READMES)
    for pattern in (r"^(#+) ", r"\]\((docs/[^)]+)\)", r"`([A-Z_]{6,})`", r"^(script/\w+)$"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (english, chinese)]
        assert found[0] == found[1], pattern
    rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in (english, chinese)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_exist(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", read(name))
    local = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]
    assert [link for link in local if not (folder / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tests_and_commands_that_documents_name_exist(name: str) -> None:
    text = read(name)
    paths = re.findall(r"\b(?:tests|script)/[a-z_/]+(?:\.py)?\b", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_variable_of_production_is_described() -> None:
    read_by = "".join(read(f"portal/settings/{name}.py") for name in ("base", "production"))
    variables = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read_by)) - {"PORTAL_RUN_TOKEN"}
    text = read("docs/operations.md")
    assert sorted(name for name in variables if f"`{name}`" not in text) == []


def test_decisions_are_numbered_without_gap_and_have_four_parts() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        for part in ("Status: ", "## Context", "## Decision", "## Consequences"):
            assert part in text, path.name


def test_screenshots_are_small() -> None:
    pictures = list((ROOT / "docs" / "screenshots").glob("*.png"))
    assert pictures
    assert sum(path.stat().st_size for path in pictures) < 7_000_000
