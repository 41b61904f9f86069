"""One line of a roster: read by its columns, and everything that is wrong with it said at once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.accounts.identifiers import (
    IdentityKind,
    birthday,
    carries_birth,
    gender,
    normalise,
    validate_identity_number,
    validate_phone,
)
from portal.accounts.nationalities import CHINESE
from portal.ui.text import has_control_characters
from registration.entries import NewEmployment, NewPerson
from registration.models import Outlet
from registration.outlets.rules import age_leaves_the_outlet_open, job_is_of_couriers
from registration.people.adding import Applicant, kind_of_work, refusal
from registration.people.forms import FOREIGN_KINDS
from registration.roster import words
from registration.roster.cells import (
    LOOKS_ROUNDED,
    ROUNDED,
    Cell,
    Line,
    UnreadableDayError,
    day_of,
    is_rounded,
    looks_rounded,
    text_of,
)
from registration.roster.headers import Field
from registration.roster.outlets import Outlets
from registration.rules.ages import Standing, standing
from registration.rules.employment import Span, start_is_near

EARLIEST = date(1950, 1, 1)
LONGEST_NAME, LONGEST_JOB = 80, 60
NO_KIND = "看不出是什么证件，请填写“证件类型”"
UNKNOWN_KIND = (
    "证件类型写的不认识，请写：居民身份证、港澳台居民居住证、港澳台居民来往内地通行证、"
    "外国人永久居留身份证或者护照"
)
UNKNOWN_WORK = (
    "用工形式写的不认识，请写：职工、非全日制用工、劳务派遣人员、超龄劳动者或者快递网点从业人员"
)
NEEDS_POST = "按出生日期，她是不是超龄要看岗位。请加一列“岗位类别”，写：管理技术岗位，或者其他岗位"
NOT_OVERAGE = "用工形式写的是超龄劳动者，但还没有到法定退休年龄，请改成职工"


@dataclass
class Checked:
    """What a line says, or what is wrong with it; `notes` hinder nothing."""

    texts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    number: str = ""
    name: str = ""
    applicant: Applicant | None = None
    job: str = ""
    phone: str = ""
    work: str = ""
    outlet: Outlet | None = None

    @property
    def is_good(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems and self.applicant is not None

    def kept(self) -> dict[str, Any]:
        """Return what the row keeps, as plain JSON."""
        one = self.applicant
        person = {} if one is None else {name: getattr(one, name) for name in APPLICANT}
        return {
            "name": self.name,
            "number": self.number,
            "job": self.job,
            "phone": self.phone,
            "work": self.work,
            "outlet": self.outlet.pk if self.outlet else 0,
            "outlet_name": self.outlet.name if self.outlet else "",
            "person": person,
            "problems": self.problems,
            "notes": self.notes,
        }


APPLICANT = ("kind", "number", "name", "started_on", "sex", "born_on", "nationality")


class LineReader:
    """Reads the lines of one table."""

    def __init__(
        self,
        columns: dict[Field, int],
        *,
        is_1904: bool,
        today: date,
        outlets: Outlets = Outlets(),  # noqa: B008 (nothing in it ever changes)
    ) -> None:
        self.columns = columns
        self.outlets = outlets
        self.is_1904 = is_1904
        self.today = today

    def check(self, line: Line) -> Checked:
        """Return a line with all of its errors."""
        found = Checked(texts=[text_of(cell) for cell in line.cells])
        found.name = self._name(found)
        kind, found.number = self._number(line, found)
        started_on = self._day(line, Field.STARTED_ON, found)
        self._span(started_on, found)
        sex, born_on = self._born(line, kind, found)
        nationality = self._nationality(kind, found)
        found.job = self._short(Field.JOB, LONGEST_JOB, found)
        found.phone = self._phone(found)
        if kind is None or started_on is None or born_on is None or not sex:
            self._work_word(found)
            return found
        applicant = Applicant(
            kind=kind.value,
            number=found.number,
            name=found.name,
            started_on=started_on.isoformat(),
            sex=sex,
            born_on=born_on.isoformat(),
            nationality=nationality,
        )
        self._age(applicant, found)
        found.applicant = applicant
        return found

    def _cell(self, line: Line, column: Field) -> Cell:
        place = self.columns.get(column)
        return line.cells[place] if place is not None and place < len(line.cells) else None

    def _text(self, found: Checked, column: Field) -> str:
        place = self.columns.get(column)
        return found.texts[place] if place is not None and place < len(found.texts) else ""

    def _name(self, found: Checked) -> str:
        """Return the name as on the document."""
        name = " ".join(self._text(found, Field.NAME).split())
        if len(name) == 3 and name[1] == " ":
            name = name.replace(" ", "")  # two characters spaced out to the width of three
        if not name:
            found.problems.append("没有写姓名")
        elif len(name) < 2:
            found.problems.append("姓名太短，请照证件写全")
        elif len(name) > LONGEST_NAME or has_control_characters(name, lines=False):
            found.problems.append("姓名太长，或者有看不见的字符，请照证件重新写")
        elif any(char.isdigit() for char in name):
            found.problems.append("姓名里有数字，请照证件重新写")
        return name[:LONGEST_NAME]

    def _number(self, line: Line, found: Checked) -> tuple[IdentityKind | None, str]:
        """Return document and checked number."""
        cell, word = self._cell(line, Field.NUMBER), self._text(found, Field.KIND)
        number = normalise(self._text(found, Field.NUMBER))
        if not number:
            found.problems.append("没有写证件号码")
            return None, ""
        if is_rounded(cell):
            found.problems.append(ROUNDED)
            return None, number
        kind = words.kind_of(word, number)
        if kind is None:
            found.problems.append(UNKNOWN_KIND if word else NO_KIND)
            return None, number
        try:
            return kind, validate_identity_number(kind, number)
        except ValueError as error:
            text = LOOKS_ROUNDED if looks_rounded(number) else f"证件号码：{error}"
            found.problems.append(text.replace("请在上面改选证件类型", "请改证件类型"))
            return None, number

    def _day(self, line: Line, column: Field, found: Checked) -> date | None:
        """Return a day, or say why there is none."""
        try:
            day = day_of(self._cell(line, column), is_1904=self.is_1904)
        except UnreadableDayError as error:
            found.problems.append(f"{column.label}：{error}")
            return None
        if day is None and column is Field.STARTED_ON:
            found.problems.append("没有写用工日期")
        return day

    def _span(self, started_on: date | None, found: Checked) -> None:
        """Refuse first days that are far away in either direction."""
        if started_on is None:
            return
        if started_on < EARLIEST:
            found.problems.append("用工日期太早，请再看看年份")
            return
        sentence = start_is_near(Span(started_on, self.today))
        if sentence:
            found.problems.append(f"用工日期：{sentence}")

    def _born(
        self, line: Line, kind: IdentityKind | None, found: Checked
    ) -> tuple[str, date | None]:
        """Return sex and birthday: from the number, else from the columns; both must agree."""
        word = self._text(found, Field.SEX)
        sex = words.sex_of(word) or ""
        if word and not sex:
            found.problems.append("性别请写男或者女")
        born_on = self._day(line, Field.BORN_ON, found)
        if kind is None:
            return sex, born_on
        if not carries_birth(kind, found.number):
            _require(found, (not word, "这种证件要写性别"))
            _require(found, (not self._text(found, Field.BORN_ON), "这种证件要写出生日期"))
            _require(found, (bool(born_on and born_on > self.today), "出生日期不能晚于今天"))
            return sex, born_on
        told = words.sex_of(gender(kind, found.number)) or ""
        _require(found, (bool(sex) and sex != told, "性别和证件号码里的不一样，请对照证件"))
        carried = birthday(kind, found.number)
        differs = born_on is not None and born_on != carried
        _require(found, (differs, "出生日期和证件号码里的不一样，请对照证件"))
        return told, carried

    def _nationality(self, kind: IdentityKind | None, found: Checked) -> str:
        """Return the nationality; only a foreigner's document leaves it open."""
        word = self._text(found, Field.NATIONALITY)
        code = words.nationality_of(word) if word else None
        if kind not in FOREIGN_KINDS:
            return CHINESE
        if code is None or code == CHINESE:
            found.problems.append(
                "国籍写的不认识，请写国家的中文名称" if word else "外国人要写国籍"
            )
            return CHINESE
        return code

    def _short(self, column: Field, longest: int, found: Checked) -> str:
        text = self._text(found, column)
        if len(text) > longest:
            found.problems.append(f"{column.label}太长，最多 {longest} 个字")
        return text[:longest]

    def _phone(self, found: Checked) -> str:
        text = self._text(found, Field.PHONE)
        if not text:
            return ""
        try:
            return validate_phone(text)
        except ValueError as error:
            found.problems.append(str(error))
            return ""

    def _work_word(self, found: Checked) -> str:
        """Return the kind of work that is asked for."""
        asked = words.work_of(self._text(found, Field.WORK))
        if asked is None:
            found.problems.append(UNKNOWN_WORK)
        return asked or ""

    def _age(self, applicant: Applicant, found: Checked) -> None:
        """Judge the person by age: too young, minor, over age, or depending on the post."""
        asked = self._work_word(found)
        sentence = refusal(applicant)
        if sentence:
            found.problems.append(sentence)
            return
        if self._is_courier(asked, found):
            by_age = age_leaves_the_outlet_open(applicant.worker())
            if by_age is None:
                self._at_outlet(found, standing(applicant.worker()))
                return
            found.notes.append(by_age)
            asked = "employee"
        post = words.post_of(self._text(found, Field.POST))
        reached = standing(applicant.worker(), post=post)
        is_delayed = asked == words.DELAYED
        if reached is Standing.DEPENDS_ON_POST and asked not in {words.OVERAGE, words.DELAYED}:
            found.problems.append(NEEDS_POST)
            return
        if asked == words.OVERAGE and reached not in {Standing.OVERAGE, Standing.DEPENDS_ON_POST}:
            found.problems.append(NOT_OVERAGE)
            return
        plain = asked if asked not in {words.OVERAGE, words.DELAYED} else ""
        found.work = _work(applicant, asked=plain, post=post, is_delayed=is_delayed)
        if asked == words.OVERAGE:
            found.work = words.OVERAGE
        _note(found, reached)

    def _is_courier(self, asked: str, found: Checked) -> bool:
        """Say whether somebody is to be a courier: by the word, or by an outlet without one."""
        is_told = not self._text(found, Field.WORK) and self._text(found, Field.OUTLET)
        return asked == words.COURIER or bool(is_told and self.outlets.is_courier)

    def _at_outlet(self, found: Checked, reached: Standing) -> None:
        """Take outlet and job of a courier, or say what is wrong with them."""
        found.work = words.COURIER
        found.outlet, sentence = self.outlets.named(self._text(found, Field.OUTLET))
        _require(found, (bool(sentence), sentence))
        found.job = words.courier_job_of(found.job)
        fault = job_is_of_couriers(found.job) if self.outlets.is_courier else None
        _require(found, (bool(fault), f"工种：{fault}"))
        _note(found, reached)


