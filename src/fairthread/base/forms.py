"""Parts of forms that several rooms use."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """A day in the browser's own calendar; what is sent is ISO whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
