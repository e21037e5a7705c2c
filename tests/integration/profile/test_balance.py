from decimal import Decimal

from bot.features.balance import balance_lines
from cards.amounts import Amount
from personio_client import AbsenceType, Balance

VACATION = AbsenceType(id="v", name="Vakantie", category="PAID_VACATION")
SICK = AbsenceType(id="s", name="Ziek", category="SICK_LEAVE")
OVERTIME = AbsenceType(id="o", name="Overuren", category="OTHER", unit="hour")


def balance(name, now, available):
    return Balance(id=name, name=name, balance=now, available_balance=available)


def test_planned_absences_are_taken_off_and_today_is_told_too():
    found = [(balance("1", Decimal(20), Decimal("18.5")), VACATION)]
    [row] = balance_lines(found)
    assert (row.type_name, row.available, row.today) == (
        "Vakantie", Amount(Decimal("18.5"), "day"), Amount(Decimal(20), "day"),
    )  # fmt: skip


def test_the_unit_is_the_type_s():
    [row] = balance_lines([(balance("1", Decimal("3.5"), None), OVERTIME)])
    assert row.available == Amount(Decimal("3.5"), "hour")


def test_a_type_that_nobody_knows_keeps_the_name_of_its_balance():
    [row] = balance_lines([(balance("Oud verlof", Decimal(1), Decimal(1)), None)])
    assert row.type_name == "Oud verlof"


def test_sickness_and_types_without_entitlement_are_left_out():
    nothing = [
        (balance("1", Decimal(-3), Decimal(-3)), SICK),
        (balance("2", Decimal(0), Decimal(0)), VACATION),
        (balance("3", None, None), VACATION),
    ]
    assert list(balance_lines(nothing)) == []


def test_owing_days_is_told():
    [row] = balance_lines([(balance("1", Decimal(2), Decimal(-1)), VACATION)])
    assert row.available.value == -1


async def test_the_balance_is_answered_in_the_chat(stage):
    await stage.say("saldo")
    assert "Dit heb je nog" in stage.words()
    assert "Vakantie" in stage.words()


async def test_no_balance_is_told_in_a_channel(stage):
    teams = stage.demo.teams
    channel = teams.world.teams[0].channels[1]
    await teams.say(stage.user, "saldo", channel)
    assert "persoonlijke chat" in str(teams.messages(channel)[-1].card)


async def test_a_personio_without_balances_is_said_so(stage):
    stage.demo.personio.switches.v1_alive = "no_balance"
    await stage.say("saldo")
    assert "Personio houdt voor jou geen saldo bij" in stage.words()
