"""Give a program a token for its key: OAuth 2 client credentials."""

from loyalty.access.access_token import TOKENS_MOST, Issued, issue
from loyalty.access.key import CHANCE_BYTES, ApiKey
from loyalty.access.scopes import Scope
from loyalty.use_cases.services import Services, retrying


def issue_token(services: Services, key: ApiKey, wanted: frozenset[Scope]) -> Issued:
    """Give a token of a key that was proven, with the wanted scopes of it, or all where none is named.

    Tokens whose time is over are forgotten meanwhile. Raises ScopeMissing.
    """
    issued = issue(services.entropy.bits(8 * CHANCE_BYTES), key, wanted, services.clock.now())
    return retrying(services, lambda: _keep(services, issued))


def _keep(services: Services, issued: Issued) -> Issued:
    token = issued.token
    with services.units.write() as unit:
        unit.access_tokens.forget_over(token.begun_at)
        unit.access_tokens.forget_oldest(token.key_id, TOKENS_MOST - 1)
        unit.access_tokens.add(token)
        unit.commit()
    return issued
