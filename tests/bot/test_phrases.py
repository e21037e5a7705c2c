"""What somebody means by a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phrases import COMMANDS, command, plain

SAID = [
    ("afwezigheid aanvragen", "request"),
    ("Ik wil graag vrij vragen", "request"),
    ("afwezigheid anvragen", "request"),
    ("ik wil vrij", "request"),
    ("wie is er afwezig?", "whosout"),
    ("wie is morgen afwezig", "whosout"),
    ("wie zijn er volgende week weg", "whosout"),
    ("Wer ist diese Woche abwesend?", "whosout"),
    ("who will be out tomorrow", "whosout"),
    ("qui sera absent demain", "whosout"),
    ("quién está mañana fuera", "whosout"),
    ("chi è domani assente", "whosout"),
    ("quem está amanhã ausente", "whosout"),
    ("instellen", "setup"),
    ("taal", "language"),
    ("hallo", "help"),
    ("wat eten we", None),
    ("held", None),
    ("", None),
    ("🙂", None),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_command_is_understood_in_a_sentence(text, expected):
    assert command(text) == expected


@given(st.text(max_size=200))
def test_anything_can_be_said(text):
    assert command(text) in {*COMMANDS, None}
    assert plain(plain(text)) == plain(text)
