from django.db import migrations

import districts.name_order
from districts.name_order import name_order


def put_in_order(apps, schema_editor):
    for name in ("Unit", "UnitGroup"):
        model = apps.get_model("districts", name)
        rows = list(model.objects.all())
        for row in rows:
            row.sort_name = name_order(row.name)
        model.objects.bulk_update(rows, ["sort_name"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0002_deputyships'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='unit',
            options={'ordering': ['kind', 'sort_name'], 'verbose_name': 'đơn vị', 'verbose_name_plural': 'đơn vị'},
        ),
        migrations.AlterModelOptions(
            name='unitgroup',
            options={'ordering': ['sort_name'], 'verbose_name': 'nhóm đơn vị', 'verbose_name_plural': 'nhóm đơn vị'},
        ),
        migrations.AddField(
            model_name='unit',
            name='sort_name',
            field=districts.name_order.NameOrderField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='unitgroup',
            name='sort_name',
            field=districts.name_order.NameOrderField(blank=True, default='', editable=False),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
    ]
