from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "supplychains.contracts"
    default_auto_field = "django.db.models.BigAutoField"
