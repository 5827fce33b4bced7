from django.apps import AppConfig


class CustomImageModelConfig(AppConfig):
    name = "tests.projects.custom_image_model"
    label = "custom_image_model"
    default_auto_field = "django.db.models.BigAutoField"
