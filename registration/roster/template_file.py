"""The template to fill in: text columns, lists to choose from, an example that is never entered.

Courier firms get one of their own, with outlet and job, and the outlets to choose from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from portal.accounts.identifiers import KIND_LABELS, PERSON_KINDS
from registration.outlets.rules import JOBS
from registration.roster.headers import REQUIRED, Field
from registration.roster.refusals import MOST_ROWS

FILE_NAME = "职工花名册模板.xlsx"
COURIER_FILE_NAME = "快递企业花名册模板.xlsx"
ORDER = (
    *(Field.NAME, Field.KIND, Field.NUMBER, Field.STARTED_ON, Field.JOB, Field.WORK),
    *(Field.PHONE, Field.POST, Field.SEX, Field.BORN_ON, Field.NATIONALITY),
)
COURIER_ORDER = (*ORDER[:4], Field.OUTLET, *ORDER[4:])
COURIER_TITLES = {Field.JOB: "工种"}
OUTLET_SHEET = "本单位网点"
EXAMPLE = {
    Field.NAME: "示例：张三（这一行不会登记）",
    Field.KIND: "居民身份证",
    Field.NUMBER: "身份证上的 18 位号码",
    Field.STARTED_ON: "2026-03-01",
    Field.JOB: "冲压工",
    Field.WORK: "职工",
    Field.PHONE: "可以不填",
    Field.POST: "一般不用填",
    Field.SEX: "一般不用填",
    Field.BORN_ON: "一般不用填",
    Field.NATIONALITY: "一般不用填",
}
COURIER_EXAMPLE = {
    Field.OUTLET: "从“本单位网点”里选",
    Field.JOB: "投递",
    Field.WORK: "快递网点从业人员",
}
CHOICES = {
    Field.KIND: [KIND_LABELS[kind] for kind in PERSON_KINDS],
    Field.WORK: ["职工", "非全日制用工", "劳务派遣人员", "超龄劳动者", "弹性延迟退休"],
    Field.POST: ["管理技术岗位", "其他岗位"],
    Field.SEX: ["男", "女"],
}
COURIER_CHOICES = {
    Field.JOB: list(JOBS),
    Field.WORK: ["快递网点从业人员", *CHOICES[Field.WORK]],
}
WIDTHS = {
    Field.NAME: 28,
    Field.NUMBER: 24,
    Field.KIND: 26,
    Field.STARTED_ON: 14,
    Field.JOB: 18,
    Field.OUTLET: 30,
}
OFFERED_LINES = 2_000
HELP = (
    "一行一个人。标 * 的三列必须填，其他列可以空着。",
    "用工日期写第一天上班的日子，不是签合同的日子，写成 2026-03-01 这样。",
    "证件号码这一列已经设成“文本”格式，请不要改，否则后几位会变成 000。",
    "证件类型空着，系统按号码判断；护照一定要选。",
    "护照、通行证、旧式外国人永久居留证要填性别和出生日期；外国人要填国籍，写中文名称。",
    "女职工是不是超龄要看岗位的，要填岗位类别：管理技术岗位，或者其他岗位。",
    "和单位约定了弹性延迟退休的，用工形式选“弹性延迟退休”，仍按普通职工登记。",
    f"一次最多 {MOST_ROWS} 人。上传以后先核对，您勾选以后才登记。",
)
COURIER_HELP = (
    f"快递网点从业人员只参加工伤保险：填网点和工种。网点照“{OUTLET_SHEET}”写名称或者备案号。",
    f"快递网点的工种只有{'、'.join(JOBS)}这五种。",
    "填了网点、没填用工形式的，按快递网点从业人员登记；会计这样的职工，用工形式写“职工”。",
)
Outlet = tuple[str, str]
"""Name and number of an outlet."""


@dataclass(frozen=True)
class Layout:
    """What a template asks for, how, and what it explains."""

    order: Sequence[Field]
    titles: Mapping[Field, str]
    example: Mapping[Field, str]
    choices: Mapping[Field, list[str]]
    help: Sequence[str]


COMMON = Layout(ORDER, {}, EXAMPLE, CHOICES, HELP)
COURIER = Layout(
    COURIER_ORDER,
    COURIER_TITLES,
    EXAMPLE | COURIER_EXAMPLE,
    CHOICES | COURIER_CHOICES,
    (*HELP, *COURIER_HELP),
)


def build(*, outlets: Sequence[Outlet] = ()) -> bytes:
    """Return the template as a workbook; a unit with outlets gets that of courier firms."""
    layout = COURIER if outlets else COMMON
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format(
            {"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#E8F1FB"}
        )
        grey = book.add_format({"italic": True, "num_format": "@", "font_color": "#4A5564"})
        sheet = book.add_worksheet("花名册")
        sources: dict[Field, list[str] | str] = {**layout.choices}
        if outlets:
            sources[Field.OUTLET] = f"='{OUTLET_SHEET}'!$A$2:$A${len(outlets) + 1}"
        for place, field in enumerate(layout.order):
            title = layout.titles.get(field, field.label)
            mark = "*" if field in REQUIRED else ""
            sheet.set_column(place, place, WIDTHS.get(field, 16), text)
            sheet.write_string(0, place, f"{title}{mark}", head)
            sheet.write_string(1, place, layout.example[field], grey)
            if field in sources:
                rule = {"validate": "list", "source": sources[field], "error_type": "warning"}
                sheet.data_validation(2, place, OFFERED_LINES, place, rule)
        sheet.freeze_panes(1, 1)
        about = book.add_worksheet("填写说明")
        about.set_column(0, 0, 90)
        for line, sentence in enumerate(layout.help):
            about.write_string(line, 0, f"{line + 1}. {sentence}")
        if outlets:
            _list_outlets(book, outlets, head=head, text=text)
    return data.getvalue()


def _list_outlets(
    book: xlsxwriter.Workbook,
    outlets: Sequence[Outlet],
    *,
    head: xlsxwriter.format.Format,
    text: xlsxwriter.format.Format,
) -> None:
    """Add the sheet from which an outlet is chosen."""
    sheet = book.add_worksheet(OUTLET_SHEET)
    sheet.set_column(0, 1, 40, text)
    for line, row in enumerate((("网点名称", "许可号或者备案号"), *outlets)):
        for place, value in enumerate(row):
            sheet.write_string(line, place, value, text if line else head)
