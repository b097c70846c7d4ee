from django.apps import AppConfig


class GraphsConfig(AppConfig):
    name = "supplychains.graphs"
    default_auto_field = "django.db.models.BigAutoField"
