"""The most memory that this process and those it started have held, and the time of the processor that they took."""

import os
import sys
from pathlib import Path

PROCESSES = Path("/proc")


def peak_bytes() -> int | None:
    """The sum of the peaks of this process and of its living descendants: no less than what they held at once. To be asked
    while the workers are alive; None on a system that does not tell.

    `getrusage` alone would miss the workers: it tells of the largest child only, once it has been waited for, and the
    workers of a fork server are not our children.
    """
    if PROCESSES.joinpath("self/status").exists():
        return sum(map(_peak, _family()))
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 (not on every system)

    scale = 1 if sys.platform == "darwin" else 1024
    return scale * sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def processor_seconds() -> float | None:
    """The processor time of this process and its living descendants so far; None on a system that does not tell."""
    if not PROCESSES.joinpath("self/stat").exists():
        return None
    return sum(map(_ticks, _family())) / os.sysconf("SC_CLK_TCK")


def _ticks(process: str) -> int:
    try:
        # The name of a process, in brackets, may hold spaces; user and system time are the 12th and 13th field behind it.
        fields = (PROCESSES / process / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return int(fields[11]) + int(fields[12])


def own_peak_bytes() -> int | None:
    """The peak of this process alone; None on a system that does not tell."""
    return _peak("self") if PROCESSES.joinpath("self/status").exists() else None


def _family() -> set[str]:
    """The numbers of this process and all its descendants."""
    parents = {}
    for status in PROCESSES.glob("[0-9]*/status"):
        parent = _field(status, "PPid")
        if parent:
            parents[status.parent.name] = parent
    family = {str(PROCESSES.joinpath("self").readlink())}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _peak(process: str) -> int:
    """The peak of the resident set in bytes; 0 for a process that has just ended."""
    return 1024 * int(_field(PROCESSES / process / "status", "VmHWM").removesuffix("kB") or 0)


def _field(status: Path, name: str) -> str:
    try:
        lines = status.read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:")), "")
