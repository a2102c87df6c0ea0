"""StoreKit: what every Store promises.

class TestMyStore(StoreKit):
    def make_store(self, folder: Path) -> Store:
        return MyStore(folder / "archive")
"""

from vigie.ports.testing.article_kit import ArticleKit
from vigie.ports.testing.call_kit import CallKit
from vigie.ports.testing.correction_kit import CorrectionKit
from vigie.ports.testing.edition_kit import EditionKit
from vigie.ports.testing.health_kit import HealthKit
from vigie.ports.testing.host_kit import HostKit
from vigie.ports.testing.making_kit import MakingKit
from vigie.ports.testing.page_kit import PageKit
from vigie.ports.testing.story_kit import StoryKit


class StoreKit(PageKit, ArticleKit, StoryKit, CorrectionKit, EditionKit, MakingKit, HealthKit, CallKit, HostKit):
    """All promises, told in page_kit.py, article_kit.py, story_kit.py, correction_kit.py, edition_kit.py,
    making_kit.py, health_kit.py, call_kit.py and host_kit.py."""
