from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0017_carried_summary'),
        ('districts', '0003_vietnamese_order_of_names'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='unitreport',
            options={'ordering': ['unit__kind', 'unit__sort_name', 'id'], 'verbose_name': 'báo cáo của đơn vị', 'verbose_name_plural': 'báo cáo của đơn vị'},
        ),
    ]
