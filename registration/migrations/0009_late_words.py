from django.db import migrations, models

# What the history tells of ends that were reported before this column was there.
TOLD = """
UPDATE registration_employment AS work
SET end_told_on = told.on_day
FROM (
    SELECT employment_id, max((written_at AT TIME ZONE 'Asia/Shanghai')::date) AS on_day
    FROM registration_employmentchange
    WHERE what = 'ended'
    GROUP BY employment_id
) AS told
WHERE told.employment_id = work.id AND work.ended_on IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0008_extension_and_paid_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="employment",
            name="end_told_on",
            field=models.DateField(editable=False, null=True, verbose_name="申报结束的日期"),
        ),
        migrations.AddField(
            model_name="projectworker",
            name="left_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="登记离场的时间"),
        ),
        migrations.AddIndex(
            model_name="projectpayment",
            index=models.Index(fields=["receipt"], name="project_payment_receipt"),
        ),
        migrations.AlterField(
            model_name="rosterupload",
            name="state",
            field=models.CharField(
                choices=[
                    ("checking", "正在核对"),
                    ("checked", "已经核对"),
                    ("enrolling", "正在登记"),
                    ("failed", "没有核对完"),
                    ("removed", "已删除"),
                ],
                default="checking",
                max_length=10,
            ),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
