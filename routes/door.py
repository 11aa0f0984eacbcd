"""What stands before every account page: the check on other sites, and words for what goes wrong."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from faults import log_fault
from routes import pages, same_site
from routes.refusal import Refusal
from routes.services import Services
from routes.threads import reading

LOG = logging.getLogger("china_literacy.routes")

Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(services: Services, endpoint: Endpoint) -> Endpoint:
    """The endpoint, with refusals and faults answered by a page."""

    async def answer(request: Request) -> Response:
        try:
            if request.method == "POST":
                same_site.require(request)
            return await endpoint(request)
        except Refusal as refusal:
            course = await reading(services.course)
            return pages.notice_page(course, refusal.status, refusal.title, refusal.text)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as fault:
            return await _fault_page(services, fault)

    return answer


async def _fault_page(services: Services, fault: Exception) -> Response:
    reference = log_fault(LOG, fault)
    title = "Something went wrong"
    text = f"Try again in a minute. If it happens again, report it with this reference: {reference}."
    try:
        return pages.notice_page(await reading(services.course), 500, title, text)
    except Exception:  # the course itself may be what is missing
        return PlainTextResponse(f"{title}. {text}", status_code=500, headers=pages.HEADERS)
