// Above a conversation: whose it is, the way back to the list, and whether the app is there.

import { avatar, h, icon, menu } from "./dom.js";
import { WORDS } from "./words.js";

// `back()` shows the list, `install(whether)` adds the app or removes it.
export function renderHeader(header, chat, { back, install }) {
  const channel = chat.kind === "channel";
  const kind = { private: WORDS.private, shared: WORDS.shared }[chat.type];
  const more = h("button.icon-button", {
    type: "button",
    "aria-label": WORDS.appMenu,
    title: WORDS.appMenu,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  more.append(icon("more"));
  header.replaceChildren(
    h("button.icon-button.back", { type: "button", "aria-label": WORDS.back, onclick: back }, icon("back")),
    channel ? avatar(chat.team, { size: 36 }) : avatar(chat.name, { bot: true, size: 36 }),
    h(
      "div.chat-name",
      {},
      h("h2", {}, chat.name),
      channel ? h("span.chat-team", {}, kind ? `${chat.team} · ${kind}` : chat.team) : null,
    ),
    h("span.tab", {}, channel ? "Berichten" : WORDS.chat),
    h("div.menu-host.chat-menu", {}, more),
  );
  menu(more, () => [
    {
      label: (chat.installed ? WORDS.removeApp : WORDS.addApp)(chat.team),
      lead: icon(chat.installed ? "close" : "check", 16),
      run: () => install(!chat.installed),
    },
  ]);
}
