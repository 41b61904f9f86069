import django.contrib.postgres.constraints
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0009_late_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.RemoveConstraint(
            model_name="employment",
            name="employment_once_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("person", "="),
                    ("employer", "="),
                    (
                        models.Func(
                            "started_on", "ended_on", models.Value("[]"), function="daterange"
                        ),
                        "&&",
                    ),
                ],
                name="employment_once_at_a_time",
            ),
        ),
    ]
