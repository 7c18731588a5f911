"""The second factor of a signature: proved here, before the act enters the one door.

A passkey assents to a challenge made of what is signed; where there is none, the code on the paper
card and a one-time code do. What is kept as evidence is what verifies later, and no secret.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from secrets import compare_digest
from typing import TypeVar
from urllib.parse import urlsplit

import pyotp
from starlette.requests import Request

from models.acts import Act
from models.assent import Assenting, challenge
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.rules import decide
from models.signing import Evidence, Factor
from server.live.batch import mint
from server.store.assertions import NotAssented, check, encoded
from server.store.factors import Passkey
from server.web.access import Visit, secure
from server.web.services import in_store, services

A = TypeVar("A", bound=Act)
STEP = 30
"""Seconds that a one-time code is good for (RFC 6238)."""
DRIFT = (0, -1, 1)
"""The steps around now whose codes are taken: telephones' clocks differ."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where people are, as their browsers and authenticators know it."""

    id: str
    origin: str
    able: bool
    """Whether browsers let passkeys be used here: a secure context with a name."""


def site_of(request: Request) -> Site:
    """The site of a request: the address people open, behind whatever proxy."""
    settings = services(request).settings
    parts = urlsplit(settings.public_url or f"{request.url.scheme}://{request.url.netloc}")
    name = parts.hostname or ""
    able = name == "localhost" or (secure(request, settings) and not _is_address(name))
    return Site(name, f"{parts.scheme}://{parts.netloc}", able)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def proven(request: Request, visit: Visit, act: A) -> A:
    """The act with the evidence that its second factor left; others as they are. Raises Refusal.

    What would be refused anyway is refused first, so that no one-time code is used up by it.
    """
    if not isinstance(act, Assenting):
        return act
    rehearsal = visit.room.negotiation.rehearsal
    if act.evidence.factor is Factor.UNPROVED and rehearsal:
        return replace(act, evidence=Evidence())
    if act.evidence.factor not in (Factor.PASSKEY, Factor.CODE):
        raise needed()
    actor, now = visit.visitor.actor, visit.room.now()
    decide(visit.room.negotiation, act, actor, now, mint)
    if act.evidence.factor is Factor.PASSKEY:
        return replace(act, evidence=await _by_passkey(request, visit, act))
    return replace(act, evidence=await _by_code(request, visit, act.evidence.proof))


def check_unproved(negotiation: Negotiation, act: Act) -> None:
    """Pass if this act needs no proof: sockets wait for no store, so they prove nothing."""
    if not isinstance(act, Assenting):
        return
    if not negotiation.rehearsal or act.evidence != Evidence():
        raise needed()


def needed() -> Refusal:
    """A signature takes a second factor."""
    return Refusal(
        "second_factor_needed",
        "A signature takes more than being signed in.",
        "Open the page for signing, and sign with a passkey, or with your card and a code.",
        rule="F-9",
    )


def _not_proved(next_step: str) -> Refusal:
    return _wrong("The second factor could not be verified, so nothing was signed.", next_step)


def _wrong(sentence: str, next_step: str) -> Refusal:
    return Refusal("second_factor_wrong", sentence, next_step, rule="F-9")


# --- passkeys ------------------------------------------------------------------------------------


async def _by_passkey(request: Request, visit: Visit, act: Assenting) -> Evidence:
    given, site, n = act.evidence.proof, site_of(request), visit.room.negotiation
    person = visit.visitor.actor.person
    known = await in_store(services(request).factors.passkeys, n.id, person)
    key = next((one for one in known if one.id == given.get("credentialId")), None)
    if key is None:
        raise _not_proved("This passkey is not registered for you: register it, or use the code.")
    proof = _proof(given, key, site)
    used = {one.evidence.proof.get("signature") for one in n.signatures.values()}
    try:
        uses = check(proof, challenge(n, act, visit.visitor.actor), key.uses)
    except NotAssented:
        raise _not_proved("Read the page again, and sign once more on this device.") from None
    if proof["signature"] in used:
        raise _not_proved("Sign once more: this assent was used before.")
    await in_store(services(request).factors.passkey_used, key.id, uses)
    return Evidence(factor=Factor.PASSKEY, proof=proof)


def _proof(given: Mapping[str, str], key: Passkey, site: Site) -> Mapping[str, str]:
    told = {name: given.get(name, "") for name in ("authenticatorData", "clientDataJSON")}
    return {
        "credentialId": key.id,
        "publicKey": encoded(key.public_key),
        **told,
        "signature": given.get("signature", ""),
        "rpId": site.id,
        "origin": site.origin,
    }


# --- the card and a one-time code ----------------------------------------------------------------


async def _by_code(request: Request, visit: Visit, given: Mapping[str, str]) -> Evidence:
    n, person = visit.room.negotiation, visit.visitor.actor.person
    factors, now = services(request).factors, int(visit.room.now().timestamp())
    card = given.get("card", "")
    if card or not n.rehearsal:
        await check_card(request, visit, card)
    secret = await in_store(factors.secret_of, n.id, person)
    if secret is None:
        raise _not_proved(
            "On the page for signing, set up one-time codes first: anew, if you had them before."
        )
    guess(request, visit)
    step = step_of(secret, given.get("code", ""), now // STEP)
    if step is None or not await in_store(factors.use_step, n.id, person, secret, step):
        raise _not_proved("Wait for the next code of your app, and enter that one.")
    guessed(request, visit)
    return Evidence(factor=Factor.CODE, proof={"step": str(step)})


def step_of(secret: str, typed: str, now: int) -> int | None:
    """The step whose code this is, near the step now; None: of none."""
    code, codes = "".join(typed.split()), pyotp.TOTP(secret)
    near = [now + drift for drift in DRIFT]
    return next(
        (s for s in near if compare_digest(codes.generate_otp(s).encode(), code.encode())), None
    )


async def check_card(request: Request, visit: Visit, typed: str) -> None:
    """Pass if this is the code on this person's card; throttled as joining is. Raises Refusal."""
    n, person = visit.room.negotiation, visit.visitor.actor.person
    guess(request, visit)
    if not await in_store(services(request).invitations.card_of, n.id, person, typed[:64]):
        raise _wrong("This is not the code on your card.", "Check it against your paper card.")
    guessed(request, visit)


def guess(request: Request, visit: Visit) -> None:
    """Count a guess at somebody's codes before it is checked; raises Refusal after too many."""
    wait = services(request).throttle.attempt(*_guesser(request, visit), time.monotonic())
    if wait > 0:
        raise Refusal(
            "too_many_guesses",
            "Too many codes were tried.",
            "Wait some minutes, then try again.",
            rule="F-9",
        )


def guessed(request: Request, visit: Visit) -> None:
    """The guess was right: it does not count."""
    services(request).throttle.succeeded(*_guesser(request, visit))


def _guesser(request: Request, visit: Visit) -> tuple[str, str]:
    # By person, not by what is typed: nobody has more tries for knowing more locators.
    whose = f"{visit.visitor.negotiation}/{visit.visitor.actor.person}"
    address = request.client.host if request.client is not None else ""
    return address, hashlib.sha256(whose.encode()).hexdigest()
