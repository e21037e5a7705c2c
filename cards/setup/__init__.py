"""The cards of the setup in Teams: four steps, and the channel updates there are.

Nothing secret is asked or shown; what the admin typed comes back as typed, whatever it was.
"""

from cards.setup.channels import (
    CHANNELS,
    COMPANY,
    NONE,
    TIMEZONES,
    UNITS,
    USUAL,
    ChannelOption,
    RowView,
    channel_name,
    channels_card,
    day_choices,
    holiday_choices,
    unlisted_name,
)
from cards.setup.mappings import ConfirmView, MappingsView, MappingView, confirm_card, done_card, mappings_card
from cards.setup.notices import outsiders_card, paused_card
from cards.setup.preview import PreviewView, preview_card
from cards.setup.status import (
    AttributeLine,
    PersonioStatusView,
    TeamsStatusView,
    opened_elsewhere,
    personio_status_card,
    teams_status_card,
)
from cards.setup.teams import TeamOption, TeamsView, team_choices, teams_card

__all__ = [
    "CHANNELS",
    "COMPANY",
    "NONE",
    "TIMEZONES",
    "UNITS",
    "USUAL",
    "AttributeLine",
    "ChannelOption",
    "ConfirmView",
    "MappingView",
    "MappingsView",
    "PersonioStatusView",
    "PreviewView",
    "RowView",
    "TeamOption",
    "TeamsStatusView",
    "TeamsView",
    "channel_name",
    "channels_card",
    "confirm_card",
    "day_choices",
    "done_card",
    "holiday_choices",
    "mappings_card",
    "opened_elsewhere",
    "outsiders_card",
    "paused_card",
    "personio_status_card",
    "preview_card",
    "team_choices",
    "teams_card",
    "teams_status_card",
    "unlisted_name",
]
