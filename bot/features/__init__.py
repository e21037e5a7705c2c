"""What the bot does. The list below is the table of contents: one room per feature, none knows another."""

from bot.features import (
    absences,
    approval,
    balance,
    digests,
    language,
    life,
    notifications,
    privacy,
    request,
    setup,
    sickness,
    whos_out,
)
from bot.features import help as help_feature
from bot.router import Router

ROUTER = Router.merged(
    (
        request.router,
        life.router,
        absences.router,
        approval.router,
        sickness.router,
        balance.router,
        whos_out.router,
        digests.router,
        privacy.router,
        notifications.router,
        language.router,
        help_feature.router,
        setup.router,
    )
)
