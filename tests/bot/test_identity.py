"""Who is asking is decided by the verified activity alone."""

from datetime import date

import pytest

from bot.directory import Directory
from bot.identity import MEMBER_FRESH, Members, here_on, only, who
from bot.services import Refused
from tests.bot.fakes import Clock, Roster, Source, member, person, turn

TODAY = date(2026, 11, 23)


async def test_a_member_is_matched_by_email_whatever_its_case():
    source = Source([person(email="Anna@Example.com")])
    found = await who(turn(source=source, roster=Roster({"29:a": member("ANNA@example.COM")})))
    assert found.id == "1"


async def test_the_upn_is_tried_where_the_email_is_nobodys():
    source = Source([person(email="anna@example.com")])
    roster = Roster({"29:a": member("a.bakker@mail.example.com", upn="anna@example.com")})
    assert (await who(turn(source=source, roster=roster))).id == "1"


async def test_the_link_is_remembered_by_ids_only():
    asked = turn(source=Source([person()]), roster=Roster({"29:a": member()}))
    await who(asked)
    (account,) = asked.services.store.saved
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
    with pytest.raises(Refused) as refusal:
        await who(turn(source=Source([person()]), roster=roster))
    assert refusal.value.problem.key == key


async def test_an_activity_without_an_object_id_is_nobodys():
    with pytest.raises(Refused, match=r"identity\.unknown"):
        await who(turn(source=Source([person()]), roster=Roster({"29:a": member()}), object_id=None))


PEOPLE = [
    ("gone since yesterday", [person(termination_date=date(2026, 11, 22))], "identity.inactive"),
    ("inactive by status", [person(status="inactive")], "identity.inactive"),
    ("starts tomorrow", [person(hire_date=date(2026, 11, 24))], "identity.not_started"),
    ("two people with one e-mail", [person("1"), person("2")], "identity.ambiguous"),
    ("nobody", [], "identity.not_linked"),
]


@pytest.mark.parametrize(("why", "found", "key"), PEOPLE, ids=[row[0] for row in PEOPLE])
def test_who_does_not_work_here_today_is_refused(why, found, key):
    with pytest.raises(Refused) as refusal:
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
    clock, members, roster = Clock(), Members(), Roster({"29:a": member()})
    source = Source([person()])
    directory = Directory(source, now=clock)
    for _ in range(3):
        await who(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    assert roster.calls == 1
    clock.advance(seconds=MEMBER_FRESH.total_seconds())
    await who(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    assert roster.calls == 2


async def test_a_new_colleague_is_found_within_a_minute():
    clock, members, roster, source = Clock(), Members(), Roster({"29:a": member()}), Source([])
    directory = Directory(source, now=clock)
    with pytest.raises(Refused):
        await who(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))
    source.everybody = [person()]
    clock.advance(minutes=1)
    assert await who(turn(source=source, roster=roster, clock=clock, members=members, directory=directory))


async def test_while_teams_does_not_answer_the_last_link_serves():
    source, roster = Source([person()]), Roster(down=True)
    assert (await who(turn(source=source, roster=roster, person_id="1"))).id == "1"
    with pytest.raises(Refused):
        await who(turn(source=source, roster=roster, person_id=None))
