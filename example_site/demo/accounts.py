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
# Who is in which groups of the editorial board, by the codes of `library.setup`. At the hub each
# step of an approval has a user of its own; at a school the editor writes and places, and the
# administrator approves.
BOARD = {
    "writer": ("Người viết", ("writer",)),
    "editor": ("Biên tập", ("editor",)),
    "head": ("Trưởng ban", ("head",)),
    "leader": ("Lãnh đạo Sở", ("leaders",)),
}
SCHOOL_BOARD = {"editor": ("Biên tập", ("writer", "head"))}


def make_accounts(board: dict[str, tuple[str, tuple[str, ...]]]) -> None:
    """Make an administrator and the members of a board, all with the interface in Vietnamese."""
    _account("admin", "Quản trị", is_superuser=True)
    for name, (title, codes) in board.items():
        marks = [f"board_{code}" for code in codes]
        _account(name, title).groups.add(*Group.objects.filter(permissions__codename__in=marks))
    get_user_model().objects.get(username="editor").groups.add(_page_editors())


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


def _page_editors() -> Group:
    """Return Wagtail's own group of editors of pages, who here may also publish."""
    group, _ = Group.objects.get_or_create(name="Editors")
    publish = Permission.objects.get(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename="publish_page",
    )
    GroupPagePermission.objects.get_or_create(
        group=group, page=Page.get_first_root_node(), permission=publish
    )
    return group
