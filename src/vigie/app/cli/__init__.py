"""The command line. Heavy imports stay inside the commands: `vigie --help` must answer in half a second."""

from vigie.app.cli.commands import main

__all__ = ["main"]
