"""What can happen when identity providers vouch for people; administrators read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import LazySentence, lazy
from hackathon.people.single_sign_on.rules import Why

WORDS: dict[str, LazySentence] = {
    Why.STATE: lazy("not begun in this browser, or too long ago"),
    Why.REPLAY: lazy("the answer was used before"),
    Why.PROVIDER: lazy("the provider said no"),
    Why.CODE: lazy("the code was wrong or used before"),
    Why.ALGORITHM: lazy("the token was signed in a way that is not allowed"),
    Why.SIGNATURE: lazy("the token's signature was wrong"),
    Why.ISSUER: lazy("the token was another issuer's"),
    Why.AUDIENCE: lazy("the token was meant for somebody else"),
    Why.EXPIRED: lazy("the token's time was over"),
    Why.MOMENT: lazy("the token was of another time than the sign-in"),
    Why.NONCE: lazy("the token belonged to another sign-in"),
    Why.UNSOUND: lazy("the token was not sound"),
    Why.SUBJECT: lazy("the provider did not say who it was"),
    Why.DEACTIVATED: lazy("the account is deactivated"),
    Why.MAIL: lazy("no proven mail address"),
    Why.DOMAIN: lazy("not a mail domain of the organization"),
    Why.TAKEN: lazy("the address has an account that is not linked"),
    Why.LINKED: lazy("linked otherwise already"),
}


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Fact):
    """A provider's account opens an account here from now on; `by` is person, mail or new."""

    kind = "people.single_sign_on.linked"
    subject = "account"
    sentence = lazy("%(account)s comes in by %(provider)s from now on")
    audience = Audience.ADMINS

    provider: str
    by: str


@dataclass(frozen=True, kw_only=True)
class IdentityUnlinked(Fact):
    kind = "people.single_sign_on.unlinked"
    subject = "account"
    sentence = lazy("%(account)s does not come in by %(provider)s any more")
    audience = Audience.ADMINS

    provider: str


@dataclass(frozen=True, kw_only=True)
class SingleSignOnRefused(Fact):
    """A sign-in that ended here; of account 0 as long as it is not certain whose it was."""

    kind = "people.single_sign_on.refused"
    subject = "account"
    sentence = lazy("A sign-in by %(provider)s was refused: %(why)s")
    audience = Audience.ADMINS

    subject_id: int = 0
    provider: str
    why: str

    def words(self) -> Mapping[str, str]:
        return {"why": str(WORDS.get(self.why, self.why))}
