import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0004_how_it_is_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='providerlist',
            name='applying_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='providerlist',
            name='applying_since',
            field=models.DateTimeField(help_text='When somebody put it in the queue to be applied, as long as that is neither done nor off.', null=True),
        ),
        migrations.AddField(
            model_name='providerlist',
            name='apply_failure',
            field=models.TextField(blank=True, help_text='Why applying it from the queue came to nothing, in words.'),
        ),
        migrations.AddConstraint(
            model_name='providerlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applying_by', None), ('applying_since', None)), models.Q(('applying_by__isnull', False), ('applying_since__isnull', False), ('state', 'staged')), _connector='OR'), name='list_being_applied_by_somebody'),
        ),
    ]
