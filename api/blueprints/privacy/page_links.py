"""Links by which members come to their own pages."""

from datetime import datetime

from api.auth import Right, caller
from api.blueprints.common import CREATED, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.page_links import PageLinkOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.once import Once
from loyalty.use_cases.pages.make_page_link import MakePageLink, link_address, make_page_link

page_links = Resource("page links", "Links by which members come to their own pages.")
WRITE = Right(Scope.PRIVACY_WRITE, books=True)


@page_links.route("POST", "/v1/members/<member_id>/page-links", WRITE, Exchange(PageLinkOut, status=CREATED))
def link_to_pages(once: Once, member_id: str) -> Answer:
    """Make a link that opens a member's own pages, once, within 15 minutes.

    Send the browser of the member there when you have made sure that it is the member. Whoever opens
    it may see, correct, take along and have erased what is kept of the member. Nothing in the address
    says whose it is.
    """
    command = MakePageLink(member_from_path(member_id), caller().label, caller().key_id, once)
    told = make_page_link(services(), command)
    data = {
        "member": told.data["member"],
        "address": link_address(services(), told.data["link"]),
        "until": datetime.fromisoformat(told.data["until"]),
    }
    return data, CREATED, replayed(told.replayed)
