"""Words of the field that the segmenter does not know, and those that say nothing."""

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _read(name: str) -> frozenset[str]:
    return frozenset((_DATA / f"{name}.txt").read_text(encoding="utf-8").split())


OWN_WORDS = _read("own_words")
STOP_WORDS = _read("stop_words")
KEPT_SIGNS = _read("kept_signs")
"""Single characters that tell something by themselves; all others say nothing alone."""
ANCHORS = _read("anchors")
"""What happens at work and what follows from it: whoever says one of these means us."""
WORK = _read("work")
"""Words of work: whoever was hurt and says one of these was hurt at work."""
