"""Who knocks with keys that are not ours, or by a name that is not ours, is turned away."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from werkzeug.test import TestResponse

from api.app import Door, create_app
from api.reading.strangers import Strangers, neighbourhood
from loyalty.bootstrap import Health
from loyalty.use_cases.find_key import find_key
from tests.unit.api.routes.shop import Shop
from tests.unit.api.routes.test_entrance import SIGN_IN, token
from tests.unit.api.routes.test_tokens import GRANT, TOKEN

Ask = Callable[..., TestResponse]
MADE_UP = f"lk_{'7' * 16}_{'7' * 64}"
OTHER = f"lk_{'8' * 16}_{'8' * 64}"


def guarded(shop: Shop, per_minute: int = 3, **more: object) -> Ask:
    """Give what asks from an address with a key, where an address may be wrong so often."""
    strangers = Strangers(per_minute, shop.clock.now)
    door = Door(
        partial(find_key, shop.services),
        lambda: Health({"schema": True}),
        shop.services.entropy.bits,
        strangers=strangers,
        **more,  # type: ignore[arg-type]  # further members of a door
    )
    shop.app = create_app(shop.services, door)

    def ask(
        key: str, address: str = "203.0.113.7", path: str = "/v1/programmes", **head: str
    ) -> TestResponse:
        headers = {"Authorization": key, **head}
        return shop.app.test_client().get(path, headers=headers, environ_base={"REMOTE_ADDR": address})

    return ask


def test_an_address_that_is_wrong_too_often_waits(shop: Shop) -> None:
    """Three a minute: the fourth is told to wait, whatever it shows; others go on, and so does time."""
    ask, mine = guarded(shop), shop.headers["Authorization"]
    wrong = [ask(f"Bearer {key}").status_code for key in (MADE_UP, OTHER, "x")]
    refused = ask(mine)

    assert [401, 401, 401] == wrong
    assert (429, "too-many-wrong-keys") == (refused.status_code, refused.get_json()["code"])
    assert ('"wrong-keys";q=3;w=60', '"wrong-keys";r=0;t=60', "20") == tuple(
        refused.headers[name] for name in ("RateLimit-Policy", "RateLimit", "Retry-After")
    )
    assert 200 == ask(mine, "203.0.113.8").status_code
    assert 200 == ask(mine).status_code  # it was proven meanwhile: a neighbour's mistakes are not its own
    assert 429 == ask(f"Bearer {OTHER}").status_code
    shop.clock.at += timedelta(seconds=20)
    assert [401, 429] == [ask(f"Bearer {OTHER}").status_code for _ in range(2)]


def test_an_id_that_is_guessed_from_everywhere_waits_and_its_owner_does_not(shop: Shop) -> None:
    """Wrong secrets of one id are counted over all addresses; who has the right one is never shut out."""
    ask, mine = guarded(shop), shop.headers["Authorization"]
    guess = f"{mine[:-1]}{'1' if mine.endswith('0') else '0'}"

    assert [401, 401, 401, 429] == [ask(guess, f"203.0.113.{last}").status_code for last in range(4)]
    assert 200 == ask(mine, "203.0.113.99").status_code


def test_clients_tokens_and_people_are_counted_alike(shop: Shop) -> None:
    """A wrong client of OAuth, a made-up token and a key typed on the page take turns of one address."""
    guarded(shop, 4)
    browser, here = shop.app.test_client(), {"REMOTE_ADDR": "203.0.113.7"}
    client = {"client_id": "7" * 16, "client_secret": MADE_UP}
    form = {"token": token(browser.get(SIGN_IN, environ_base=here).text), "key": OTHER}
    made_up = {"Authorization": f"Bearer lt_{'7' * 16}_{'7' * 64}"}

    def each() -> list[int]:
        return [
            browser.post(TOKEN, data={**GRANT, **client}, environ_base=here).status_code,
            browser.get("/v1/programmes", headers=made_up, environ_base=here).status_code,
            browser.post(SIGN_IN, data=form, environ_base=here).status_code,
            browser.post(TOKEN, data={**GRANT, "client_id": "x"}, environ_base=here).status_code,
        ]

    assert [401, 401, 422, 401] == each()
    assert [429, 429, 429, 429] == each()


def test_a_session_that_is_guessed_takes_turns_and_none_at_all_takes_none(shop: Shop) -> None:
    """Made-up cookies of the pages count for an address; whoever shows none is sent to sign in as ever."""
    guarded(shop)
    here = {"REMOTE_ADDR": "203.0.113.7"}

    def look(cookie: str) -> int:
        browser = shop.app.test_client()
        if cookie:
            browser.set_cookie("__Host-loyalty_session", cookie, domain="localhost")
        return browser.get("/pages", environ_base=here).status_code

    guesses = [f"{digit * 16}_{digit * 64}" for digit in "123"]
    assert [303] * 5 == [look("") for _ in range(5)]
    assert [303, 303, 303] == [look(guess) for guess in [*guesses[:2], "x"]]
    assert [429, 303] == [look(guesses[2]), look("")]


def test_two_keys_in_one_request_are_refused(shop: Shop) -> None:
    """Servers join two headers by a comma: neither is believed, and no turn is taken."""
    ask, mine = guarded(shop, 1), shop.headers["Authorization"]
    for _ in range(3):
        refused = ask(f"{mine},{mine}")
        assert (400, "header-doubled", "Authorization") == (
            refused.status_code,
            refused.get_json()["code"],
            refused.get_json()["errors"][0]["pointer"],
        )
    assert 200 == ask(mine).status_code


def test_a_proxy_says_who_asked_and_a_stranger_does_not(shop: Shop) -> None:
    """The last address that the own proxy added counts; what a caller wrote before it changes nothing."""
    ask = guarded(shop, 1, proxies=1)
    proxy, far, near = "10.0.0.1", "203.0.113.7", "203.0.113.8"
    told = [f"{far}", f"{near}, {far}", f"{far}, {near}"]

    assert [401, 429, 401] == [
        ask(f"Bearer {key}", proxy, **{"X-Forwarded-For": said}).status_code
        for key, said in zip((MADE_UP, OTHER, "x"), told, strict=True)
    ]


def test_an_address_is_counted_as_far_as_its_owner_chooses_it() -> None:
    """Of IPv6 the network counts; an address of IPv4 is the same in either form."""
    assert neighbourhood("2001:db8:1:2::3") == neighbourhood("2001:db8:1:2:ffff::1")
    assert neighbourhood("2001:db8:1:3::3") != neighbourhood("2001:db8:1:2::3")
    assert "203.0.113.7" == neighbourhood("::ffff:203.0.113.7") == neighbourhood("203.0.113.7")
    assert neighbourhood(None) == neighbourhood("unix:")


def test_only_the_names_of_the_service_are_answered(shop: Shop) -> None:
    """Another name is refused, but on the machine itself and where machines ask by number."""
    ask = guarded(shop, hosts=frozenset({"loyalty.example"}), public_url="https://loyalty.example")
    mine = shop.headers["Authorization"]
    asked = {
        name: ask(mine, Host=name) for name in ("loyalty.example", "LOYALTY.example:443", "evil.example")
    }

    assert [200, 200, 421] == [answer.status_code for answer in asked.values()]
    assert "host-unknown" == asked["evil.example"].get_json()["code"]
    assert 421 == ask(mine, Host="localhost").status_code
    assert 200 == ask(mine, "127.0.0.1", Host="localhost:8000").status_code
    assert 200 == ask(mine, path="/livez", Host="10.0.0.3").status_code


def test_clients_are_told_the_address_that_was_set(shop: Shop) -> None:
    """The name in a request moves nobody's client to another issuer; without an address nothing is told."""
    where = "/.well-known/oauth-authorization-server"
    told = guarded(shop, public_url="https://loyalty.example")("", path=where, Host="evil.example")
    untold = guarded(shop)("", path=where, Host="evil.example")

    assert "https://loyalty.example" == told.get_json()["issuer"]
    assert told.get_json()["token_endpoint"].startswith("https://loyalty.example/")
    assert (404, "not-found") == (untold.status_code, untold.get_json()["code"])
