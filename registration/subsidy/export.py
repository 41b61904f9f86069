"""A list of subsidies as a workbook: names as texts that no spreadsheet takes for a formula."""

from io import BytesIO

import xlsxwriter

from registration.models import SubsidyRoll
from registration.roster.marked import harmless
from registration.subsidy.rolls import sums

HEADINGS = ("序号", "申请编号", "姓名", "证件号码", "身份", "自", "至", "月数", "金额（元）")
WIDTHS = (6, 16, 16, 22, 24, 12, 12, 8, 14)


def build(roll: SubsidyRoll) -> bytes:
    """Return the list with its sum; numbers of persons are masked."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet(roll.title)
        for place, (title, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, head)
        number = 0
        rows = roll.lines.select_related("subsidy__case", "subsidy__identity", "subsidy__ground")
        for number, line in enumerate(rows.order_by("pk"), start=1):
            words = (
                line.subsidy.case.reference,
                line.name,
                line.subsidy.identity.masked_number,
                line.subsidy.ground.name,
                f"{line.first_month:%Y-%m}",
                f"{line.last_month:%Y-%m}",
            )
            sheet.write_number(number, 0, number)
            for place, value in enumerate(words, start=1):
                sheet.write_string(number, place, harmless(value), text)
            sheet.write_number(number, 7, line.months)
            sheet.write_number(number, 8, float(line.amount), money)
        found = sums(roll.lines.all())
        sheet.write_string(number + 1, 1, f"合计 {found.people} 人", head)
        sheet.write_number(number + 1, 7, found.months)
        sheet.write_number(number + 1, 8, float(found.amount), money)
        sheet.freeze_panes(1, 0)
    return data.getvalue()
