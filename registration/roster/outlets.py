"""The outlets of a unit as a roster names them: by name, or by the number of the paper."""

from dataclasses import dataclass, field

from registration.models import Employer, Outlet
from registration.outlets.numbers import outlet_key
from registration.outlets.shown import present_outlets
from registration.roster.headers import key_of

NOT_COURIER_UNIT = (
    "本单位没有登记快递业务经营许可，不能按快递网点从业人员登记。"
    "有许可的先在“我的单位”里登记，没有的请把用工形式改成职工"
)
NOT_TOLD = "没有写在哪个网点，请在“网点”一列写网点名称或者备案号"
UNKNOWN = "本单位在册的网点里没有“{word}”，请照“快递网点”里的名称或者备案号写"
SEVERAL = "本单位有几个网点都叫“{word}”，请改写备案号"
LONGEST_SHOWN = 30


@dataclass(frozen=True)
class Outlets:
    """The present outlets of one unit; a unit without a licence has none and takes no couriers."""

    is_courier: bool = False
    by_word: dict[str, list[Outlet]] = field(default_factory=dict)

    @classmethod
    def of(cls, employer: Employer) -> "Outlets":
        """Return the outlets at which somebody may begin to work."""
        if not employer.is_courier:
            return cls()
        by_word: dict[str, list[Outlet]] = {}
        for outlet in present_outlets(employer):
            for word in {key_of(outlet.name), outlet_key(outlet.number)}:
                by_word.setdefault(word, []).append(outlet)
        return cls(True, by_word)

    def named(self, word: str) -> tuple[Outlet | None, str]:
        """Return the outlet that a word names, or the sentence of what is wrong with it.

        Without a word it is the only outlet that there is.
        """
        if not self.is_courier:
            return None, NOT_COURIER_UNIT
        if not word:
            every = {one.pk: one for found in self.by_word.values() for one in found}
            return (next(iter(every.values())), "") if len(every) == 1 else (None, NOT_TOLD)
        found = self.by_word.get(key_of(word)) or self.by_word.get(outlet_key(word), [])
        if len(found) == 1:
            return found[0], ""
        return None, (SEVERAL if found else UNKNOWN).format(word=word[:LONGEST_SHOWN])
