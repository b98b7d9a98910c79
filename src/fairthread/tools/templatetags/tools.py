"""How parts of a tool read in templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from ..legal import legal_words

register = template.Library()


@register.filter
def law(references: Iterable[str]) -> str:
    """Legal references in the page's language, joined."""
    language = "vi" if (get_language() or "").startswith("vi") else "en"
    return "; ".join(legal_words(reference, language) for reference in references)
