"""Publish: one stored brief, many renderers, one object.

`render` gives one format, `site_files` a whole site, `run` is the stage.
"""

from vigie.publish.rendering import Format, render
from vigie.publish.site import site_files
from vigie.publish.stage import Settings, run

__all__ = ["Format", "Settings", "render", "run", "site_files"]