def new_person(kept: dict[str, Any]) -> NewPerson:
    """Return the person of a kept row as the register takes it."""
    person = Applicant(**kept["person"])
    return NewPerson(
        kind=IdentityKind(person.kind),
        number=person.number,
        name=person.name,
        sex=person.sex,
        born_on=date.fromisoformat(person.born_on),
        nationality=person.nationality,
        phone=kept["phone"],
    )


def new_employment(kept: dict[str, Any], *, outlet: Outlet | None = None) -> NewEmployment:
    """Return the work of a kept row as the register takes it; reported with the registration."""
    person = Applicant(**kept["person"])
    return NewEmployment(
        kind=kept["work"],
        started_on=person.first_day,
        job=kept["job"],
        is_minor=standing(person.worker()) is Standing.MINOR,
        is_reported=True,
        outlet=outlet,
    )


def _work(applicant: Applicant, *, asked: str, post: Any, is_delayed: bool) -> str:
    return str(
        kind_of_work(applicant, asked=asked, post=post.value if post else "", is_delayed=is_delayed)
    )


def _require(found: Checked, case: tuple[bool, str]) -> None:
    """Note the sentence when the case is given."""
    if case[0]:
        found.problems.append(case[1])


def _note(found: Checked, reached: Standing) -> None:
    """Say what the law makes of the age."""
    if reached is Standing.MINOR:
        found.notes.append("未成年工，不能安排法律禁止的劳动")
    elif found.work == words.OVERAGE:
        found.notes.append("按超龄劳动者登记")
