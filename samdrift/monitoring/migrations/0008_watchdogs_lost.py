from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0007_late_words")]

    operations = [
        migrations.AddField("source", "watchdogs_lost", models.JSONField(blank=True, default=list)),
    ]
