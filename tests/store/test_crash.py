"""kill -9 at any moment: what was acknowledged is there, once and in order, in a sound record."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

from models import acts
from models.draft import Watch
from server.store.database import open_engine
from server.store.ledger import Ledger
from server.store.schema import upgrade
from server.store.verify import verify
from tests.machine import ROOT
from tests.store.story import begin

WRITER = """
import sys
from server.store.database import open_engine
from server.store.ledger import Ledger
from server.store.replay import replay
from tests.store.story import Scribe

ledger = Ledger(open_engine(sys.argv[1]), "harbour")
scribe = Scribe(replay(ledger.load()), mark=sys.argv[2])
while True:
    for _ in range(3):
        scribe.type("ana", "id0", ("x",))
    typed = [record.act_id for record in scribe.waiting]
    scribe.keep(ledger)
    print(*typed, flush=True)
"""


def test_what_was_acknowledged_survives_the_kill(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    scribe, ledger = begin(engine)
    scribe.act("host", acts.PublishText())
    scribe.act("chair", acts.OpenSession(session="one", present=("boats", "anglers")))
    scribe.act("chair", acts.PutOnScreen(clause="C1"))
    scribe.minted = iter(["id0"])
    scribe.start("ana", watch=Watch.ALL)
    scribe.keep(ledger)
    engine.dispose()
    chance = random.Random(1)
    acknowledged = [act for run in range(5) for act in written(database_url, run, chance)]
    kept = [record.act_id for record in Ledger(engine, "harbour").load().records]
    assert set(acknowledged) <= set(kept)
    assert [act for act in kept if act in set(acknowledged)] == acknowledged
    assert len(acknowledged) > 10
    report = verify(engine, "harbour")
    assert report.sound, report
    engine.dispose()


def written(url: str, run: int, chance: random.Random) -> list[str]:
    """What one writer said was kept before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, url, f"run{run}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    said = writer.stdout.readline()
    time.sleep(chance.uniform(0, 0.05))
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    # The kill may have cut the last line in two.
    return (said + rest).rpartition("\n")[0].split()
