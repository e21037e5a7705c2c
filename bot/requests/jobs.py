"""The durable work around a request, by name: whoever changes a request stores these with the change.

Rule: pure. A key names one change of one request (its revision), so that no change is told twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from bot.services import NewJob, Request

FILE = "request.file"  # ask Personio for it
SHOW = "request.show"  # put its present state into its card
FOLLOW = "request.follow"  # look what became of it in Personio; stored by Store.news
TELL = "request.tell"  # one short message to whom it belongs
TASKS = "approval.tasks"  # bring the cards of substitute and approver up to date
POLL = "personio.poll"  # ask Personio what is new; stored by Store.ask_poll

Told = Literal["approved", "rejected", "changed", "withdrawn", "kept", "gone"]
"""What somebody is told about their request.

``kept``: a withdrawal was refused, the absence stands. ``gone``: it is no longer in Personio, and nobody says why.
"""


def file_job(request: Request) -> NewJob:
    """Return the job that files a request; one for ever. Pure."""
    return NewJob(FILE, work_key(request.id, {}), {"request_id": str(request.id)})


def work_key(request_id: UUID, details: Mapping[str, Any]) -> str:
    """Return the key of the job that does what a stored request asks of Personio. Pure.

    ``details``: of a request for an absence, or of a withdrawal or change (``deed``).
    """
    return f"{details.get('deed', 'file')}:{request_id}"


def show_job(request: Request) -> NewJob:
    """Return the job that puts a request's present state into its card. Pure."""
    moment = f"{request.revision}:{request.state}:{request.status or ''}:{request.personio_id or ''}"
    return NewJob(SHOW, f"show:{request.id}:{moment}", {"request_id": str(request.id)})


def show_anew(request: Request, why: str) -> NewJob:
    """Return the job that puts a request's state into its card again, where something else was shown there. Pure."""
    return NewJob(SHOW, f"show:{request.id}:{why}", {"request_id": str(request.id)})


def follow_job(request_id: UUID, followed: int) -> NewJob:
    """Return the job that looks what became of a request; one while ``followed`` hints were looked at. Pure."""
    return NewJob(FOLLOW, f"follow:{request_id}:{followed}", {"request_id": str(request_id)})


def tell_job(request: Request, what: Told) -> NewJob:
    """Return the job that tells whom a request belongs to about the change of this revision, once. Pure."""
    payload = {"request_id": str(request.id), "what": what, "revision": request.revision}
    return NewJob(TELL, f"tell:{request.id}:{request.revision}", payload)


def tasks_job(request: Request) -> NewJob:
    """Return the job that brings the cards of substitute and approver up to date with a change. Pure."""
    return NewJob(TASKS, f"tasks:{request.id}:{request.revision}", {"request_id": str(request.id)})


def poll_job(moment: str, since: datetime | None) -> NewJob:
    """Return the job that asks Personio what is new ``since`` then; ``moment`` names it, for all replicas. Pure."""
    return NewJob(POLL, f"poll:{moment}", {"since": since.isoformat() if since else None})
