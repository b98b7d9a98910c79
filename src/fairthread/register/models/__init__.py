from .factories import BuyerLink, Factory, FactoryName, Merge, StatusChange
from .organisations import Organisation
from .places import Country, Province, Sector

__all__ = [
    "BuyerLink",
    "Country",
    "Factory",
    "FactoryName",
    "Merge",
    "Organisation",
    "Province",
    "Sector",
    "StatusChange",
]
