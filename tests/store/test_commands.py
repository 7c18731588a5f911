"""The commands print what happened, decline in a sentence, and say so by their status."""

from __future__ import annotations

import json
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.facts import PlannedSession
from server import commands, demo
from server.commands.people import convened_at
from server.convene import convening
from server.settings import Settings
from server.store.checkpoints import Notary, signed
from server.store.database import open_engine
from server.store.invitations import Invitations
from server.store.keys import open_key
from server.store.ledger import Ledger
from server.store.sessions import Sessions
from tests.store.samples import NOW, convened
from tests.store.story import HARBOUR


@pytest.fixture
def settings(database_url: str) -> Settings:
    """The settings of a server on an empty database."""
    return Settings(database=database_url, public_url="https://parley.example/")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The harbour's file."""
    path = tmp_path / "harbour.yaml"
    path.write_text(HARBOUR, encoding="utf-8")
    return path


Said = pytest.CaptureFixture[str]


def test_convening_prints_a_link_and_a_code_that_work(
    settings: Settings, file: Path, tmp_path: Path, capsys: Said
) -> None:
    links = tmp_path / "new" / "links.json"
    assert commands.convene(settings, file, rehearsal=True, invitations=links) == 0
    said = capsys.readouterr().out
    codes = re.findall(r"https://parley\.example/join/(\S+)   code (\S+)", said)
    assert len(codes) == 7
    assert "Ana (boats, head_of_delegation)" in said
    engine = open_engine(settings.database)
    for token, code in codes:
        by_link = Invitations(engine).redeem_link(token, NOW)
        assert by_link is not None
        assert Invitations(engine).redeem_code(code, NOW) == by_link
    engine.dispose()
    assert set(json.loads(links.read_text())) == {
        *("chair", "host", "ana", "ben", "sam", "press", "projector")
    }
    assert stat.S_IMODE(links.stat().st_mode) == 0o600


def test_convening_twice_is_declined(settings: Settings, file: Path, capsys: Said) -> None:
    assert commands.convene(settings, file) == 0
    capsys.readouterr()
    assert commands.convene(settings, file) == 1
    assert "there is a negotiation 'harbour' already" in capsys.readouterr().err


def test_a_wrong_file_is_declined_line_by_line(
    settings: Settings, file: Path, capsys: Said
) -> None:
    file.write_text(HARBOUR.replace("quorum: 2", "quorum: most"), encoding="utf-8")
    assert commands.convene(settings, file) == 2
    said = capsys.readouterr().err
    assert re.search(r"harbour\.yaml: line \d+: rules\.quorum: ", said)
    assert commands.convene(settings, file.with_name("nowhere.yaml")) == 1
    assert "nowhere.yaml" in capsys.readouterr().err
    assert demo.demo(settings, file, host="127.0.0.1", port=None) == 2


def test_a_rehearsal_is_convened_before_the_days_it_rehearses() -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    begun = convening(HARBOUR, rehearsal=True).convened
    assert convened_at(begun, now) == datetime(2027, 1, 11, 3, tzinfo=UTC)
    assert convened_at(begun, NOW - timedelta(days=99)) == NOW - timedelta(days=99)
    assert convened_at(convening(HARBOUR).convened, now) == now
    assert convened_at(convened(), now) == now
    vague = PlannedSession("S1", "S1", "in spring")
    begun = type(begun)(**{**{f: getattr(begun, f) for f in begun.__slots__}, "sessions": (vague,)})
    assert convened_at(begun, now) == now


def test_a_record_is_verified_copied_and_brought_back(
    settings: Settings, file: Path, tmp_path: Path, capsys: Said
) -> None:
    assert commands.verify(settings) == 0
    assert "no negotiation" in capsys.readouterr().out
    commands.convene(settings, file)
    assert commands.verify(settings, "harbour") == 0
    assert "harbour: sound: 1 entries" in capsys.readouterr().out
    assert commands.verify(settings, "lake") == 1
    capsys.readouterr()
    copy = tmp_path / "copy.db"
    assert commands.backup(settings, copy) == 0
    assert commands.backup(settings, copy) == 1
    assert "never replaces" in capsys.readouterr().err
    assert commands.restore(settings, copy) == 0
    assert "harbour: sound" in capsys.readouterr().out
    file.write_text(HARBOUR.replace("id: harbour", "id: lake"), encoding="utf-8")
    commands.convene(settings, file)
    assert commands.restore(settings, copy) == 1
    assert "lake is not in the copy" in capsys.readouterr().err
    assert commands.restore(settings, copy, replace=True) == 0
    assert commands.verify(settings, "lake") == 1


