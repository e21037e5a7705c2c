"""Every verb there is, pressed by a colleague with the ids of somebody else's things: nothing is seen, changed or told.

New verbs are in it by themselves, because they are read from the union that the bot reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from bot.core.records import AbsenceRequest
from bot.core.subscriptions import Subscription
from cards.actions import Action
from sandbox.company import personas
from sandbox.demo import TENANT
from tests.support.attacker import MessageEndpoint, press
from tests.support.stage import Stage, inputs

pytestmark = pytest.mark.timeout(120)

SECRET = "Alleen voor mij bedoeld"
FAR = {"first_day": "2027-02-03", "last_day": "2027-02-04"}  # the employee's, and in nobody else's answers
NEAR = {"first_day": "2026-12-14", "last_day": "2026-12-14"}
TYPED = {
    "sure": "yes", "role": "approver", "posted": "false", "length": "open", "start": "0", "day": "2026-11-23",
    "substitute": "5001", "comment": "x", "language": "de", "unit": "day",
}  # fmt: skip
VERBS = {kind.model_fields["verb"].default: kind for kind in get_args(Action)}


async def somebodys_things(stage: Stage) -> dict[str, str]:
    """Give the demo's employee a request, a sickness and an update, and return their ids."""
    await stage.review(FAR | {"comment": SECRET})
    await stage.press("request.file")
    await stage.say("ik ben ziek")
    await stage.press("sick.report", inputs(stage.card()))
    store = stage.bot.services.store
    update = Subscription(id="s-1", tenant_id=TENANT, team_id="t", channel_id="c")
    await store.subscriptions.save(update, None, by=stage.user.object_id)
    sick, asked = await store.requests.of_owner(TENANT, stage.user.object_id)
    assert asked.personio_id
    assert sick.personio_id
    return {
        "the request": str(asked.id),
        "the sickness": str(sick.id),
        "its absence": asked.personio_id,
        "the sick absence": sick.personio_id,
        "the person": str(stage.person.id),
        "the update": update.id,
        "the account": stage.user.object_id,
    }


def forged(kind: Any, foreign: str) -> Iterator[dict[str, Any]]:
    """Yield card data of a verb with a foreign id wherever one fits, in both roles."""
    fields = set(kind.model_fields) - {"verb"}
    ids = {name: foreign for name in fields if name.endswith("_id") or name in {"after", "changes"}}
    data = {name: value for name, value in {**TYPED, **NEAR}.items() if name in fields} | ids
    if "draft" in fields:
        data["draft"] = {**NEAR, "changes": foreign, "type_id": "1"}
    yield data
    if "role" in fields:
        yield {**data, "role": "substitute"}
    if "sure" in fields:
        yield {name: value for name, value in data.items() if name != "sure"}
    if "last_day" in fields:
        yield {**data, "last_day": "2026-11-23"}


async def kept(stage: Stage) -> list[Any]:
    """Return everything that is the employee's, here and in Personio."""
    store, mine = stage.bot.services.store, stage.user.object_id
    requests = await store.requests.of_owner(TENANT, mine)
    return [
        [essence(each) for each in requests],
        [await store.tasks.of_request(each.id) for each in requests],
        await store.accounts.find(TENANT, mine),
        str(stage.person.id) in await store.opt_outs.of_tenant(TENANT),
        await store.subscriptions.all(),
        [each for each in stage.demo.personio.absences if each.employee_id == stage.person.id],
    ]


def essence(request: AbsenceRequest) -> tuple[Any, ...]:
    """Return what the employee asked for and how it stands; what the bot notes for itself may change meanwhile."""
    deeds = {name for name in ("withdrawing", "changing") if name in request.details}
    return request.id, request.state, request.status, request.personio_id, request.details["draft"], deeds


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_does_nothing_with_what_is_somebody_elses(
    stage: Stage, http_endpoint: MessageEndpoint, verb: str
) -> None:
    things = await somebodys_things(stage)
    colleague = stage.demo.teams.world.user(personas(stage.demo.company).admin.email)  # no admin of the bot here
    before = await kept(stage)
    for name, foreign in things.items():
        for data in forged(VERBS[verb], foreign):
            status, body = await http_endpoint.post(press(stage, colleague, verb, **data))
            said = json.dumps(body, ensure_ascii=False)
            assert status == 200, (name, data)
            assert body["statusCode"] == 200, (name, data, said)
            for mine in (SECRET, stage.person.last_name, "februari", "2027-02"):
                assert mine not in said, (name, data, mine)
    assert await kept(stage) == before
