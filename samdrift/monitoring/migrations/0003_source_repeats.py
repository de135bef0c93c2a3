from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0002_source_unreached'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='repeats',
            field=models.DurationField(blank=True, null=True),
        ),
    ]
