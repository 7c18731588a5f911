"""Whether a passkey assented: asked at the door, and again by whoever holds the evidence."""

from __future__ import annotations

from collections.abc import Mapping

from webauthn import base64url_to_bytes, verify_authentication_response
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

GIVEN = ("credentialId", "authenticatorData", "clientDataJSON", "signature")
"""What an authenticator gives, base64url; `publicKey` (COSE), `rpId` and `origin` are ours."""


class NotAssented(Exception):
    """The assertion is not one of this passkey, over this challenge, by a verified user."""


def encoded(data: bytes) -> str:
    """Base64url without padding, as everything in a proof is written."""
    return bytes_to_base64url(data)


def decoded(text: str) -> bytes:
    """The bytes of something so encoded."""
    return base64url_to_bytes(text)


def check(proof: Mapping[str, str], challenge: bytes, uses: int = 0) -> int:
    """The counter that the authenticator told; raises NotAssented. Needs nothing but its arguments.

    User verification is required: the signature of a passkey that merely lay there is none.
    """
    try:
        given = {name: proof[name] for name in GIVEN}
        credential = given.pop("credentialId")
        verified = verify_authentication_response(
            credential={
                "id": credential,
                "rawId": credential,
                "type": "public-key",
                "response": given,
            },
            expected_challenge=challenge,
            expected_rp_id=proof["rpId"],
            expected_origin=proof["origin"],
            credential_public_key=base64url_to_bytes(proof["publicKey"]),
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except (WebAuthnException, KeyError, ValueError, TypeError) as wrong:
        raise NotAssented(str(wrong)) from None
    return verified.new_sign_count
