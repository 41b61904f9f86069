"""The ledger of a case: a chain of canonical records, each sealing the one before."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.cases.kinds import StepTaken
from portal.cases.models import Case, Entry
from portal.letters.models import Letter

START = "0" * 64


def fingerprint(value: Any) -> str:
    """Return the hash of the facts of an act; empty when it has none."""
    if value is None:
        return ""
    return hashlib.sha256(canonical(dataclasses.asdict(value)).encode()).hexdigest()


def canonical(record: dict[str, Any]) -> str:
    """Return a record as the one text that stands for it."""
    return json.dumps(
        record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_text
    )


def append(
    case: Case,
    steps: Sequence[StepTaken],
    *,
    letters: Mapping[str, Sequence[Letter]],
    key: UUID | None,
) -> list[Entry]:
    """Append one entry a step under the case's lock; each digest seals the chain so far."""
    is_new = not steps[0].from_state
    last = None if is_new else Entry.objects.filter(case=case).order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, START)
    entries = []
    for step in steps:
        number += 1
        done = step.done
        body_hash = fingerprint(step.facts)
        record = {
            "case": case.pk,
            "number": number,
            "act": done.act.name,
            "from": step.from_state,
            "to": step.to_state,
            "by": done.by.pk if done.by else None,
            "role": done.role.value,
            "on": done.on,
            "at": done.at,
            "office": step.office_id,
            "handler": step.handler_id,
            "facts": body_hash,
            "letters": [
                [letter.pk, letter.number, letter.inputs_hash]
                for letter in letters.get(done.act.name, ())
            ],
            "key": key,
        }
        text = canonical(record)
        digest = seal(previous, text)
        entries.append(
            Entry(
                case=case,
                number=number,
                act=done.act.name,
                from_state=step.from_state,
                to_state=step.to_state,
                by=done.by,
                role=done.role.value,
                on=done.on,
                recorded_at=done.at,
                key=key,
                body_hash=body_hash,
                text=text,
                previous_digest=previous,
                digest=digest,
            )
        )
        key, previous = None, digest
    return Entry.objects.bulk_create(entries)


def seal(previous: str, text: str) -> str:
    """Return the digest of a record that follows the one with digest `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def faults(case_id: int) -> list[str]:
    """Return what is wrong with the chain of a case; empty when it is whole."""
    found, previous = [], START
    entries = list(Entry.objects.filter(case_id=case_id).order_by("number"))
    for expected, entry in enumerate(entries, start=1):
        if entry.number != expected:
            found.append(f"第 {expected} 条记录缺失")
        if entry.previous_digest != previous or entry.digest != seal(previous, entry.text):
            found.append(f"第 {entry.number} 条记录的校验值不符")
        if not _agrees(entry):
            found.append(f"第 {entry.number} 条记录的字段与原文不符")
        previous = entry.digest
    state, version = Case.objects.values_list("state", "version").get(pk=case_id)
    if not entries or entries[-1].to_state != state:
        found.append("案件状态与最后一条记录不符")
    if len(entries) != version:
        found.append(f"应有 {version} 条记录，实有 {len(entries)} 条")
    return found


def _agrees(entry: Entry) -> bool:
    record = json.loads(entry.text)
    return bool(
        record["case"] == entry.case_id
        and record["number"] == entry.number
        and record["act"] == entry.act
        and record["from"] == entry.from_state
        and record["to"] == entry.to_state
        and record["by"] == entry.by_id
        and record["role"] == entry.role
        and record["on"] == entry.on.isoformat()
        and datetime.fromisoformat(record["at"]) == entry.recorded_at
        and record["facts"] == entry.body_hash
        and record["key"] == (str(entry.key) if entry.key else None)
    )


def _text(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
