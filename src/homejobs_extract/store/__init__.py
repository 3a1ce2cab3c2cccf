"""Results of a batch, queried with DuckDB and written out for other tools."""

from homejobs_extract.store.database import Store, StoreError
from homejobs_extract.store.totals import DIMENSIONS, Filters, totals

__all__ = ["DIMENSIONS", "Filters", "Store", "StoreError", "totals"]