def test_invitations_are_listed_issued_again_and_ended(
    settings: Settings, file: Path, tmp_path: Path, capsys: Said
) -> None:
    links = tmp_path / "links.json"
    commands.convene(settings, file, invitations=links)
    capsys.readouterr()
    old = json.loads(links.read_text())["ana"].removeprefix("/join/")
    assert commands.invite(settings, "harbour") == 0
    assert capsys.readouterr().out.count("used 0 times") == 7
    assert commands.invite(settings, "harbour", "ana", again=True) == 0
    new = re.search(r"/join/(\S+)", capsys.readouterr().out)
    assert new is not None
    engine = open_engine(settings.database)
    invitations = Invitations(engine)
    assert invitations.look(old) is None
    assert invitations.look(new[1]) is not None
    hour = timedelta(hours=1)
    sessions = Sessions(engine, idle=hour, limit=hour)
    token = sessions.open("harbour", "ana", "phone", datetime.now(UTC))
    assert commands.invite(settings, "harbour", "ana", revoke=True) == 0
    assert "ended 1 invitations and 1 sessions" in capsys.readouterr().out
    assert sessions.find(token, datetime.now(UTC)) == ()
    assert invitations.look(new[1]) is None
    assert Ledger(engine, "harbour").load().fence == 1
    engine.dispose()


@pytest.mark.parametrize(
    ("negotiation", "person", "again", "said"),
    [
        ("lake", None, False, "no negotiation 'lake'"),
        ("harbour", "zoe", False, "no 'zoe' in harbour"),
        ("harbour", "ana", True, "either"),
    ],
)
def test_what_cannot_be_done_is_said(
    settings: Settings,
    file: Path,
    capsys: Said,
    negotiation: str,
    person: str | None,
    *,
    again: bool,
    said: str,
) -> None:
    commands.convene(settings, file)
    assert commands.invite(settings, negotiation, person, again=again, revoke=again) == 1
    assert said in capsys.readouterr().err


def test_a_database_that_is_not_there_is_declined(capsys: Said) -> None:
    settings = Settings(database="postgresql://nobody@127.0.0.1:1/nothing")
    assert commands.verify(settings) == 1
    assert capsys.readouterr().err.strip()


def test_a_record_is_held_against_a_checkpoint_that_somebody_kept(
    settings: Settings, file: Path, tmp_path: Path, capsys: Said
) -> None:
    settings = settings.model_copy(update={"signing_key": str(tmp_path / "signing.key")})
    commands.convene(settings, file)
    engine, key = open_engine(settings.database), open_key(settings.key_file)
    ledger = Ledger(engine, "harbour")
    ledger.load()
    stamp = Notary(engine, "harbour", key).stamp(ledger.end, ledger.batch, NOW)
    engine.dispose()
    capsys.readouterr()
    own, later, none = (tmp_path / name for name in ("own", "later", "none"))
    own.write_text(stamp.note, "utf-8")
    later.write_text(signed(stamp.checkpoint._replace(number=2), key), "utf-8")
    none.write_text("no note", "utf-8")
    assert commands.verify(settings, held=own) == 0
    assert "signed up to entry 1 and batch 1" in capsys.readouterr().out
    assert commands.verify(settings, held=later) == 1
    assert "the checkpoint you hold: says that there was main chain, entry 2" in (
        capsys.readouterr().out
    )
    assert commands.verify(settings, held=none) == 1
    assert "no signed checkpoint" in capsys.readouterr().err
    settings.key_file.write_text("no key", "utf-8")
    assert commands.verify(settings) == 1
    assert "holds no key" in capsys.readouterr().err
