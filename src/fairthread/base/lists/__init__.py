"""Lists: search, filters, sorting, keyset paging and download, the same everywhere.

A room declares a `Listing` and answers with `lists.page(request, listing)`.
"""

from .declare import Column, Filter, Listing
from .pages import page

__all__ = ["Column", "Filter", "Listing", "page"]
