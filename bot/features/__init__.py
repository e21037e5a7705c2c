"""What the bot does. The list below is the table of contents: one package per feature, none knows another."""

from bot.features import (
    absences,
    approvals,
    balance,
    digests,
    given_up,
    language,
    my_data,
    notifications,
    requests,
    setup,
    sickness,
    whos_out,
)
from bot.features import help as help_feature
from bot.services.router import Router

ROUTER = Router.merged(
    (
        requests.router,
        absences.router,
        approvals.router,
        sickness.router,
        balance.router,
        whos_out.router,
        digests.router,
        given_up.router,
        my_data.router,
        notifications.router,
        language.router,
        help_feature.router,
        setup.router,
    )
)
