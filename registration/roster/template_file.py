"""The template to fill in: text columns, lists to choose from, an example that is never entered."""

from io import BytesIO

import xlsxwriter

from portal.accounts.identifiers import KIND_LABELS, PERSON_KINDS
from registration.roster.headers import REQUIRED, Field
from registration.roster.refusals import MOST_ROWS

FILE_NAME = "职工花名册模板.xlsx"
ORDER = (
    *(Field.NAME, Field.KIND, Field.NUMBER, Field.STARTED_ON, Field.JOB, Field.WORK),
    *(Field.PHONE, Field.POST, Field.SEX, Field.BORN_ON, Field.NATIONALITY),
)
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
CHOICES = {
    Field.KIND: [KIND_LABELS[kind] for kind in PERSON_KINDS],
    Field.WORK: ["职工", "非全日制用工", "劳务派遣人员", "超龄劳动者", "弹性延迟退休"],
    Field.POST: ["管理技术岗位", "其他岗位"],
    Field.SEX: ["男", "女"],
}
WIDTHS = {Field.NAME: 28, Field.NUMBER: 24, Field.KIND: 26, Field.STARTED_ON: 14, Field.JOB: 18}
OFFERED_LINES = 2_000
HELP = (
    "1. 一行一个人。标 * 的三列必须填，其他列可以空着。",
    "2. 用工日期写第一天上班的日子，不是签合同的日子，写成 2026-03-01 这样。",
    "3. 证件号码这一列已经设成“文本”格式，请不要改，否则后几位会变成 000。",
    "4. 证件类型空着，系统按号码判断；护照一定要选。",
    "5. 护照、通行证、旧式外国人永久居留证要填性别和出生日期；外国人要填国籍，写中文名称。",
    "6. 女职工是不是超龄要看岗位的，要填岗位类别：管理技术岗位，或者其他岗位。",
    "7. 和单位约定了弹性延迟退休的，用工形式选“弹性延迟退休”，仍按普通职工登记。",
    f"8. 一次最多 {MOST_ROWS} 人。上传以后先核对，您勾选以后才登记。",
)


def build() -> bytes:
    """Return the template as a workbook."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format(
            {"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#E8F1FB"}
        )
        grey = book.add_format({"italic": True, "num_format": "@", "font_color": "#4A5564"})
        sheet = book.add_worksheet("花名册")
        for place, field in enumerate(ORDER):
            sheet.set_column(place, place, WIDTHS.get(field, 16), text)
            mark = "*" if field in REQUIRED else ""
            sheet.write_string(0, place, f"{field.label}{mark}", head)
            sheet.write_string(1, place, EXAMPLE[field], grey)
            if field in CHOICES:
                rule = {"validate": "list", "source": CHOICES[field], "error_type": "warning"}
                sheet.data_validation(2, place, OFFERED_LINES, place, rule)
        sheet.freeze_panes(1, 1)
        about = book.add_worksheet("填写说明")
        about.set_column(0, 0, 90)
        for line, sentence in enumerate(HELP):
            about.write_string(line, 0, sentence)
    return data.getvalue()
