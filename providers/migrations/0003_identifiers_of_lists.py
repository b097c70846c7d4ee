from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("providers", "0002_made_by_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="edition",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="Public id of the list that brought it.",
                max_length=20,
            ),
        )
        for name in ("historicalidentifier", "identifier")
    ]
