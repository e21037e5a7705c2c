// The chat page: who looks, which chat is open, how it looks; the rest is in the modules.
// Rule: polls nothing; the server says what changed.

import { api } from "./api.js";
import { avatar, h, icon, menu } from "./dom.js";
import { renderHeader } from "./header.js";
import { loadHostConfigs } from "./hosts.js";
import { renderList } from "./list.js";
import { Lookup } from "./lookup.js";
import { Messages } from "./messages.js";
import { firstTheme, named, remember, themeMenu, toast, widthToggle, wish } from "./settings.js";
import { WORDS } from "./words.js";

const $ = (id) => document.getElementById(id);

const page = {
  state: null,
  chat: null,
  theme: firstTheme(),
  thread: null,
  toast: (words) => toast($("toasts"), words),
  say,
  reply,
};
const messages = new Messages($("log"), page);
const lookup = new Lookup({ button: $("look-up"), panel: $("lookup"), draft: $("draft"), page, changed: grow });
let stream;
let typing;

async function become(person) {
  stream?.close();
  api.be(person);
  page.state = await api.state();
  page.chat = null;
  messages.views.clear();
  messages.refreshed.clear();
  const { me } = page.state;
  api.be(me.id);
  document.documentElement.dataset.locale = me.locale;
  $("person").replaceChildren(
    avatar(me.name, { size: 28 }),
    h("span.person-name", {}, me.name, me.note ? h("span.person-note", {}, me.note) : null),
    icon("down", 14),
  );
  $("person").setAttribute("aria-label", `${WORDS.person}: ${me.name}`);
  remember({ as: me.key });
  $("demo-tools").replaceChildren(
    ...(page.state.tools ?? []).map((name) =>
      h("button.chip", { type: "button", onclick: async () => page.toast((await api.tool(name)).toast) }, name),
    ),
  );
  const wanted = (wish("chat") ?? "").toLowerCase();
  const chats = page.state.chats;
  const named = chats.find((chat) => [chat.id.toLowerCase(), chat.name.toLowerCase()].includes(wanted));
  await open(named ?? chats[0], { onlyList: !wanted });
  let first = true;
  stream = api.changes(heard, async () => {
    if (!first) await catchUp(); // the connection was lost: what was missed is asked for
    first = false;
  });
}

async function catchUp() {
  page.state = await api.state();
  await messages.open(page.chat);
  draw();
}

async function open(chat, { onlyList = false } = {}) {
  page.chat = chat;
  page.thread = null;
  document.documentElement.dataset.kind = chat.kind;
  $("app").dataset.pane = onlyList ? "list" : "chat";
  if (!onlyList) remember({ chat: chat.kind === "personal" ? chat.name.toLowerCase() : chat.name });
  header();
  compose();
  stopTyping();
  await messages.open(chat);
  await seen();
  draw();
}

// On a phone the open chat is behind the list until it is chosen.
const looking = () =>
  document.visibilityState === "visible" && getComputedStyle(document.querySelector(".chat-pane")).visibility === "visible";

async function seen() {
  if (!looking()) return;
  page.chat.unread = 0;
  await api.read(page.chat.id);
}

