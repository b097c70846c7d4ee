from django.apps import AppConfig


class SupplyChainsConfig(AppConfig):
    name = "supplychains"
    default_auto_field = "django.db.models.BigAutoField"
