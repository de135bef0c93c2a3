from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0006_what_can_be_proved")]

    operations = [
        migrations.AddField("signal", "late_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("signal", "late_heard_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("signal", "late_differs", models.BooleanField(default=False)),
        migrations.AlterField(
            "notice",
            "kind",
            models.CharField(
                choices=[
                    ("refused", "Messages that were refused"),
                    ("cut_off", "Messages that were cut off"),
                    ("moved", "Times we do not trust"),
                    ("late", "Messages that arrived late"),
                    ("ignored", "Fields we do not use"),
                ],
                max_length=20,
            ),
        ),
    ]
