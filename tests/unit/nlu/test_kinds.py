from datetime import date

import pytest

from bot.core.nlu import TypeName, parse_request

TODAY = date(2026, 11, 25)
LEAVE = TypeName("1", "Jahresurlaub", "paid_vacation")
CARRIED = TypeName("2", "Resturlaub Vorjahr", "paid_vacation")
ADV = TypeName("3", "ADV-dagen", "other")
RTT = TypeName("4", "RTT", "other")
STUDY = TypeName("5", "Studieverlof", "other")
SICK = TypeName("6", "Arbeitsunfähigkeit", "sick_leave")
REMOTE = TypeName("7", "Workation", "offsite_work")


def kind(text, *types):
    parsed = parse_request(text, today=TODAY, types=types)
    assert parsed is not None
    return parsed.type_id, "free_text.which_type" in parsed.unclear


def test_one_type_of_the_category_is_the_one_meant():
    assert kind("vrijdag vrij", LEAVE, SICK, REMOTE) == ("1", False)
    assert kind("Freitag krank", LEAVE, SICK, REMOTE) == ("6", False)
    assert kind("wfh on Friday", LEAVE, SICK, REMOTE) == ("7", False)


def test_two_types_that_fit_are_asked_back():
    assert kind("Freitag frei", LEAVE, CARRIED) == ("1", True)


@pytest.mark.parametrize(("text", "meant"), [("vrijdag studieverlof graag", "5"), ("RTT vendredi", "4")])
def test_the_name_the_company_gave_it_wins(text, meant):
    assert kind(text, LEAVE, RTT, STUDY) == (meant, False)


def test_what_the_company_does_not_have_is_asked_back():
    assert kind("vrijdag onbetaald verlof", LEAVE, SICK) == (None, True)
    assert kind("vrijdag vrij") == (None, True)


def test_no_type_is_chosen_where_none_is_named():
    assert kind("vrijdag ben ik er niet", LEAVE) == (None, True)
