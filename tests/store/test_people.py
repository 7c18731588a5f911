"""Invitations and sessions: who comes in, on which device, and how that ends."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine, insert, select

from server.store import tables, tokens
from server.store.database import writing
from server.store.invitations import Guest, Invitations
from server.store.sessions import Sessions
from tests.store.samples import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def invitations(engine: Engine) -> Invitations:
    """Invitations, with two negotiations to invite to."""
    with writing(engine) as connection:
        rows = [
            {"id": name, "title": name, "created": NOW, "fence": 0, "place": 0}
            for name in ("n1", "n2")
        ]
        connection.execute(insert(tables.negotiations), rows)
    return Invitations(engine)


@pytest.fixture
def sessions(engine: Engine, invitations: Invitations) -> Sessions:
    """Sessions that end after two silent hours, or eight."""
    return Sessions(engine, idle=2 * HOUR, limit=8 * HOUR)


def test_a_person_comes_in_by_link_and_by_code(invitations: Invitations) -> None:
    ana, ben = invitations.issue("n1", ["ana", "ben"], NOW)
    by_link = invitations.redeem_link(ana.token, NOW)
    by_code = invitations.redeem_code(f" {ana.card.lower()} ", NOW + HOUR)
    assert by_link is not None
    assert by_link == by_code
    assert (by_link.negotiation, by_link.person) == ("n1", "ana")
    assert ben.path == f"/join/{ben.token}"
    kept = {each.person: each for each in invitations.of("n1")}
    assert (kept["ana"].redeemed, kept["ana"].last_redeemed) == (2, NOW + HOUR)
    assert kept["ben"].redeemed == 0


def test_looking_at_a_link_does_not_use_it(invitations: Invitations) -> None:
    (ticket,) = invitations.issue("n1", ["ana"], NOW)
    guest = invitations.look(ticket.token)
    assert isinstance(guest, Guest)
    assert invitations.of("n1")[0].redeemed == 0


def test_inviting_again_kills_the_former_link_and_code(invitations: Invitations) -> None:
    (old,) = invitations.issue("n1", ["ana"], NOW)
    (new,) = invitations.issue("n1", ["ana"], NOW + HOUR)
    assert invitations.look(old.token) is None
    assert invitations.redeem_link(old.token, NOW) is None
    assert invitations.redeem_code(old.code, NOW) is None
    assert invitations.redeem_code(new.code, NOW) is not None
    assert [each.revoked for each in invitations.of("n1")] == [None]


def test_a_revoked_invitation_lets_nobody_in(invitations: Invitations) -> None:
    ana, ben = invitations.issue("n1", ["ana", "ben"], NOW)
    assert invitations.revoke("n1", ["ana"], NOW) == 1
    assert invitations.revoke("n1", ["ana"], NOW) == 0
    assert invitations.redeem_link(ana.token, NOW) is None
    assert invitations.redeem_link(ben.token, NOW) is not None
    assert [each.revoked for each in invitations.of("n1")] == [NOW, None]


@pytest.mark.parametrize("typed", ["", "2222", "0000-000-000", "ILOS-ILO-SIL", "é" * 10, "A" * 500])
def test_what_is_no_code_lets_nobody_in(invitations: Invitations, typed: str) -> None:
    assert invitations.redeem_code(typed, NOW) is None


def test_the_right_locator_with_a_wrong_secret_lets_nobody_in(invitations: Invitations) -> None:
    (ticket,) = invitations.issue("n1", ["ana"], NOW)
    wrong = "A" if ticket.code[-1] != "A" else "C"
    assert invitations.redeem_code(ticket.code[:-1] + wrong, NOW) is None
    assert invitations.redeem_link(ticket.token[:-1], NOW) is None


def test_the_database_holds_nothing_one_could_come_in_with(
    invitations: Invitations, sessions: Sessions, engine: Engine
) -> None:
    (ticket,) = invitations.issue("n1", ["ana"], NOW)
    cookie = sessions.open("n1", "ana", "phone", NOW)
    with engine.connect() as connection:
        kept = repr(
            [connection.execute(select(table)).all() for table in tables.metadata.sorted_tables]
        )
    for secret in (ticket.token, ticket.code, ticket.code[tokens.LOCATOR :], cookie):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_an_invitation_redeemed_while_revoked_is_one_or_the_other(
    invitations: Invitations,
) -> None:
    (ticket,) = invitations.issue("n1", ["ana"], NOW)
    let_in: list[object] = []
    threads = [
        Thread(target=lambda: let_in.append(invitations.redeem_link(ticket.token, NOW)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    invitations.revoke("n1", ["ana"], NOW)
    for thread in threads:
        thread.join()
    counted = invitations.of("n1")[0].redeemed
    assert counted == len([guest for guest in let_in if guest is not None])


def test_one_person_may_sit_at_two_devices(sessions: Sessions) -> None:
    phone = sessions.open("n1", "ana", "phone", NOW)
    laptop = sessions.open("n1", "ana", "laptop" * 100, NOW)
    assert phone != laptop
    assert [each.device[:6] for each in sessions.of("n1", NOW)] == ["phone", "laptop"]
    (lost,) = sessions.find(phone, NOW)
    assert sessions.revoke(lost.id, NOW)
    assert not sessions.revoke(lost.id, NOW)
    assert sessions.find(phone, NOW) == ()
    assert len(sessions.find(laptop, NOW)) == 1


def test_one_browser_may_sit_in_two_negotiations_and_gets_a_new_token_each_time(
    sessions: Sessions,
) -> None:
    planted = sessions.open("n1", "ana", "phone", NOW)
    second = sessions.open("n2", "anna", "phone", NOW, former=planted)
    assert {each.negotiation for each in sessions.find(second, NOW)} == {"n1", "n2"}
    assert sessions.find(planted, NOW) == ()
    third = sessions.open("n1", "ben", "phone", NOW, former=second)
    assert sorted(each.person for each in sessions.find(third, NOW)) == ["anna", "ben"]
    assert [each.person for each in sessions.of("n1", NOW)] == ["ben"]
    assert sessions.sign_out(third, NOW) == 2
    assert sessions.find(third, NOW) == ()


def test_a_session_ends_when_silent_and_when_old(sessions: Sessions) -> None:
    token = sessions.open("n1", "ana", "phone", NOW)
    assert sessions.find(token, NOW + 2 * HOUR) == ()
    for hours in range(1, 7):
        assert len(sessions.find(token, NOW + hours * HOUR)) == 1
    (session,) = sessions.find(token, NOW + 7 * HOUR)
    assert session.expires == NOW + 8 * HOUR
    assert sessions.find(token, NOW + 8 * HOUR) == ()
    assert sessions.still_live([session.id], NOW + 8 * HOUR) == frozenset()


def test_ending_a_persons_sessions_tells_which_sockets_to_close(sessions: Sessions) -> None:
    ids = []
    for person in ("ana", "ana", "ben"):
        (session,) = sessions.find(sessions.open("n1", person, "x", NOW), NOW)
        ids.append(session.id)
    assert sessions.still_live(ids, NOW) == set(ids)
    assert sessions.revoke_person("n1", "ana", NOW) == 2
    assert sessions.still_live(ids, NOW) == {ids[2]}
    assert sessions.still_live([], NOW) == frozenset()
    assert sessions.sweep(NOW + HOUR) == 2


def test_an_unknown_token_stands_for_nobody(sessions: Sessions) -> None:
    assert sessions.find("", NOW) == ()
    assert sessions.find("x" * 4000, NOW) == ()
