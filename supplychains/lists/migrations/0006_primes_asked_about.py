import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("lists", "0005_being_applied"),
        ("providers", "0003_identifiers_of_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="role",
            field=models.CharField(
                choices=[("subcontractor", "Subcontractor"), ("prime", "Prime")],
                default="subcontractor",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="listrow",
            name="prime_known_by",
            field=models.CharField(blank=True, help_text="The same of its prime.", max_length=10),
        ),
        migrations.AddField(
            model_name="listrow",
            name="prime_decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="prime_list_rows",
                to="providers.matchdecision",
            ),
        ),
        migrations.AddField(
            model_name="listrow",
            name="prime_question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="prime_rows",
                to="lists.question",
            ),
        ),
        migrations.AddField(
            model_name="providerlist",
            name="brought_in_later",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="When rows decided later were brought in, see who/later.py.",
            ),
        ),
    ]
