"""On a phone: the substitute declines, another one is asked; and whoever leaves the chat finds the step that was reached."""

from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY, NARROW
from tests.support.screenshots import looks_right

pytestmark = JOURNEY
ALIVE = True


async def test_a_declined_substitute_is_replaced_with_one_press(look, built):
    sanne = await look(size=NARROW)
    await sanne.request("2026-12-01", "2026-12-04", substitute=built.people.substitute.name, comment="Naar zee")
    built.demo.personio.decline(built.absence().id)
    await sanne.sees("Je vervanger heeft geweigerd", "Andere vervanger kiezen")
    await expect(sanne.card).not_to_contain_text("leidinggevende")
    await looks_right(sanne)
    await sanne.press("Andere vervanger kiezen")
    await sanne.sees("Alles is al ingevuld")
    await looks_right(sanne)
    await expect(sanne.field("Opmerking")).to_have_value("Naar zee")
    await sanne.press("Volgende stap")
    await sanne.sees("Klopt dit?")
    await sanne.pick("Vervanger", built.people.approver.name[:5], built.people.approver.name)
    await sanne.press("Aanvragen")
    await sanne.sees("Je aanvraag wacht op je vervanger", built.people.approver.name)
    assert len(built.absences()) == 2


async def test_what_was_typed_and_the_step_that_was_reached_survive_a_reload(look, built):
    sanne = await look(size=NARROW)
    await sanne.review("2026-12-01", "2026-12-04", comment="Naar zee")
    await built.idle()
    await sanne.come_back()
    await sanne.sees("Klopt dit?", "Naar zee")
    await sanne.press("Terug")
    await sanne.sees("Afwezigheid aanvragen")
    await sanne.come_back()
    await expect(sanne.field("Opmerking")).to_have_value("Naar zee")
    await sanne.press("Volgende stap")
    await sanne.press("Aanvragen")
    await sanne.sees("Je aanvraag wacht op goedkeuring")
    await looks_right(sanne)
