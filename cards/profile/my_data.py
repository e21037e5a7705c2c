"""*What do colleagues see about me?*: what is shared, what is kept, and the choices a person has.

It says how things are at this moment, the inconvenient facts included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards import CardElement

from cards.actions import ChooseCelebrations, DeleteMyData, OpenNotifications, OpenRequest, ShowPrivacy
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line, topic
from cards.i18n import Translator
from cards.people_list import AbsentLine, absent_line


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """``today``: how colleagues see the person today, empty where they are there.

    ``channels``: how many daily updates the person may appear in; ``naming_type``: how many of them name the absence
    type. ``celebrated``: birthday and anniversary may be posted. ``requests``: how many are kept here.
    """

    day: date
    today: tuple[AbsentLine, ...]
    channels: int
    naming_type: int
    celebrated: bool
    requests: int


def privacy_card(view: PrivacyView, t: Translator) -> Card:
    """Show what colleagues see, what is kept, and the buttons that change it."""
    body = [
        heading(t("privacy.title")),
        *_seen(view, t),
        topic(t("privacy.celebrations_title")),
        line(t("privacy.celebrated" if view.celebrated else "privacy.not_celebrated"), space="Small"),
        topic(t("privacy.kept")),
        line(t("privacy.kept_text"), space="Small"),
        *([line(t.plural("privacy.requests", view.requests), space="Small")] if view.requests else []),
        buttons(
            button(
                t("button.celebrate_not" if view.celebrated else "button.celebrate"),
                ChooseCelebrations(posted="false" if view.celebrated else "true"),
                primary=True,
            ),
            button(t("button.notifications"), OpenNotifications()),
            button(t("button.delete_my_data"), DeleteMyData()),
        ),
    ]
    return build_card(t, t("privacy.title"), body)


def _seen(view: PrivacyView, t: Translator) -> Iterator[CardElement]:
    yield line(t("privacy.seen"), space="Small")
    today = [absent_line(each, view.day, t, is_today=True) for each in view.today]
    yield box([line(t("privacy.today" if today else "privacy.today_nothing"), space="None"), *today])
    in_updates = t.plural("privacy.channels", view.channels) if view.channels else t("privacy.channels_none")
    yield line(in_updates, space="Small")
    if view.naming_type:
        yield line(t.plural("privacy.naming_type", view.naming_type), space="Small")
    else:
        yield line(t("privacy.no_type"), space="Small")
    yield line(t("privacy.inferred", open=t("absent.open")), space="Small")
    yield line(t("privacy.involved"), space="Small")


def delete_card(waiting: int, t: Translator) -> Card:
    """Ask once more; ``waiting`` requests would never reach Personio."""
    title = t("privacy.delete_title")
    warned = [line(t.plural("privacy.delete_waiting", waiting), space="Small")] if waiting else []
    body = [
        box([heading(title), line(t("privacy.delete_text"), space="Small"), *warned], "warning"),
        buttons(
            button(t("button.delete_my_data"), DeleteMyData(sure="yes"), primary=True),
            button(t("button.back"), ShowPrivacy()),
        ),
    ]
    return build_card(t, title, body)


def deleted_card(t: Translator, *, under_way: bool = False) -> Card:
    """Say that it is done, and what remains where; ``under_way``: something with Personio is settled first."""
    title = t("privacy.deleted")
    later = [line(t("privacy.deleted_later"), space="Small")] if under_way else []
    body = [
        box([heading(title), line(t("privacy.deleted_text"), space="Small"), *later], "good"),
        buttons(button(t("button.request"), OpenRequest())),
    ]
    return build_card(t, title, body)
