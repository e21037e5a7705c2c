// One conversation on screen: day lines, messages, channel posts with their replies, cards.
// Rule: a card that came as an answer is only shown here; an update from the server always wins over it. Whoever reads
// at the end stays at the end, whatever grows.

import { api } from "./api.js";
import { prose, refreshesFor, refreshOf, renderCard } from "./cards.js";
import { avatar, h, icon, menu } from "./dom.js";
import { day, dayName, time, WORDS } from "./words.js";

const NEAR = 120; // pixels from the end that still count as reading at the end
const REFRESH_PAUSE = 60_000; // milliseconds; Teams refreshes a card by itself at most once a minute

export class Messages {
  // `page` has: state (me, bot, names), theme, chat (the open one), toast(words), reply(message)
  constructor(log, page) {
    this.log = log;
    this.page = page;
    this.views = new Map(); // message id -> card that only this screen shows
    this.refreshed = new Map(); // message id -> when
    this.shown = new Map(); // message id -> message
    this.column = h("div"); // as high as everything said
    log.append(this.column);
    this.follow();
    // The second click of a double click may find another card under the pointer: it was not meant for that one.
    log.addEventListener("click", (event) => {
      if (event.detail > 1 && event.target.closest(".ac-pushButton")) event.stopPropagation();
    }, { capture: true });
  }

  // A card that is edited, a note below an input or a growing compose box leave who is at the end at the end.
  follow() {
    const { log } = this;
    log.addEventListener("scroll", () => { this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR; });
    const growth = new ResizeObserver(() => this.atEnd && this.toEnd());
    growth.observe(this.column);
    growth.observe(log);
  }

  async open(chat) {
    const messages = await api.messages(chat.id);
    this.shown.clear();
    this.column.replaceChildren(this.start(chat));
    this.lastDay = "";
    for (const message of messages) this.add(message, { quiet: true });
    this.toEnd();
  }

  start(chat) {
    const bot = this.page.state.bot.name;
    const channel = chat.kind === "channel";
    return h(
      "div.start",
      {},
      channel ? null : avatar(bot, { bot: true, size: 72 }),
      h("p", {}, channel ? WORDS.welcomeChannel(`${chat.team} › ${chat.name}`) : WORDS.welcome(bot)),
    );
  }

  add(message, { quiet = false } = {}) {
    if (this.shown.has(message.id)) return;
    this.shown.set(message.id, message);
    const channel = this.page.chat.kind === "channel";
    const element = this.element(message);
    const root = message.thread && this.log.querySelector(`[data-post="${message.thread}"] .replies`);
    if (root) root.append(element);
    else {
      if (day(message.at) !== this.lastDay) {
        this.lastDay = day(message.at);
        this.column.append(h("div.day", { role: "separator" }, h("span", {}, dayName(message.at, new Date()))));
      }
      this.column.append(channel ? this.post(message, element) : element);
    }
    this.autoRefresh(message);
    if (!quiet && message.from === this.page.state.me.id) this.toEnd();
  }

  update(message) {
    const before = this.shown.get(message.id);
    const seen = JSON.stringify(this.views.get(message.id) ?? before?.cards[0] ?? null);
    this.views.delete(message.id);
    // What is on screen already stays as it is, with whatever was typed into it meanwhile.
    if (before && message.cards.length === 1 && JSON.stringify(message.cards[0]) === seen) this.shown.set(message.id, message);
    else this.redraw(message);
    this.autoRefresh(message);
  }

  remove(message) {
    this.shown.delete(message.id);
    const element = this.log.querySelector(`[data-message="${message.id}"]`);
    (element?.closest(`[data-post="${message.id}"]`) ?? element)?.remove();
  }

  redraw(message) {
    const old = this.log.querySelector(`[data-message="${message.id}"]`);
    if (!old) return;
    this.shown.set(message.id, message);
    const focused = old.contains(document.activeElement);
    const element = this.element(message);
    old.replaceWith(element);
    if (focused) element.focus({ preventScroll: true });
  }

  redrawAll() {
    for (const message of this.shown.values()) this.redraw(message);
  }

