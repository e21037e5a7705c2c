// The sandbox's server: one person's chats, their actions, and live changes.

let me = "";

const query = (more = {}) => new URLSearchParams({ ...(me ? { as: me } : {}), ...more });

async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: me, ...body }),
  });

export const api = {
  be: (person) => { me = person; },
  state: () => ask(`/chat/state?${query()}`),
  messages: (chat) => ask(`/chat/messages?${query({ chat })}`),
  read: (chat) => post("/chat/read", { chat }),
  say: (chat, text, { thread, mention }) => post("/chat/say", { chat, text, thread, mention }),
  press: (message, action) => post("/chat/press", { chat: message.chat, message: message.id, action }),
  install: (chat, installed) => post("/chat/install", { chat, installed }),
  tool: (name) => post("/chat/tool", { name }),
  search: (message, search) => post("/chat/search", { chat: message.chat, message: message.id, query: search }),
  lookUp: (chat, text, thread) => post("/chat/look-up", { chat, text, thread }),
  insert: (chat, card, text, thread) => post("/chat/insert", { chat, card, text, thread }),
  changes(heard, opened) {
    const stream = new EventSource(`/chat/changes?${query()}`);
    stream.onmessage = (event) => heard(JSON.parse(event.data));
    stream.onopen = opened;
    return stream;
  },
};
