"""Installs the `dev` dependency group of pyproject.toml into this environment: pip reads such groups only since 25.1."""

import subprocess
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
wanted = project["dependency-groups"]["dev"]
pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
sys.exit(subprocess.run([*pip, *wanted], check=False).returncode)  # noqa: S603 (our own list)
