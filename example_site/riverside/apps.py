from django.apps import AppConfig


class RiversideConfig(AppConfig):
    name = "example_site.riverside"
    label = "riverside"
    default_auto_field = "django.db.models.BigAutoField"
