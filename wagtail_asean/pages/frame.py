"""How our pages sit in the site's own base template.

Our page templates begin with `{% extends asean.frame %}`. The frame is a template made of a
few lines: it extends the site's base template and puts our blocks into the site's. Where the
site has no base template that can take us, the frame is `standalone.html`, a whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.template.base import Node, NodeList, Template, VariableNode
from django.template.loader_tags import BlockNode, ExtendsNode

from wagtail_asean.conf import settings
from wagtail_asean.locks import find_lock

STANDALONE = "wagtail_asean_pages/standalone.html"
PROBED = "base.html"

_BLOCK_NAME = re.compile(r"\A\w[\w.-]*\Z")
_STYLE = '{% include "wagtail_asean_pages/components/style.html" %}'
_DATA = '{% include "wagtail_asean_pages/components/json_ld.html" %}'
_TITLE = "{% language asean.language_code %}{% block asean_title %}{% endblock %}{% endlanguage %}"
_FRAME = """{%% extends "%(base)s" %%}{%% load i18n %%}
{%% block %(title)s %%}%(words)s{%% endblock %%}
%(head)s
{%% block %(content)s %%}%(style)s
<div class="asean" lang="{{ asean.language }}">{%% language asean.language_code %%}
{%% block asean_content %%}{%% endblock %%}
{%% endlanguage %%}</div>
{%% endblock %%}"""
_HEAD = """{%% block %(block)s %%}{{ block.super }}%(style)s
{%% block asean_head %%}{%% endblock %%}
{%% endblock %%}"""


class FramedMixin(models.Model):
    """Gives a page's templates the frame and what stands on each of our pages."""

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # The adapters, which know how to write a language, need the models to be ready.
        from .surroundings import Surroundings

        context["asean"] = Surroundings(self, request)
        return context

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        from .standards.sitemaps import urls_of

        return urls_of(self, request)

    def get_lock(self) -> Any:
        return find_lock(self) or super().get_lock()

    def permissions_for_user(self, user: Any) -> Any:
        # Wagtail's own permissions need the page model, which is not there yet on import.
        from .managed import ManagedPagePermissions

        return ManagedPagePermissions(user, self)


def find_frame() -> Template:
    """Return the template that ours extend, by the site's settings."""
    name = settings.BASE_TEMPLATE or PROBED
    if _unusable_name() or not _shows(name, settings.CONTENT_BLOCK):
        return _django_template(STANDALONE)
    head = settings.HEAD_BLOCK if _shows(name, settings.HEAD_BLOCK) else None
    source = _FRAME % {
        "base": name,
        "title": settings.TITLE_BLOCK,
        "words": _TITLE,
        "content": settings.CONTENT_BLOCK,
        "head": _HEAD % {"block": head, "style": _STYLE} if head else "",
        # What has no place in the head; canonical addresses and Open Graph have none elsewhere.
        "style": "" if head else _STYLE + _DATA,
    }
    return _engine().from_string(source)


def standalone_frame() -> Template:
    """Return the frame that needs nothing of the site's."""
    return _django_template(STANDALONE)


def frame_problem() -> str:
    """Say what is wrong with the settings of the frame, "" where nothing is."""
    unusable = _unusable_name()
    if unusable:
        return f"WAGTAIL_ASEAN[{unusable!r}] can't be the name of a block."
    name = settings.BASE_TEMPLATE
    if name is None:
        return ""
    if _find_template(name) is None:
        return f"WAGTAIL_ASEAN['BASE_TEMPLATE'] names {name!r}, which is no Django template here."
    for setting in ("CONTENT_BLOCK", "HEAD_BLOCK"):
        block = getattr(settings, setting)
        if block and not _shows(name, block):
            return f"WAGTAIL_ASEAN[{setting!r}] names {block!r}, which {name!r} does not show."
    return ""


def _unusable_name() -> str:
    for setting in ("CONTENT_BLOCK", "TITLE_BLOCK", "HEAD_BLOCK"):
        name = getattr(settings, setting)
        if setting == "HEAD_BLOCK" and not name:
            continue
        if not isinstance(name, str) or not _BLOCK_NAME.match(name):
            return setting
    return ""


def _shows(name: str, block: str | None) -> bool:
    template = _find_template(name)
    return template is not None and block in set(shown_blocks(template))


def shown_blocks(template: Template) -> Iterator[str]:
    """Yield the names of the blocks that a template shows, its parents counted in.

    A block that a child template writes down and no parent has is never shown.
    """
    definitions: dict[str, list[BlockNode]] = {}
    root = template
    while True:
        for block in root.nodelist.get_nodes_by_type(BlockNode):
            definitions.setdefault(block.name, []).append(block)
        extends = root.nodelist.get_nodes_by_type(ExtendsNode)
        parent = _find_template(extends[0].parent_name.var) if extends else None
        if parent is None:
            break
        root = parent
    yield from _shown(root.nodelist, definitions)


def _shown(nodes: NodeList, definitions: dict[str, list[BlockNode]]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, BlockNode):
            yield node.name
            for definition in definitions.get(node.name, []):
                yield from _shown(definition.nodelist, definitions)
                if not _calls_super(definition):
                    break
        else:
            for part in node.child_nodelists:
                yield from _shown(getattr(node, part, None) or NodeList(), definitions)


def _calls_super(node: Node) -> bool:
    variables = node.nodelist.get_nodes_by_type(VariableNode)
    return any(str(variable.filter_expression.var) == "block.super" for variable in variables)


def _find_template(name: Any) -> Template | None:
    try:
        return _django_template(str(name))
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return None


def _django_template(name: str) -> Template:
    return _engine().get_template(name)


def _engine() -> Any:
    # Of several engines, the one that shows our templates.
    return loader.get_template(STANDALONE).backend.engine


def engine_name() -> str:
    """Return the name of the engine that shows our templates, also on a site of Jinja2's."""
    return str(loader.get_template(STANDALONE).backend.name)
