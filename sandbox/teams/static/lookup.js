// The app's button in the compose box: look something up, put one of the cards found into the message.
// Rule: the newest question wins; nothing is sent before the writer sends it.

import { api } from "./api.js";
import { renderCard } from "./cards.js";
import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

const PAUSE = 250; // milliseconds after the last letter

export class Lookup {
  // `page` has: chat, thread, theme; `changed()` is called when a card comes into the message or leaves it.
  constructor({ button, panel, draft, page, changed }) {
    Object.assign(this, { button, panel, draft, page, changed });
    this.card = null;
    this.asked = 0;
    button.addEventListener("click", () => (panel.hidden ? this.open() : this.close()));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  open() {
    const words = h("input", { type: "search", "aria-label": WORDS.search, placeholder: WORDS.lookUpHint, autocomplete: "off" });
    const close = h("button.icon-button", { type: "button", "aria-label": WORDS.stop, onclick: () => this.close() }, icon("close", 16));
    this.list = h("ul");
    this.note = h("p.lookup-note", { role: "status" });
    this.panel.setAttribute("aria-label", this.button.title);
    this.panel.replaceChildren(h("div.lookup-head", {}, words, close), this.note, this.list);
    words.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(words.value), PAUSE);
    });
    this.show(true);
    words.focus();
    this.ask(null);
  }

  close() {
    clearTimeout(this.waiting);
    this.asked += 1;
    this.show(false);
    this.button.focus();
  }

  show(whether) {
    this.panel.hidden = !whether;
    this.button.setAttribute("aria-expanded", String(whether));
  }

  async ask(text) {
    const number = (this.asked += 1);
    this.note.textContent = WORDS.searching;
    const answer = await api.lookUp(this.page.chat.id, text, this.page.thread ?? undefined).catch(() => ({ error: WORDS.failed }));
    if (number !== this.asked) return;
    const found = answer.found ?? [];
    this.note.textContent = answer.error ?? answer.toast ?? (found.length ? "" : WORDS.foundNothing);
    this.list.replaceChildren(...found.map((each) => h("li", {}, this.row(each))));
  }

  row({ content, preview }) {
    const { title, text } = preview?.content ?? {};
    return h(
      "button.found",
      { type: "button", onclick: () => this.take(content) },
      h("span", {}, title ?? ""),
      h("span.found-text", {}, text ?? ""),
    );
  }

  take(card) {
    this.close();
    this.card = card;
    const drop = h("button.icon-button", { type: "button", "aria-label": WORDS.dropCard, title: WORDS.dropCard, onclick: () => this.drop() }, icon("close", 16));
    const frame = h("div.card-frame", { "data-width": "default" }, renderCard(card, { theme: this.page.theme, act: () => {} }));
    this.draft.replaceChildren(drop, frame);
    this.draft.hidden = false;
    this.changed();
  }

  drop() {
    this.card = null;
    this.draft.hidden = true;
    this.draft.replaceChildren();
    this.changed();
  }

  // Take the card out of the message, to send it.
  taken() {
    const { card } = this;
    if (card) this.drop();
    return card;
  }
}
