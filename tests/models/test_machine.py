"""A negotiation of random acts by random people, and what holds all the same.

Whatever is asked is either refused, and then nothing changes, or leads to a state in which the
invariants hold. Most acts are drawn so that they have a chance; some are sheer nonsense.

`PARLEY_MACHINE_EXAMPLES=10000 python -m pytest tests/models/test_machine.py` looks for longer.
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

from tests.models.machine.closing import Closing
from tests.models.machine.conferring import Conferring
from tests.models.machine.counting import Counting
from tests.models.machine.holding import Holding
from tests.models.machine.partaking import Partaking
from tests.models.machine.settling import Settling
from tests.models.machine.standing import Standing


class Talks(Settling, Standing, Closing, Conferring, Partaking, Counting, Holding):
    """One negotiation and everybody in it."""


EXAMPLES = int(os.environ.get("PARLEY_MACHINE_EXAMPLES", "120"))

TestTalks = Talks.TestCase
# Explaining a failure takes minutes; the shrunk example says enough.
PHASES = [phase for phase in Phase if phase is not Phase.explain]
TestTalks.settings = settings(max_examples=EXAMPLES, stateful_step_count=40, phases=PHASES)
