"""What can go wrong with Personio, sorted by what a caller can do about it.

An error never carries a token, a secret, a header or what somebody wrote. ``detail`` is the vendor's own
sentence: an attribute for callers that want to show it, never part of the message.
"""

from __future__ import annotations


class PersonioError(Exception):
    """Something went wrong. The tree is sorted by what a caller can do::

        PersonioError
        ├── Unavailable                  down, slow or unreachable: try again later
        ├── RateLimited                  too fast: try again after ``retry_after`` seconds
        ├── NotAllowed                   no right for this: tell the operator which (``right``)
        │   └── BadCredentials           client id or secret is wrong: tell the operator
        ├── NotFound                     it is not there, or no more
        ├── Refused                      Personio does not want this: change the request
        │   ├── Conflict                 it does not go together with something else
        │   │   ├── AbsenceConflict      the person is absent already in that period
        │   │   ├── Substituting         the person covers for somebody in that period
        │   │   └── SubstituteInvalid    ask for another substitute
        │   └── Unprocessable            it breaks a rule of the type: show ``detail``
        │       ├── SubstituteRequired   ask for a substitute
        │       └── SubstituteNotAllowed send it without a substitute
        └── BadAnswer                    not understood: tell the maintainer, with the trace id

    ``definite`` is the answer to "may I send that write again?": True where it surely had no effect, False where
    nobody knows (then look first). Reads have no effect: always True. ``operation`` is the method and path
    without ids, ``status`` the HTTP status, ``trace_id`` what Personio's support asks for. All may be None.
    """

    def __init__(
        self,
        message: str = "",
        *,
        operation: str | None = None,
        status: int | None = None,
        title: str | None = None,
        detail: str | None = None,
        trace_id: str | None = None,
        definite: bool = True,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.status = status
        self.title = title
        self.detail = detail
        self.trace_id = trace_id
        self.definite = definite


class Unavailable(PersonioError):
    """Personio is down, slow or out of reach (5xx, network, time-out)."""


class RateLimited(PersonioError):
    """Too many requests; nothing was done.

    ``retry_after``: the seconds that Personio asks for, or where it does not say those of the pause that all calls of
    this endpoint keep. During that pause this is raised without asking Personio. None where nothing is known.
    """

    retry_after: float | None = None


class NotAllowed(PersonioError):
    """The credential has no right for this. ``right`` names the one that is likely missing."""

    right: str | None = None


class BadCredentials(NotAllowed):
    """Client id or secret is wrong."""


class NotFound(PersonioError):
    """It is not there: it never was, is deleted, or cannot be read with this credential."""

    @property
    def speaks_of_it(self) -> bool:
        """Whether Personio says that the thing is missing, and not that it knows no such endpoint.

        The latter has been seen of things that exist:
        https://developer.personio.de/discuss/67471521b921a70010e5bab6
        """
        said = f"{self.title or ''} {self.detail or ''}".casefold()
        return "endpoint" not in said and ("resource" in said or "absence" in said)


class Refused(PersonioError):
    """Personio understood the request and declines it."""


class Conflict(Refused):
    """It does not go together with something that is there already."""


class AbsenceConflict(Conflict):
    """The person has an absence in that period."""


class Substituting(Conflict):
    """The person is somebody's substitute in that period."""


class SubstituteInvalid(Conflict):
    """The substitute cannot cover: absent, inactive, or the person itself."""


class Unprocessable(Refused):
    """It breaks a rule of the absence type or of the company."""


class SubstituteRequired(Unprocessable):
    """The absence type asks for a substitute."""


class SubstituteNotAllowed(Unprocessable):
    """The absence type takes no substitute."""


class BadAnswer(PersonioError):
    """What came is no answer of Personio as we know it: no JSON, another shape, an endless list."""
