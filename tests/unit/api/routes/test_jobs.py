"""Jobs and notices over the API: in portions, by programme, and what is refused."""

from datetime import timedelta

from loyalty.access.key import Kind
from loyalty.access.scopes import Scope
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from tests.unit.api.routes.shop import Shop, basket

RUN = {"programme": "corner-coffee", "kinds": ["points"]}


def buyers(shop: Shop, count: int) -> list[str]:
    """Give members with points that wait, and let so much time pass that they wait no longer."""
    members = [shop.member() for _ in range(count)]
    for number, member in enumerate(members):
        shop.ask("PUT", f"/v1/orders/order-{number}", basket(member))
    shop.clock.at += timedelta(days=20)
    return members


def test_jobs_are_done_in_portions(shop: Shop) -> None:
    """A portion says that there may be more; the next goes on; the list pages from the newest back."""
    members = buyers(shop, 3)

    first = shop.ask("POST", "/v1/jobs/runs", {**RUN, "at_most": 2})
    second = shop.ask("POST", "/v1/jobs/runs", RUN)

    assert (2, 0, True) == tuple(first[name] for name in ("done", "failed", "more"))
    assert (1, 0, False) == tuple(second[name] for name in ("done", "failed", "more"))
    assert {f"{member}:points" for member in members} == {
        job["item"] for answer in (first, second) for job in answer["jobs"]
    }
    assert {("done", 1, "till", "vest 1")} == {
        (job["state"], job["attempts"], job["worker"], job["result"]) for job in first["jobs"]
    }
    page = shop.ask("GET", "/v1/jobs?programme=corner-coffee&kind=points&state=done&limit=2")
    rest = shop.ask("GET", f"/v1/jobs?programme=corner-coffee&limit=2&cursor={page['next']}")
    assert 3 == len({job["item"] for job in page["jobs"] + rest["jobs"]})
    assert "next" not in rest


def test_only_what_was_due_by_then(shop: Shop) -> None:
    """An instant before the points were due leaves them; one to come is refused and changes nothing."""
    buyers(shop, 1)

    early = shop.ask("POST", "/v1/jobs/runs", {**RUN, "at": "2026-11-23T09:00:00Z"})
    ahead = shop.send("POST", "/v1/jobs/runs", {**RUN, "at": "2027-11-23T09:00:00Z"})

    assert 0 == early["done"]
    assert (422, "in-the-future") == (ahead.status_code, ahead.get_json()["code"])


def test_kinds_of_no_programme_are_named_as_not_done(shop: Shop) -> None:
    """Who asks for them in a programme is told that they were not looked at; who asks for all is not."""
    buyers(shop, 1)
    named = shop.ask(
        "POST",
        "/v1/jobs/runs",
        {**RUN, "kinds": ["retention", "points", "old-answers", "retention", "retention"]},
    )
    usual = shop.ask("POST", "/v1/jobs/runs", {"programme": "corner-coffee"})

    assert (["old-answers", "retention"], 1) == (named["of_no_programme"], named["done"])
    assert "of_no_programme" not in usual


def test_what_cannot_be_asked_is_refused(shop: Shop) -> None:
    """A kind or state there is none of, too many at once, a programme or notice that is not there."""
    places = {
        "/kinds/0": shop.send("POST", "/v1/jobs/runs", {**RUN, "kinds": ["lapse"]}),
        "/kinds": shop.send("POST", "/v1/jobs/runs", {**RUN, "kinds": []}),
        "/at_most": shop.send("POST", "/v1/jobs/runs", {**RUN, "at_most": 1001}),
        "?state": shop.send("GET", "/v1/jobs?programme=corner-coffee&state=running"),
        "/notice": shop.send("POST", "/v1/notices/delivered", {"notice": "7"}),
    }
    missing = [
        shop.send("POST", "/v1/jobs/runs", {"programme": "tea-house"}),
        shop.send("GET", "/v1/jobs?programme=tea-house"),
        shop.send("GET", "/v1/notices?programme=tea-house"),
        shop.send("POST", "/v1/notices/delivered", {"notice": "ntc_01b6esf8g0000"}),
    ]

    assert dict.fromkeys(places, 422) == {place: answer.status_code for place, answer in places.items()}
    assert {place: [place] for place in places} == {
        place: [error["pointer"] for error in answer.get_json()["errors"]] for place, answer in places.items()
    }
    assert [*["unknown-programme"] * 3, "unknown-notice"] == [each.get_json()["code"] for each in missing]
    assert {404} == {each.status_code for each in missing}


def test_a_key_reaches_its_own_programme_and_right_alone(shop: Shop) -> None:
    """Another programme's key learns nothing; a trial key and one that may only read book nothing."""
    buyers(shop, 1)
    made = shop.services
    list(run_jobs(made, RunJobs("test")))
    notice = "ntc_01b6esf8g0000"

    shop.key(programme="tea-house")
    other = [shop.send("POST", "/v1/jobs/runs", RUN), shop.send("GET", "/v1/jobs?programme=corner-coffee")]
    shop.key(Scope.JOBS_READ, Scope.NOTICES_READ)
    reader = [
        shop.send("POST", "/v1/jobs/runs", RUN),
        shop.send("POST", "/v1/notices/delivered", {"notice": notice}),
    ]
    shop.key(kind=Kind.TRIAL)
    trial = shop.send("POST", "/v1/jobs/runs", RUN)

    assert {404, 403} >= {answer.status_code for answer in other}
    assert [403, 403] == [answer.status_code for answer in reader]
    assert 403 == trial.status_code


def test_a_notice_is_read_in_both_languages_and_delivered_once(shop: Shop) -> None:
    """Sentences stand by language; who says first that it was delivered is kept."""
    member = shop.member()
    desk = {"programme": "corner-coffee", "member": member, "plan": "brew-pro"}
    shop.begun("/v1/subscriptions/desk-7", desk)
    wish = [{"id": "ten", "amount": {"amount": 1000, "currency": "EUR"}}]
    shop.ask("PUT", "/v1/subscriptions/desk-7/alerts", {"programme": "corner-coffee", "alerts": wish})
    shop.ask("POST", "/v1/alerts/check", {"programme": "corner-coffee"})

    [notice] = shop.ask("GET", "/v1/notices?programme=corner-coffee&state=waiting")["notices"]
    [text] = notice["text"]
    assert (member, "spending", "desk-7:ten:1000") == tuple(
        notice[name] for name in ("member", "kind", "about")
    )
    assert text["en"].startswith("desk-7 has come to €")
    assert text["zh-CN"].startswith("desk-7自 2026年11月22日")
    first = shop.send("POST", "/v1/notices/delivered", {"notice": notice["notice"]})
    shop.key(label="another")
    again = shop.send("POST", "/v1/notices/delivered", {"notice": notice["notice"]})
    assert (200, "delivered", "till") == (
        first.status_code,
        first.get_json()["state"],
        first.get_json()["delivered_by"],
    )
    assert ("true", first.get_json()) == (again.headers["Idempotency-Replayed"], again.get_json())
    assert [] == shop.ask("GET", "/v1/notices?programme=corner-coffee&state=waiting")["notices"]
