"""What a look at a card tells: does all of it fit, can all of it be read and named.

Rule: measures what the browser has painted, and names what is wrong.
"""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.support.browser_chat import Chat

_CONTROLS = "input, select, textarea, button, a"

_TOO_WIDE = """card => {
  const frame = card.querySelector('.card-frame').getBoundingClientRect();
  const ruler = document.createElement('canvas').getContext('2d');
  const cut = each => {
    if (each.matches('select')) {  // a folded list clips its words without any trace in the layout
      const look = getComputedStyle(each);
      ruler.font = look.font;
      const words = each.selectedOptions[0]?.textContent ?? '';
      return ruler.measureText(words).width > each.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
    }
    return each.matches('button, label, p, .tag') && each.scrollWidth > each.clientWidth + 1;
  };
  return [...card.querySelectorAll('.card-frame *')].filter(each => each.checkVisibility()).filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || cut(each));
  }).map(each => each.textContent || each.outerHTML.slice(0, 80));
}"""

# https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
_FAINT = """card => {
  const parse = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const over = (top, below) => top.rgb.map((value, i) => value * top.a + below[i] * (1 - top.a));
  const ground = element => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = rgb => rgb
    .map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const texts = document.createTreeWalker(card.querySelector('.card-frame'), NodeFilter.SHOW_TEXT);
  const faint = [];
  for (let text; (text = texts.nextNode());) {
    const element = text.parentElement;
    if (!text.data.trim() || element.matches('option') || !element.checkVisibility()) continue;
    const look = getComputedStyle(element);
    const below = ground(element);
    const [a, b] = [light(over(parse(look.color), below)), light(below)].sort((x, y) => y - x);
    const size = parseFloat(look.fontSize);
    const needed = size >= 24 || (size >= 18.66 && look.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < needed) faint.push(`${ratio.toFixed(2)}: ${text.data}`);
  }
  return faint;
}"""


async def looks_right(chat: Chat) -> None:
    """Check the newest card: nothing sticks out or is cut off, everything can be read, every control has a name."""
    too_wide = await chat.card.evaluate(_TOO_WIDE)
    assert not too_wide, too_wide
    faint = await chat.card.evaluate(_FAINT)
    assert not faint, faint
    assert await chat.log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    for control in await chat.card.locator(_CONTROLS).all():
        if await control.is_visible():
            await expect(control).to_have_accessible_name(re.compile(r"\w"))
