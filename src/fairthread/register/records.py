"""What this room tells the matrix."""

from django.utils.translation import gettext_lazy as _

from ..access.registry import Record, register
from .models import Factory, Organisation

FACTORY = register(
    Record(
        "factory",
        Factory,
        _("a factory"),
        state="status",
        states=("applied", "enrolled", "paused", "left"),
        paths={
            "country": ("country_id",),
            "province": ("province_id", "province_before_id"),
            "organisation": ("owner_id",),
            "factory": ("id",),
        },
    )
)
ORGANISATION = register(
    Record(
        "organisation",
        Organisation,
        _("an organisation"),
        paths={"country": ("country_id",), "organisation": ("id",)},
    )
)
