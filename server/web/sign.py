"""The page of those who sign: read, choose, prove, sign; a receipt; and their second factors."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pyotp
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from webauthn import generate_registration_options, options_to_json, verify_registration_response
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from models.acts import Act
from models.refusals import Refusal
from models.signing import Factor
from server.store.assertions import decoded, encoded
from server.store.factors import Passkey
from server.web import access, factors, parse
from server.web.access import Visit
from server.web.acts import by_form, home, refused
from server.web.drawing import qr
from server.web.factors import site_of
from server.web.frame import framed, reader_of, regions_of
from server.web.landing import device_of
from server.web.looks.finals import texts
from server.web.looks.lock import manifest_of
from server.web.looks.signing import signer
from server.web.services import in_store, server_time, services

SENT = {
    "sign": ("digest", "manifest", "place"),
    "accede": ("digest", "manifest", "declaration", "effective"),
    "decline": ("digest", "statement"),
    "withdraw_signature": ("effective", "notice"),
}
"""Deed → the fields of its act that a form sends as they are."""


async def show(request: Request) -> Response:
    """Everything one needs to sign, in order."""
    visit = await access.enter(request, "sign")
    n, person = visit.room.negotiation, visit.visitor.actor.person
    known = await in_store(services(request).factors.passkeys, n.id, person)
    secret = await in_store(services(request).factors.secret_of, n.id, person)
    return framed(
        request,
        visit,
        "sign",
        "sign/page.html",
        title="Sign",
        regions=regions_of(visit, "sign"),
        its=signer(reader_of(visit, "sign"), visit.visitor.actor.party or "", person),
        person=person,
        whole_texts=texts(n) if n.final is not None else (),
        manifest=manifest_of(n),
        site=site_of(request),
        passkeys=known,
        has_codes=secret is not None,
        registering=_registering(request, visit, known),
    )


async def sign(request: Request) -> Response:
    """Sign, join, decline, or leave."""
    visit = await access.enter(request, "sign")
    return await by_form(request, visit, assent_of)


def assent_of(form: parse.Fields) -> Act:
    """The act a form asks for, with what its second factor gave."""
    fields: dict[str, str] = {}
    clauses, choices = [], []
    for name, value in form.multi_items():
        if not isinstance(value, str):
            raise parse.malformed("a form of an act has no files")
        if name.startswith("choice:"):
            choices.append((name.removeprefix("choice:"), value))
        elif name == "clauses":
            clauses.append(value)
        else:
            fields[name] = value
    deed = fields.get("deed", "")
    if deed not in SENT:
        raise parse.malformed("one signs, joins, declines or leaves")
    raw: dict[str, Any] = {"kind": deed, "evidence": evidence_of(fields)}
    raw |= {name: fields.get(name, "") for name in SENT[deed]}
    if deed in ("sign", "accede"):
        raw["statements"] = choices
    if deed == "sign":
        raw["clauses"] = clauses
    return parse.act(raw)


def evidence_of(fields: dict[str, str]) -> dict[str, object]:
    """What the second factor gave: an assertion, or two codes."""
    factor = fields.get("factor", Factor.UNPROVED.value)
    if factor == Factor.PASSKEY.value:
        return {"factor": factor, "proof": parse.json_body(fields.get("assertion", "").encode())}
    if factor == Factor.CODE.value:
        return {"factor": factor, "proof": {one: fields.get(one, "") for one in ("card", "code")}}
    return {"factor": factor}


# --- second factors ------------------------------------------------------------------------------


def _challenge(visit: Visit) -> bytes:
    # Of this session: an attestation is not asked for, so it need not be fresh, only bound.
    return hashlib.sha256(b"parley-passkey-1\n" + visit.visitor.session.encode()).digest()


def _registering(request: Request, visit: Visit, known: tuple[Passkey, ...]) -> str:
    """What a browser needs to make a passkey, as JSON."""
    whose = f"{visit.visitor.negotiation}/{visit.visitor.actor.person}"
    options = generate_registration_options(
        rp_id=site_of(request).id or "localhost",
        rp_name="Parley",
        user_id=hashlib.sha256(whose.encode()).digest(),
        user_name=visit.visitor.name,
        challenge=_challenge(visit),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=decoded(one.id)) for one in known],
    )
    return options_to_json(options)


async def register(request: Request) -> Response:
    """Keep the passkey a browser made, for whoever holds the card too."""
    visit = await access.enter(request, "sign")
    back = f"{home(visit)}/sign"
    form = await request.form(max_files=0, max_fields=10)
    try:
        await _with_card(request, visit, str(form.get("card", "")))
        key = _made(request, visit, str(form.get("credential", "")))
        n, person = visit.room.negotiation, visit.visitor.actor.person
        if not await in_store(services(request).factors.add_passkey, n.id, person, key):
            raise _not_made()
    except Refusal as refusal:
        return refused(request, visit, refusal, back)
    return RedirectResponse(back, 303)


def _made(request: Request, visit: Visit, credential: str) -> Passkey:
    site = site_of(request)
    try:
        made = verify_registration_response(
            credential=json.loads(credential),
            expected_challenge=_challenge(visit),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise _not_made() from None
    return Passkey(
        id=encoded(made.credential_id),
        public_key=made.credential_public_key,
        uses=made.sign_count,
        device=device_of(request),
        created=server_time(),
    )


def _not_made() -> Refusal:
    return Refusal(
        "passkey_not_registered",
        "The passkey of this device could not be registered.",
        "Try again, or sign with your card and a code.",
        rule="F-9",
    )


async def remove(request: Request) -> Response:
    """Forget a passkey; what was signed with it stays signed."""
    visit = await access.enter(request, "sign")
    form = await request.form(max_files=0, max_fields=10)
    n, person = visit.room.negotiation, visit.visitor.actor.person
    key = str(form.get("key", ""))
    await in_store(services(request).factors.drop_passkey, n.id, person, key)
    return RedirectResponse(f"{home(visit)}/sign", 303)


async def codes(request: Request) -> Response:
    """Make a secret for one-time codes, and show it this once."""
    visit = await access.enter(request, "sign")
    form = await request.form(max_files=0, max_fields=10)
    try:
        await _with_card(request, visit, str(form.get("card", "")))
    except Refusal as refusal:
        return refused(request, visit, refusal, f"{home(visit)}/sign")
    secret, n = pyotp.random_base32(), visit.room.negotiation
    person, now = visit.visitor.actor.person, server_time()
    await in_store(services(request).factors.keep_secret, n.id, person, secret, now)
    link = pyotp.TOTP(secret, name=visit.visitor.name, issuer="Parley").provisioning_uri()
    return framed(
        request,
        visit,
        "sign",
        "sign/codes.html",
        title="Sign",
        qr=qr(link),
        secret=secret,
    )


async def _with_card(request: Request, visit: Visit, typed: str) -> None:
    """A session alone sets up nothing: a telephone left on a table signs for nobody."""
    if typed or not visit.room.negotiation.rehearsal:
        await factors.check_card(request, visit, typed)


routes = [
    Route("/n/{negotiation}/sign", show, methods=["GET"]),
    Route("/n/{negotiation}/sign", sign, methods=["POST"]),
    Route("/n/{negotiation}/sign/passkeys", register, methods=["POST"]),
    Route("/n/{negotiation}/sign/passkeys/remove", remove, methods=["POST"]),
    Route("/n/{negotiation}/sign/codes", codes, methods=["POST"]),
]
