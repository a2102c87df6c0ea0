"""Extract: pages and imported files in, articles out. What gives no article leaves a Rejection that says why."""

from vigie.extract.importing import ImportReport, Options, import_files
from vigie.extract.page import article_of
from vigie.extract.stage import Settings, run

__all__ = ["ImportReport", "Options", "Settings", "article_of", "import_files", "run"]
