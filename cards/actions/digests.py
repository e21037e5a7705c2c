"""Looking after the channel updates there are."""

from __future__ import annotations

from typing import Literal

from cards.form_data import Data, Typed


class ListDigests(Data):
    """Show the channel updates there are, from the ``start``-th on (a number, from 0)."""

    verb: Literal["digest.list"] = "digest.list"
    start: Typed = None


class _AboutDigest(Data):
    subscription_id: Typed = None


class OpenDigest(_AboutDigest):
    """Show one channel update with everything that can be done to it."""

    verb: Literal["digest.open"] = "digest.open"


class PauseDigest(_AboutDigest):
    """*Pause*."""

    verb: Literal["digest.pause"] = "digest.pause"


class ResumeDigest(_AboutDigest):
    """*Resume*."""

    verb: Literal["digest.resume"] = "digest.resume"


class DeleteDigest(_AboutDigest):
    """*Delete*; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["digest.delete"] = "digest.delete"
    sure: Typed = None


class PostDigest(_AboutDigest):
    """*Post now*; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["digest.post"] = "digest.post"
    sure: Typed = None
