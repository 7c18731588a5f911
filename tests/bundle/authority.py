"""A time-stamping authority of our own, written from RFC 3161 and RFC 5652, element by element."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.bundle.check import Der

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
NOW = datetime(2027, 1, 18, 12, tzinfo=UTC)
SHA256 = bytes.fromhex("608648016503040201")
RSA_SHA256, EC_SHA256 = bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a8648ce3d040302")
SIGNED_DATA, TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
CONTENT_TYPE, DIGEST = bytes.fromhex("2a864886f70d010903"), bytes.fromhex("2a864886f70d010904")
CERTIFICATE = bytes.fromhex("2a864886f70d010910022f")


def put(tag: int, *bodies: bytes) -> bytes:
    """An element of DER."""
    body = b"".join(bodies)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def seq(*bodies: bytes) -> bytes:
    """A SEQUENCE."""
    return put(0x30, *bodies)


def whole(number: int) -> bytes:
    """An INTEGER."""
    return put(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


class Authority:
    """Stamps whatever it is asked to, at one moment, with a certificate it signed itself."""

    def __init__(self, *, rsa_key: bool = True) -> None:
        self.key: Key = (
            rsa.generate_private_key(65537, 2048)
            if rsa_key
            else ec.generate_private_key(ec.SECP256R1())
        )
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Clock of the tests")])
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(4711)
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=365))
            .add_extension(use, critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def answer(self, request: bytes) -> bytes:
        """A TimeStampResp to a TimeStampReq."""
        asked = Der(request).parts()
        nonce = next((one.whole for one in asked[2:] if one.tag == 2), b"")
        return seq(seq(whole(0)), self.token(asked[1].whole, nonce))

    def token(self, imprint: bytes, nonce: bytes = b"") -> bytes:
        """A TimeStampToken over a messageImprint."""
        at = put(0x18, f"{NOW:%Y%m%d%H%M%SZ}".encode())
        policy = put(6, bytes.fromhex("2a0304"))
        info = seq(whole(1), policy, imprint, whole(1), at, nonce)
        own = self.certificate.public_bytes(serialization.Encoding.DER)
        attributes = b"".join(
            seq(put(6, kind), put(0x31, value))
            for kind, value in (
                (CONTENT_TYPE, put(6, TST_INFO)),
                (DIGEST, put(4, sha256(info).digest())),
                (CERTIFICATE, seq(seq(seq(put(4, sha256(own).digest()))))),
            )
        )
        algorithm = seq(put(6, SHA256))
        by = RSA_SHA256 if isinstance(self.key, rsa.RSAPrivateKey) else EC_SHA256
        issuer = self.certificate.issuer.public_bytes()
        signer = seq(
            whole(1),
            seq(issuer, whole(self.certificate.serial_number)),
            algorithm,
            put(0xA0, attributes),
            seq(put(6, by)),
            put(4, self._sign(put(0x31, attributes))),
        )
        signed = seq(
            whole(3),
            put(0x31, algorithm),
            seq(put(6, TST_INFO), put(0xA0, put(4, info))),
            put(0xA0, own),
            put(0x31, signer),
        )
        return seq(put(6, SIGNED_DATA), put(0xA0, signed))

    def _sign(self, message: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(message, ec.ECDSA(hashes.SHA256()))
