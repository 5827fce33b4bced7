"""Log-ins for the demonstration.

The password is fixed and printed: the sites answer on this machine only, hold nothing but
samples, and refuse to be seeded unless DEBUG is on. One password that can be remembered is worth
more here than three that must be looked up.
"""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

PASSWORD = "demo"  # noqa: S105 - see above
LIBRARY = "wagtail_asean_library"


def make_accounts() -> None:
    """Make an administrator and an editor, both with the interface in Vietnamese."""
    _account("admin", "Quản trị", is_superuser=True)
    editor = _account("editor", "Biên tập")
    editor.groups.add(_editors())


def _account(name: str, title: str, *, is_superuser: bool = False):
    user, created = get_user_model().objects.get_or_create(
        username=name,
        defaults={"first_name": title, "is_superuser": is_superuser, "is_staff": is_superuser},
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = "vi"
        profile.save()
    return user


def _editors() -> Group:
    """Return Wagtail's own group of editors, who may also publish, and mind the library."""
    group, _ = Group.objects.get_or_create(name="Editors")
    publish = Permission.objects.get(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename="publish_page",
    )
    GroupPagePermission.objects.get_or_create(
        group=group, page=Page.get_first_root_node(), permission=publish
    )
    group.permissions.add(*Permission.objects.filter(content_type__app_label=LIBRARY))
    return group
