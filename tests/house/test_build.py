"""static/dist: what is bundled, and when."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import build_frontend
from tests.house.repository import tracked
from tests.machine import ROOT

SHARED = "export const shared = () => 'a word both pages say'\n"
PAGE = """
import { shared } from './text/shared.js'
import { EditorState } from '@codemirror/state'
console.log('PAGE', shared(), EditorState)
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with two pages that share a module, and the libraries of the real one."""
    for name in build_frontend.MACHINERY:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    write(tmp_path, "static/js/text/shared.js", SHARED)
    for page in ("table", "board"):
        write(tmp_path, f"static/js/{page}.js", PAGE.replace("PAGE", page))
    write(tmp_path, "static/css/parts/colour.css", "ins { color: green }\n")
    write(tmp_path, "static/css/parley.css", "@import './parts/colour.css';\n")
    return tmp_path


def write(house: Path, name: str, text: str) -> None:
    (house / name).parent.mkdir(parents=True, exist_ok=True)
    (house / name).write_text(text)


def built(house: Path) -> set[str]:
    dist = house / "static" / "dist"
    return {path.name for path in dist.glob("*.*") if path.suffix in {".js", ".css"}}


def test_what_lies_at_the_top_is_an_entry_and_nothing_else(house: Path) -> None:
    build_frontend.build(house)
    assert built(house) == {"table.js", "board.js", "parley.css"}
    assert "ins{color:green}" in (house / "static/dist/parley.css").read_text()


def test_what_two_pages_share_is_sent_once(house: Path) -> None:
    build_frontend.build(house)
    scripts = (house / "static" / "dist").rglob("*.js")
    assert [path.parent.name for path in scripts if "a word both" in path.read_text()] == ["chunks"]


def test_nothing_changed_nothing_built(house: Path) -> None:
    build_frontend.build(house)
    table = house / "static/dist/table.js"
    table.write_text("left alone")
    build_frontend.build(house)
    assert table.read_text() == "left alone"


@pytest.mark.parametrize("name", ["static/js/text/shared.js", "static/css/parts/new.css"])
def test_a_changed_source_is_built_and_old_files_go(house: Path, name: str) -> None:
    build_frontend.build(house)
    (house / "static/dist/left-over.js").touch()
    write(house, name, "" if name.endswith("css") else "export const shared = () => 'another'\n")
    build_frontend.build(house)
    assert built(house) == {"table.js", "board.js", "parley.css"}


def test_a_mistake_leaves_what_was_there(house: Path) -> None:
    build_frontend.build(house)
    before = (house / "static/dist/table.js").read_text()
    write(house, "static/js/table.js", "import './nowhere.js'\n")
    with pytest.raises(subprocess.CalledProcessError):
        build_frontend.build(house)
    assert (house / "static/dist/table.js").read_text() == before
    assert not list((house / "static").glob(".dist-*"))


@pytest.fixture
def sources(frontend: Path) -> set[str]:
    assert frontend == ROOT / "static" / "dist"
    scripts = {path.name for path in (ROOT / "static" / "js").glob("*.js")}
    return scripts | {path.name for path in (ROOT / "static" / "css").glob("*.css")}


def test_every_page_of_this_house_is_built(sources: set[str]) -> None:
    assert sources
    assert built(ROOT) == sources


def test_a_wheel_holds_what_a_server_needs_and_no_more(sources: set[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {f"static/dist/{name}" for name in sources}
    needed |= {
        name for name in tracked() if name.startswith(("models/", "server/", "client_templates/"))
    }
    assert not needed - names
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"models", "server", "client_templates", "static"}