  toEnd() {
    this.atEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  post(message, element) {
    return h(
      "article.post",
      { "data-post": message.id },
      element,
      h("div.replies"),
      h("button.reply", { type: "button", onclick: () => this.page.reply(message) }, icon("reply", 16), WORDS.answer),
    );
  }

  element(message) {
    const { me, bot, names } = this.page.state;
    const own = message.from === me.id;
    const fromBot = message.from === bot.id;
    const name = names[message.from] ?? message.from;
    const head = h(
      "div.head",
      {},
      h("span.author", {}, name),
      fromBot ? h("span.app-mark", {}, WORDS.app) : null,
      h("time", { datetime: message.at }, time(message.at)),
      message.edited ? h("span.edited", {}, WORDS.edited) : null,
      message.private ? h("span.edited", {}, WORDS.onlyYou) : null,
    );
    const content = h("div.content", {}, head);
    if (message.text) content.append(this.bubble(message));
    message.cards.forEach((card, index) => content.append(this.card(message, card, index)));
    if (message.suggestions.length) content.append(this.suggestions(message));
    return h(
      `div.message${own ? ".own" : ""}`,
      { "data-message": message.id, tabindex: "-1" },
      avatar(name, { bot: fromBot }),
      content,
    );
  }

  bubble(message) {
    if (!message.plain) return h("div.bubble", { html: prose(message.text) });
    const bubble = h("div.bubble");
    for (const piece of message.text.split(/(<at>.*?<\/at>)/)) {
      const mention = /^<at>(.*)<\/at>$/.exec(piece);
      bubble.append(mention ? h("span.mention", {}, mention[1]) : piece);
    }
    return bubble;
  }

  suggestions(message) {
    const buttons = message.suggestions.map((action) =>
      h("button.chip", { type: "button", onclick: () => this.page.say(action.value ?? action.title) }, action.title),
    );
    return h("div.suggestions", {}, ...buttons);
  }

  card(message, original, index) {
    const card = index === 0 ? (this.views.get(message.id) ?? original) : original;
    const frame = h("div.card-frame", { "data-width": card.msteams?.width?.toLowerCase() ?? "default" });
    const act = (action) => this.act(message, frame, action);
    frame.append(renderCard(card, { theme: this.page.theme, message, act }));
    if (refreshOf(card)) {
      const more = h(
        "button.icon-button.card-more",
        { type: "button", "aria-label": WORDS.more, title: WORDS.more, "aria-haspopup": "menu", "aria-expanded": "false" },
        icon("more"),
      );
      frame.append(h("div.menu-host.card-menu", {}, more));
      menu(more, () => [{ label: WORDS.refresh, lead: icon("refresh", 16), run: () => this.refresh(message, card, "manual") }]);
    }
    return frame;
  }

  async act(message, frame, action) {
    if (frame.classList.contains("pressing")) return;
    frame.classList.add("pressing");
    frame.setAttribute("aria-busy", "true");
    frame.querySelector(".card-error")?.remove();
    const answer = await api.press(message, action).catch(() => ({ error: WORDS.failed }));
    frame.classList.remove("pressing");
    frame.removeAttribute("aria-busy");
    this.apply(message, answer, frame);
  }

  apply(message, answer, frame) {
    if (answer.toast) this.page.toast(answer.toast);
    if (answer.card) {
      this.views.set(message.id, answer.card);
      this.redraw(this.shown.get(message.id) ?? message);
      this.autoRefresh(message);
    } else if (answer.error && frame) {
      const error = h("div.card-error", { role: "alert" }, answer.error);
      frame.append(error);
      error.scrollIntoView({ block: "nearest" });
    }
  }

  autoRefresh(message) {
    const card = this.views.get(message.id) ?? message.cards[0];
    const last = this.refreshed.get(message.id) ?? -Infinity;
    if (!refreshesFor(card, this.page.state.me.id) || Date.now() - last < REFRESH_PAUSE) return;
    this.refresh(message, card, "automatic");
  }

  async refresh(message, card, trigger) {
    this.refreshed.set(message.id, Date.now());
    const { id, verb, data } = refreshOf(card);
    const answer = await api
      .press(message, { type: "Action.Execute", id, verb, data, trigger })
      .catch(() => ({ error: WORDS.failed }));
    if (trigger === "manual" && answer.error) this.page.toast(answer.error);
    // An automatic refresh that fails leaves the card as it is.
    this.apply(message, { card: answer.card, toast: answer.toast });
  }
}
