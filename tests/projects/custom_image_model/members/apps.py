from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "tests.projects.custom_image_model.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"
