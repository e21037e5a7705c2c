// The list of chats and channels, and the rail beside it.

import { avatar, h, icon } from "./dom.js";
import { when, WORDS } from "./words.js";

export function renderList({ rail, list, state, open, choose }) {
  const personal = state.chats.filter((chat) => chat.kind === "personal");
  const channels = state.chats.filter((chat) => chat.kind === "channel");
  const teams = Map.groupBy(channels, (chat) => chat.team);
  list.replaceChildren(
    h("h2.section", {}, WORDS.chats),
    ...personal.map((chat) => chatRow(chat, open, choose)),
    teams.size ? h("h2.section", {}, WORDS.teams) : "",
    ...[...teams].map(([team, rows]) =>
      h(
        "div.team",
        { role: "group", "aria-label": team },
        h("div.team-name", {}, avatar(team, { size: 24 }), h("span", {}, team)),
        ...rows.map((chat) => channelRow(chat, open, choose)),
      ),
    ),
  );
  rail.replaceChildren(
    railButton("chat", WORDS.chat, personal, open, choose),
    channels.length ? railButton("teams", "Teams", channels, open, choose) : "",
  );
}

function railButton(name, label, chats, open, choose) {
  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  const here = chats.includes(open);
  return h(
    "button.rail-button",
    {
      type: "button",
      "aria-current": here ? "page" : undefined,
      "aria-label": unread ? `${label}, ${WORDS.unread(unread)}` : label,
      onclick: () => choose(chats.find((chat) => chat.unread) ?? chats[0]),
    },
    icon(name, 24),
    h("span", { "aria-hidden": "true" }, label),
    unread ? h("span.badge", { "aria-hidden": "true" }, String(unread)) : null,
  );
}

function row(kind, chat, open, choose, ...children) {
  return h(
    `button.row.${kind}${chat.unread ? ".unread" : ""}`,
    {
      type: "button",
      "aria-label": chat.unread ? `${chat.name}, ${WORDS.unread(chat.unread)}` : chat.name,
      "aria-description": chat.preview,
      "aria-current": chat === open ? "page" : undefined,
      onclick: () => choose(chat),
    },
    ...children,
    chat.unread ? h("span.badge", { "aria-hidden": "true" }, String(chat.unread)) : null,
  );
}

function chatRow(chat, open, choose) {
  return row(
    "chat-row",
    chat,
    open,
    choose,
    avatar(chat.name, { bot: true, size: 36 }),
    h(
      "span.row-text",
      {},
      h("span.row-line", {}, h("span.row-name", {}, chat.name), chat.at ? h("time", {}, when(chat.at, new Date())) : null),
      h("span.preview", {}, chat.preview),
    ),
  );
}

function channelRow(chat, open, choose) {
  const kind = { private: ["lock", WORDS.private], shared: ["link", WORDS.shared] }[chat.type];
  return row(
    "channel-row",
    chat,
    open,
    choose,
    h("span.row-name", {}, chat.name),
    kind ? h("span", { title: kind[1] }, icon(kind[0], 14)) : null,
  );
}
