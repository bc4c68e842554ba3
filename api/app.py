"""The Flask application, plugged together; nothing is built at import."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api.answering.application import Application
from api.answering.finishing import finish_answers
from api.answering.written import PlainJson
from api.auth import Identify, ask_for_keys
from api.blueprints.access.audit import access_audit
from api.blueprints.access.tokens import serve_metadata, tokens
from api.blueprints.adoption.backtests import backtests
from api.blueprints.adoption.emergencies import emergencies
from api.blueprints.adoption.law import law
from api.blueprints.adoption.plans import adoption_plans
from api.blueprints.answers import answers
from api.blueprints.cases.cases import cases
from api.blueprints.cases.drills import drills
from api.blueprints.credit import credit
from api.blueprints.desk.bundles import bundles
from api.blueprints.desk.documents import desk
from api.blueprints.desk.sign_offs import sign_offs
from api.blueprints.desk.traces import traces
from api.blueprints.explanations import explanations
from api.blueprints.invoices import invoices
from api.blueprints.members import members
from api.blueprints.membership.households import households
from api.blueprints.membership.identities import identities
from api.blueprints.membership.merges import merges
from api.blueprints.membership.referrals import referrals
from api.blueprints.membership.segments import segments
from api.blueprints.membership.tier_grants import tier_grants
from api.blueprints.operations.jobs import jobs
from api.blueprints.operations.notices import notices
from api.blueprints.operations.reports import reports
from api.blueprints.operations.webhooks import webhooks
from api.blueprints.orders import orders
from api.blueprints.plans import plans
from api.blueprints.points import points
from api.blueprints.privacy.breaches import breaches
from api.blueprints.privacy.consents import privacy
from api.blueprints.privacy.contacts import contacts
from api.blueprints.privacy.handing import handing
from api.blueprints.privacy.marketing import marketing
from api.blueprints.privacy.page_links import page_links
from api.blueprints.privacy.persons import persons
from api.blueprints.privacy.register import register
from api.blueprints.privacy.seals import seals
from api.blueprints.privacy.views import views
from api.blueprints.programmes import programmes
from api.blueprints.quotes import quotes
from api.blueprints.selling.gift_cards import gift_cards
from api.blueprints.selling.prices import prices
from api.blueprints.selling.tills import tills
from api.blueprints.subscriptions import subscriptions
from api.blueprints.usage import usage
from api.blueprints.vouchers import vouchers
from api.current import hand_over
from api.handlers import answer_errors
from api.openapi import document
from api.operating.counters import Counters, serve_counters
from api.operating.health import SEEN_FOR, Readiness, SeenFor, serve_health
from api.operating.hosts import answer_by_names
from api.operating.kept_keys import KeptKeys
from api.operating.rates import Rates, within_rates
from api.operating.replica import read_from
from api.pages.entrance import entrance
from api.pages.explanations import explanation_pages
from api.pages.frame import frame_pages
from api.pages.group import Pages
from api.pages.own.cases import own_cases
from api.pages.own.choices import own_choices
from api.pages.own.documents import own_documents
from api.pages.own.erasure import own_erasure
from api.pages.own.kept import own_data
from api.pages.own.points import own_points
from api.pages.own.views import own_views
from api.pages.review.documents import desk_pages
from api.pages.review.versions import version_pages
from api.pages.service import serve_pages
from api.pages.statement import statement
from api.reading.card_numbers import turn_away_card_numbers
from api.reading.json_text import BODY_BYTES_MAX
from api.reading.strangers import Strangers, slow_down_strangers
from api.resource import Resource
from api.tracing import trace_requests, traceparent_now, write_lines
from loyalty.bootstrap import Replica, health, open_replica, open_served, open_watch, settings_from
from loyalty.use_cases.find_key import find_key
from loyalty.use_cases.services import Services

RESOURCES = (
    programmes,
    adoption_plans,
    law,
    backtests,
    emergencies,
    members,
    households,
    identities,
    referrals,
    merges,
    tier_grants,
    segments,
    privacy,
    register,
    views,
    contacts,
    handing,
    marketing,
    persons,
    page_links,
    seals,
    breaches,
    access_audit,
    prices,
    cases,
    drills,
    reports,
    quotes,
    orders,
    tills,
    points,
    usage,
    plans,
    subscriptions,
    invoices,
    credit,
    vouchers,
    gift_cards,
    explanations,
    desk,
    traces,
    sign_offs,
    bundles,
    answers,
    jobs,
    notices,
    webhooks,
    tokens,
)
PAGES: tuple[Pages, ...] = (
    entrance,
    explanation_pages,
    own_documents,
    own_points,
    own_data,
    own_choices,
    own_views,
    own_cases,
    own_erasure,
    desk_pages,
    version_pages,
    statement,
)


@dataclass(frozen=True, slots=True)
class Door:
    """What the web layer asks for itself, besides the use cases of its routes.

    ``identify`` gives the key that was presented or raises `KeyRefused`; ``readiness`` says of each
    thing that must be there whether it is; ``chance`` gives so many random bits as bytes;
    ``counters`` counts what is answered; ``replica`` answers what may be stale; ``rates`` says how often
    a key may ask, ``strangers`` how often somebody may be wrong, None where nobody counts. Clients ask
    under ``public_url`` and by the names of ``hosts``, any where there is none; ``proxies`` stand before
    the service, each of which adds whom it was asked by.
    """

    identify: Identify
    readiness: Readiness
    chance: Callable[[int], bytes]
    counters: Counters = field(default_factory=Counters)
    replica: Replica | None = None
    rates: Rates | None = None
    strangers: Strangers | None = None
    hosts: frozenset[str] = frozenset()
    public_url: str | None = None
    proxies: int = 0


def create_app(services: Services, door: Door, resources: tuple[Resource, ...] = RESOURCES) -> Flask:
    """Give the application that serves ``resources`` by ``services``.

    Bodies are limited to 1 MiB; there are no answers to other origins. Cookies and forms belong to the
    pages that people look at.
    """
    app = Application("api")
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES_MAX
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.url_map.merge_slashes = False  # nobody is sent on to the host that a request names
    app.json = PlainJson(app)
    hand_over(app, services)
    trace_requests(app, door.chance)
    answer_by_names(app, door.hosts, door.public_url)
    if door.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=door.proxies, x_proto=0)  # type: ignore[method-assign]
    if door.strangers is not None:
        slow_down_strangers(app, door.strangers)
    finish_answers(app, door.counters)
    identify = door.identify if door.rates is None else within_rates(door.rates, door.identify)
    ask_for_keys(app, identify)
    turn_away_card_numbers(app)
    answer_errors(app)
    for resource in resources:
        app.register_blueprint(resource.blueprint)
    serve_pages(app, lambda: document(Flask("contract"), resources))
    serve_metadata(app)
    serve_health(app, door.readiness)
    serve_counters(app, door.counters, door.readiness)
    frame_pages(app, PAGES)
    if door.replica is not None:
        read_from(app, door.replica)
    return app


def application() -> Flask:
    """Give the application that a server runs, by the settings of the environment."""
    write_lines()
    settings, counters = settings_from(), Counters()
    services = open_served(settings, counters.count_points)
    replica = open_replica(settings, services)
    for each in (services, *(() if replica is None else (replica.services,))):
        each.units.traced = traceparent_now  # what is announced is of the trace of its request
    readiness = SeenFor(SEEN_FOR, partial(health, open_watch(settings), services), services.clock.now)
    door = Door(
        KeptKeys(partial(find_key, services), services.clock.now),
        readiness,
        services.entropy.bits,
        counters,
        replica,
        Rates(settings.requests_per_minute, services.clock.now),
        Strangers(settings.wrong_keys_per_minute, services.clock.now),
        settings.hosts,
        settings.public_url,
        settings.proxies,
    )
    return create_app(services, door)
