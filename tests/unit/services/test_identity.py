"""Who is asking is decided by the verified activity alone."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.events import Conversation
from bot.core.messaging import Gone, TryLater, Unknown
from bot.features.setup.access import require_admin
from bot.services.context import Refusal
from bot.services.identity import here_on, only, require_person
from bot.services.members import MEMBER_FRESH, Members
from bot.services.personio_cache import Directory
from tests.support.fakes import TENANT, Clock, Roster, Source, member, person, turn

TODAY = date(2026, 11, 23)


async def test_a_member_is_matched_by_email_whatever_its_case():
    source = Source([person(email="Anna@Example.com")])
    found = await require_person(turn(source=source, roster=Roster({"29:a": member("ANNA@example.COM")})))
    assert found.id == "1"


async def test_the_upn_is_tried_where_the_email_is_nobodys():
    source = Source([person(email="anna@example.com")])
    roster = Roster({"29:a": member("a.bakker@mail.example.com", upn="anna@example.com")})
    assert (await require_person(turn(source=source, roster=roster))).id == "1"


async def test_the_link_is_remembered_by_ids_only():
    asked = turn(source=Source([person()]), roster=Roster({"29:a": member()}))
    await require_person(asked)
    (account,) = asked.services.store.accounts.saved
    assert account.person_id == "1"
    assert "anna" not in repr(account).casefold()


REFUSED = [
    ("somebody unknown to Personio", member("nobody@example.com"), "identity.not_linked"),
    ("a guest whose e-mail equals an employee's", member(upn="anna_example.com#EXT#@x.com"), "identity.guest"),
    ("a member of another tenant", member(tenant_id="other"), "identity.guest"),
    ("a guest by role", member(role="guest"), "identity.guest"),
    ("an anonymous user", member(role="anonymous"), "identity.guest"),
    ("no e-mail at all", member(None), "identity.not_linked"),
    ("a record of somebody else", member(object_id="obj-b"), "identity.unknown"),
    ("nobody in Teams' roster", None, "identity.unknown"),
]


@pytest.mark.parametrize(("why", "record", "key"), REFUSED, ids=[row[0] for row in REFUSED])
async def test_outsiders_are_refused_with_a_reason(why, record, key):
    roster = Roster({"29:a": record} if record else {})
    with pytest.raises(Refusal) as refusal:
        await require_person(turn(source=Source([person()]), roster=roster))
    assert refusal.value.problem.key == key


async def test_an_activity_without_an_object_id_is_nobodys():
    with pytest.raises(Refusal, match=r"identity\.unknown"):
        await require_person(turn(source=Source([person()]), roster=Roster({"29:a": member()}), object_id=None))


PEOPLE = [
    ("gone since yesterday", [person(termination_date=date(2026, 11, 22))], "identity.inactive"),
    ("inactive by status", [person(status="inactive")], "identity.inactive"),
    ("starts tomorrow", [person(hire_date=date(2026, 11, 24))], "identity.not_started"),
    ("two people with one e-mail", [person("1"), person("2")], "identity.ambiguous"),
    ("nobody", [], "identity.not_linked"),
]


@pytest.mark.parametrize(("why", "found", "key"), PEOPLE, ids=[row[0] for row in PEOPLE])
def test_who_does_not_work_here_today_is_refused(why, found, key):
    with pytest.raises(Refusal) as refusal:
        only(tuple(found), TODAY)
    assert refusal.value.problem.key == key


def test_the_last_day_still_counts_and_so_does_the_first():
    assert here_on(person(termination_date=TODAY), TODAY)
    assert here_on(person(hire_date=TODAY), TODAY)
    assert here_on(person(status="leave"), TODAY)


def test_an_old_record_with_the_same_email_does_not_matter():
    old, new = person("1", status="inactive"), person("2")
    assert only((old, new), TODAY).id == "2"


async def test_teams_is_asked_once_in_a_while_not_each_time():
    clock, roster = Clock(), Roster({"29:a": member()})
    members = Members(roster, clock)
    source = Source([person()])
    directory = Directory(source, now=clock)
    for _ in range(3):
        await require_person(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    assert roster.calls == 1
    clock.advance(seconds=MEMBER_FRESH.total_seconds())
    await require_person(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    assert roster.calls == 2


async def test_a_new_colleague_is_found_within_a_minute():
    clock, roster = Clock(), Roster({"29:a": member()})
    members = Members(roster, clock)
    source = Source([person("2", "b@example.com")])
    directory = Directory(source, now=clock)
    with pytest.raises(Refusal):
        await require_person(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    source.everybody.append(person())
    clock.advance(minutes=1)
    assert await require_person(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))


async def test_nobody_is_unknown_because_the_first_list_came_too_short():
    source = Source([person("2", "bea@example.com")])
    asked = turn(source=source, roster=Roster({"29:a": member()}))
    await asked.services.directory.people()
    source.everybody.append(person())
    assert (await require_person(asked)).id == "1"


async def test_while_teams_does_not_answer_the_last_link_serves():
    source, roster = Source([person()]), Roster(down=True)
    assert (await require_person(turn(source=source, roster=roster, person_id="1"))).id == "1"
    with pytest.raises(Refusal):
        await require_person(turn(source=source, roster=roster, person_id=None))


@pytest.mark.parametrize("silence", [Unknown("slow"), TryLater("busy"), TimeoutError()], ids=repr)
async def test_nobody_is_unknown_because_teams_is_slow(silence):
    for record in (None, "gone"):
        with pytest.raises(TimeoutError):
            await require_person(elsewhere(Rosters(there=silence, own=silence), person_id=record))
    asked = elsewhere(Rosters(there=silence, own=silence))
    asked.services.admins = frozenset({"anna@example.com"})
    with pytest.raises(TimeoutError):  # nor said to be no admin
        await require_admin(asked)


async def test_nobody_remembered_is_unknown_because_the_first_list_came_too_short():
    source = Source([person("2", "bea@example.com")])
    asked = turn(source=source, roster=Roster(down=True), person_id="1")
    await asked.services.directory.people()
    source.everybody.append(person())
    assert (await require_person(asked)).id == "1"


OWN = Conversation(TENANT, "a:own", "https://smba.example/", "28:bot", "personal")


class Rosters:
    """A roster for each chat: what it says of the sender, or the error that it raises."""

    def __init__(self, **chats):
        self.chats, self.asked = chats, []

    async def member(self, of, member_id):
        self.asked.append((of.id, member_id))
        said = self.chats[of.id.removeprefix("a:")]
        if isinstance(said, Exception):
            raise said
        return said


def elsewhere(roster, *, person_id="1", own=OWN):
    """Return a turn in a chat that the bot may not be in, of somebody with a chat of their own with it."""
    asked = turn(source=Source([person()]), roster=roster, person_id=person_id)
    there = replace(asked.origin, conversation=replace(asked.origin.conversation, id="a:there"))
    return replace(asked, origin=there, account=replace(asked.account, conversation=own))


@pytest.mark.parametrize("here", [None, Gone("not in the roster"), Unknown("slow")], ids=["nobody", "gone", "silent"])
async def test_where_a_chat_does_not_know_somebody_their_own_one_is_asked(here):
    roster = Rosters(there=here, own=member())
    assert (await require_person(elsewhere(roster))).id == "1"
    assert roster.asked == [("a:there", "29:a"), ("a:own", "29:a")]


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (member(role="guest"), "identity.guest"),
        (member(upn="anna_example.com#EXT#@x.com"), "identity.guest"),
        (member(tenant_id="other"), "identity.guest"),
        (member(object_id="obj-b"), "identity.unknown"),
        (member("nobody@example.com"), "identity.not_linked"),
        (None, "identity.unknown"),
    ],
)
@pytest.mark.parametrize("here", [None, Gone("not in the roster")], ids=["nobody", "gone"])
async def test_what_the_own_chat_says_is_judged_like_any_record(here, record, key):
    """Whoever became a guest since they were found is refused, though their link is remembered."""
    with pytest.raises(Refusal) as refusal:
        await require_person(elsewhere(Rosters(there=here, own=record)))
    assert refusal.value.problem.key == key


async def test_a_guest_here_is_not_asked_about_elsewhere():
    roster = Rosters(there=member(role="guest"), own=member())
    with pytest.raises(Refusal, match=r"identity\.guest"):
        await require_person(elsewhere(roster))
    assert roster.asked == [("a:there", "29:a")]


@pytest.mark.parametrize("known", [{"person_id": None}, {"own": None}], ids=["never found", "no chat"])
async def test_who_was_never_found_by_a_roster_has_no_chat_to_ask(known):
    roster = Rosters(there=None, own=member())
    with pytest.raises(Refusal, match=r"identity\.unknown"):
        await require_person(elsewhere(roster, **known))
    assert roster.asked == [("a:there", "29:a")]


async def test_while_no_roster_answers_the_last_link_serves():
    assert (await require_person(elsewhere(Rosters(there=Gone("x"), own=Unknown("slow"))))).id == "1"
    with pytest.raises(Refusal):  # the chat's own roster said no
        await require_person(elsewhere(Rosters(there=Gone("x"), own=Unknown("slow")), person_id=None))
