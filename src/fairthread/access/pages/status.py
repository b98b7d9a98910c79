"""What a page with a form answers."""

from __future__ import annotations

from django import forms


def status_of(form: forms.Form | forms.ModelForm) -> int:
    """400 when the form comes back with errors, so that programs and tests need not read the page."""
    return 400 if form.errors else 200