function draw() {
  renderList({ rail: $("rail"), list: $("chats"), state: page.state, open: page.chat, choose: open });
  const unread = page.state.chats.reduce((sum, chat) => sum + chat.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${page.chat.name} | Teams (sandbox)`;
}

function header() {
  renderHeader($("chat-header"), page.chat, {
    back: () => { $("app").dataset.pane = "list"; },
    install: async (installed) => {
      const answer = await api.install(page.chat.id, installed).catch(() => ({ error: WORDS.failed }));
      if (answer.error) page.toast(answer.error);
      page.state = await api.state();
      await open(page.state.chats.find((chat) => chat.id === page.chat.id));
    },
  });
}

function compose() {
  const { chat, state } = page;
  const channel = chat.kind === "channel";
  const bot = state.bot.name;
  const hint = channel ? WORDS.channelHint(bot) : WORDS.placeholder;
  $("words").placeholder = chat.installed ? hint : WORDS.notHere;
  $("words").disabled = !chat.installed;
  $("commands").hidden = !chat.installed;
  $("mention").hidden = !channel || !chat.installed;
  $("look-up").hidden = !chat.installed;
  named($("look-up"), WORDS.lookUp(bot));
  lookup.show(false);
  lookup.drop();
  named($("mention"), WORDS.mention(bot));
  $("commands").replaceChildren(
    ...state.commands.map((command) =>
      h("button.chip", { type: "button", title: command.description, onclick: () => say(channel ? `@${bot} ${command.title}` : command.title) }, command.title),
    ),
  );
  answering(null);
  grow();
}

function answering(message) {
  page.thread = message?.id ?? null;
  $("answering").hidden = !message;
  if (!message) return;
  const stop = h("button.icon-button", { type: "button", "aria-label": WORDS.stop, onclick: () => answering(null) }, icon("close", 16));
  $("answering").replaceChildren(h("span", {}, `${WORDS.answering}: ${message.preview}`), stop);
}

function reply(message) {
  answering(message);
  $("words").focus();
}

async function say(text) {
  const bot = page.state.bot.name;
  const told = new RegExp(`@${bot.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b`, "i");
  const channel = page.chat.kind === "channel";
  const mention = channel && told.test(text);
  const words = mention ? text.replace(told, "").trim() : text;
  const options = { thread: page.thread ?? undefined, mention };
  answering(null);
  const answer = await api.say(page.chat.id, words, options).catch(() => ({ error: WORDS.failed }));
  if (answer.error) page.toast(answer.error);
}

async function insert(card, text) {
  const thread = page.thread ?? undefined;
  answering(null);
  await api.insert(page.chat.id, card, text, thread).catch(() => page.toast(WORDS.failed));
}

function grow() {
  const box = $("words");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  $("send").disabled = !box.value.trim() && !lookup.card;
}

function heard({ kind, message }) {
  const chat = page.state.chats.find((known) => known.id === message.chat);
  if (!chat) return;
  const here = chat.id === page.chat.id;
  if (kind === "typing") {
    if (here) startTyping();
    return;
  }
  if (kind === "message") {
    chat.preview = message.preview;
    chat.at = message.at;
    if (message.from !== page.state.me.id && !(here && looking())) chat.unread += 1;
    if (here) {
      if (message.from === page.state.bot.id) stopTyping();
      messages.add(message);
      seen();
    }
  } else if (kind === "update") {
    if (message.at === chat.at) chat.preview = message.preview;
    if (here) messages.update(message);
  } else if (here && kind === "delete") messages.remove(message);
  draw();
}

function startTyping() {
  clearTimeout(typing);
  $("typing").textContent = WORDS.typing(page.state.bot.name);
  typing = setTimeout(stopTyping, 10_000);
}

function stopTyping() {
  clearTimeout(typing);
  $("typing").textContent = "";
}

function wire() {
  widthToggle($("width"));
  themeMenu($("theme"), (theme) => {
    page.theme = theme;
    if (page.chat) messages.redrawAll();
  });
  menu($("person"), () =>
    page.state.people.map((person) => ({
      label: person.name,
      note: person.note,
      lead: avatar(person.name, { size: 28 }),
      checked: person.id === page.state.me.id,
      run: () => become(person.id),
    })),
  );
  $("send").append(icon("send"));
  named($("send"), WORDS.send);
  $("look-up").append(icon("search"));
  $("mention").append(icon("at"));
  $("mention").addEventListener("click", () => {
    $("words").value = `@${page.state.bot.name} ${$("words").value}`;
    $("words").focus();
    grow();
  });
  $("words").addEventListener("input", grow);
  $("words").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    $("form").requestSubmit();
  });
  $("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("words").value.trim();
    const card = lookup.taken();
    $("words").value = "";
    grow();
    if (card) insert(card, text);
    else if (text) say(text);
  });
  document.addEventListener("visibilitychange", () => { if (page.chat) seen().then(draw); });
}

wire();
await loadHostConfigs();
await become(wish("as") ?? "");
document.documentElement.dataset.ready = "true";
