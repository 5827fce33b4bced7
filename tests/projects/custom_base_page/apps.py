from django.apps import AppConfig


class CustomBasePageConfig(AppConfig):
    name = "tests.projects.custom_base_page"
    label = "custom_base_page"
    default_auto_field = "django.db.models.BigAutoField"
