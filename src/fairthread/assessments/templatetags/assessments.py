"""How an assessment reads in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from ..words import ANSWERS, MODES, STATES, TONES

register = template.Library()


@register.simple_tag
def state_badge(assessment: Any) -> str:
    return format_html('<span class="badge badge--{}">{}</span>', TONES[assessment.state], STATES[assessment.state])


@register.simple_tag
def mode_words(assessment: Any) -> str:
    return str(MODES[assessment.mode])


@register.filter
def answer_words(value: str, question: Any) -> str:
    """The answer as the tool words it, in the page's language."""
    language = "vi" if (get_language() or "").startswith("vi") else "en"
    told = question.answer_label(value, language)
    return str(ANSWERS.get(told, told))
