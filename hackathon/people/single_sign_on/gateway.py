"""Talks to identity providers: OpenID Connect with authorization code, PKCE and signed tokens.

Loaded at start only where providers are set up, since what it stands on takes its time to load.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import structlog
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    MissingAlgorithmError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey
from sqlalchemy.orm import Session

from hackathon.core.checks import Unwell
from hackathon.core.config import IdentityProvider, Settings
from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _
from hackathon.core.outbound import Answer, OutboundRules, Request, fetch
from hackathon.people.single_sign_on.rules import Attempt, NotLetIn, Person, ProviderDown, Why, person_in

# Signatures that only the provider can make: never "none", never one made with the secret that both know.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
KINDS_OF_KEYS = (RSAKey, ECKey, OKPKey)
PATIENCE = 8
READ_AGAIN = 3600
KEYS_READ_AGAIN = 60
ASK_AGAIN = 10
LEEWAY = 60
_WHY_OF_CLAIM = {"iss": Why.ISSUER, "aud": Why.AUDIENCE, "azp": Why.AUDIENCE, "nonce": Why.NONCE, "iat": Why.MOMENT}
log = structlog.get_logger()


@dataclass
class _Known:
    """What a provider says about itself, and when it was asked; `keys_asked` counts a minute for unknown keys."""

    metadata: Mapping[str, Any]
    keys: KeySet
    asked: float
    keys_asked: float


class Connection:
    """One provider, asked by this process; what it says about itself is kept for an hour."""

    def __init__(self, provider: IdentityProvider, rules: OutboundRules, back: str) -> None:
        self.provider = provider
        self._rules = rules
        self._back = back
        self._known: _Known | None = None
        self._down: tuple[float, str] | None = None

    def way_there(self, attempt: Attempt, at: datetime) -> str:
        """Write the address at which a person signs in at the provider."""
        return str(
            prepare_grant_uri(
                self.about(at)["authorization_endpoint"],
                client_id=self.provider.client_id,
                response_type="code",
                redirect_uri=self._back,
                scope=self.provider.scopes,
                state=attempt.state,
                nonce=attempt.nonce,
                code_challenge=create_s256_code_challenge(attempt.verifier),
                code_challenge_method="S256",
            )
        )

    def person_behind(self, attempt: Attempt, answer: Mapping[str, str], at: datetime) -> Person:
        """Find out who signed in at the provider, by the answer that their browser brought; raise `NotLetIn`."""
        about = self.about(at)
        self._require_own_answer(about, answer)
        tokens = self._tokens(about, answer["code"], attempt)
        claims = self._verified(tokens, attempt, at)
        return person_in({**self._more(about, tokens, claims), **claims}, self.provider)

    def about(self, at: datetime) -> Mapping[str, Any]:
        """Return what the provider says about itself."""
        return self._knowledge(at).metadata

    def _knowledge(self, at: datetime) -> _Known:
        now = at.timestamp()
        if self._known is None or now - self._known.asked >= READ_AGAIN:
            self._known = self._ask(now)
        return self._known

    def _ask(self, now: float) -> _Known:
        """Ask the provider about itself; one that did not answer is left in peace for some seconds."""
        if self._down and now - self._down[0] < ASK_AGAIN:
            raise ProviderDown(self._down[1])
        try:
            metadata = self._json(Request(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"))
            self._require_sound(metadata)
            return _Known(metadata, self._keys(metadata), now, now)
        except ProviderDown as trouble:
            self._down = now, trouble.sentence
            raise

    def _require_sound(self, metadata: Mapping[str, Any]) -> None:
        if metadata.get("issuer") != self.provider.issuer:
            raise ProviderDown(_("%(name)s calls itself otherwise than the settings do.") % self._named)
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        secure = ("https://", self.provider.issuer.partition("://")[0] + "://")
        if not all(str(metadata.get(name, "")).startswith(secure) for name in needed):
            raise ProviderDown(_("%(name)s does not say where it is to be asked.") % self._named)

    def _keys(self, metadata: Mapping[str, Any]) -> KeySet:
        try:
            found = KeySet.import_key_set(self._json(Request(metadata["jwks_uri"])))  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError):
            raise ProviderDown(_("%(name)s has no keys that can be read.") % self._named) from None
        return KeySet([key for key in found.keys if isinstance(key, KINDS_OF_KEYS)])

    def _require_own_answer(self, about: Mapping[str, Any], answer: Mapping[str, str]) -> None:
        """Refuse a provider's no, and an answer that another issuer gave (RFC 9207)."""
        says_issuer = about.get("authorization_response_iss_parameter_supported") or "iss" in answer
        if says_issuer and answer.get("iss") != self.provider.issuer:
            raise NotLetIn(Why.ISSUER)
        if not answer.get("code"):
            raise NotLetIn(Why.PROVIDER)

    def _tokens(self, about: Mapping[str, Any], code: str, attempt: Attempt) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": attempt.verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if "client_secret_basic" in about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            headers["Authorization"] = _basic(self.provider)
        else:
            form |= {"client_id": self.provider.client_id, "client_secret": self.provider.client_secret}
        body = urlencode(form).encode()
        return self._json(Request(about["token_endpoint"], "POST", headers, body), refusal=Why.CODE)

    def _verified(self, tokens: Mapping[str, Any], attempt: Attempt, at: datetime) -> dict[str, Any]:
        """Check signature, issuer, audience, times, nonce and the access token's hash of an ID token."""
        try:
            token = self._decoded(str(tokens.get("id_token", "")), at)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "aud": {"essential": True, "value": self.provider.client_id},
                    "nonce": {"essential": True, "value": attempt.nonce},
                },
                params={"client_id": self.provider.client_id, "access_token": tokens.get("access_token")},
            )
            claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
        except ExpiredTokenError:
            raise NotLetIn(Why.EXPIRED) from None
        except ClaimError as wrong:
            raise NotLetIn(_WHY_OF_CLAIM.get(wrong.claim, Why.UNSOUND)) from None
        except (UnsupportedAlgorithmError, MissingAlgorithmError):
            raise NotLetIn(Why.ALGORITHM) from None
        except (BadSignatureError, InvalidKeyIdError):
            raise NotLetIn(Why.SIGNATURE) from None
        except (JoseError, ValueError, TypeError):
            raise NotLetIn(Why.UNSOUND) from None
        _require_strict(claims, attempt, self.provider.client_id)
        return dict(claims)

    def _decoded(self, id_token: str, at: datetime) -> jwt.Token:
        """Read a signed token; a key that is not known yet is asked for, once a minute at most."""
        try:
            return jwt.decode(id_token, self._knowledge(at).keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            known = self._knowledge(at)
            if at.timestamp() - known.keys_asked < KEYS_READ_AGAIN:
                raise
            known.keys_asked = at.timestamp()
            known.keys = self._keys(known.metadata)
            return jwt.decode(id_token, known.keys, algorithms=ALGORITHMS)

    def _more(
        self, about: Mapping[str, Any], tokens: Mapping[str, Any], claims: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Ask for the claims that are not in the ID token, about the same person only."""
        wanted = {"email", "name", *([self.provider.groups] if self.provider.group_roles else [])}
        if wanted <= claims.keys() or "userinfo_endpoint" not in about:
            return {}
        bearer = {"Authorization": f"Bearer {tokens.get('access_token')}"}
        found = self._json(Request(about["userinfo_endpoint"], headers=bearer))
        if found.get("sub") != claims["sub"]:
            raise NotLetIn(Why.SUBJECT)
        return found

    def _json(self, request: Request, *, refusal: Why | None = None) -> dict[str, Any]:
        answer = self._answer(request)
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            found = None
        if answer.status == 200 and isinstance(found, dict):  # noqa: PLR2004 - an HTTP status
            return found
        error = found.get("error") if isinstance(found, dict) else None
        if refusal and error == "invalid_grant":
            raise NotLetIn(refusal)
        log.warning("identity provider refused", provider=self.provider.key, status=answer.status, error=error)
        raise ProviderDown(_("%(name)s gave no answer that can be used.") % self._named)

    def _answer(self, request: Request) -> Answer:
        asked = Request(
            request.url,
            request.method,
            {"Accept": "application/json", **request.headers},
            request.body,
            seconds=PATIENCE,
        )
        try:
            return fetch(self._rules, asked)
        except Refusal as trouble:
            log.warning("identity provider not reached", provider=self.provider.key, trouble=trouble.sentence)
            raise ProviderDown(trouble.sentence) from trouble

    @property
    def _named(self) -> dict[str, str]:
        return {"name": self.provider.name}


class Connections(dict[str, Connection]):
    """The connections of this installation, by the key of their provider."""

    def __init__(self, settings: Settings) -> None:
        rules = OutboundRules.of(settings)
        super().__init__(
            {each.key: Connection(each, rules, way_back(settings, each.key)) for each in settings.providers}
        )


def way_back(settings: Settings, key: str) -> str:
    """Write the address that a provider must know as the one that people come back to."""
    return f"{settings.public_url}/sign-in/with/{key}/back"


def check_providers(settings: Settings, _session: Session) -> str:
    """Ask every provider about itself."""
    from_now = datetime.now().astimezone()
    for connection in Connections(settings).values():
        try:
            connection.about(from_now)
        except ProviderDown as trouble:
            name = f"HACKATHON_OIDC_{connection.provider.key.upper()}_ISSUER"
            raise Unwell(f"{connection.provider.name}: {trouble.sentence} Check {name}.") from None
    if not settings.providers:
        return "none is set: people sign in with passwords and links"
    return ", ".join(f"{each.name} answers" for each in settings.providers)


def _require_strict(claims: Mapping[str, Any], attempt: Attempt, client_id: str) -> None:
    """Refuse what the standard leaves open: a token older than the attempt, or for many without saying for whom."""
    if claims["iat"] < attempt.begun_at - LEEWAY:
        raise NotLetIn(Why.MOMENT)
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client_id:
        raise NotLetIn(Why.AUDIENCE)


def _basic(provider: IdentityProvider) -> str:
    # Both are encoded as in a form before they are joined (RFC 6749, 2.3.1).
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return f"Basic {b64encode(pair.encode()).decode()}"
