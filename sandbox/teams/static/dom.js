// Making elements: h("button.tool", {onclick}, "text", child ...), icons and avatars.

export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "html") element.innerHTML = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  chat: "M12 3a9 9 0 0 0-7.9 13.3L3 21l4.7-1.1A9 9 0 1 0 12 3Zm-3.5 7h7M8.5 13.5h5",
  teams: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm8 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 18v-1.5A2.5 2.5 0 0 1 5.5 14h5a2.5 2.5 0 0 1 2.5 2.5V18m3 0h5v-1.5a2.5 2.5 0 0 0-2.5-2.5H15",
  send: "m4 12-1-8 18 8-18 8 1-8Zm0 0h8",
  back: "M14.5 5 8 12l6.5 7",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  phone: "M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3Zm2.5 15h3",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
  contrast: "M12 3.5a8.5 8.5 0 1 0 0 17Zm0 0a8.5 8.5 0 0 1 0 17",
  refresh: "M19 12a7 7 0 1 1-2-4.9L19.5 9.5M19.5 5v4.5H15",
  down: "m6 9.5 6 6 6-6",
  reply: "M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V19",
  close: "m6 6 12 12M18 6 6 18",
  at: "M16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-3.5 7.1M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h15.5M4 15h15.5",
  lock: "M7 11V8.5a5 5 0 0 1 10 0V11M6 11h12v9H6z",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1m2 3.7a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20 20",
  check: "m5 12.5 4.5 4.5L19 7.5",
};

export function icon(name, size = 20) {
  const box = h("span.icon", { "aria-hidden": "true" });
  box.innerHTML =
    `<svg viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="currentColor" stroke-width="1.6" ` +
    `stroke-linecap="round" stroke-linejoin="round"><path d="${PATHS[name]}"/></svg>`;
  return box;
}

const HUES = [8, 32, 88, 150, 190, 215, 265, 320];

export function avatar(name, { bot = false, size = 32 } = {}) {
  const words = name.split(/\s+/);
  const initials = bot ? name[0] : words[0][0] + (words.length > 1 ? words.at(-1)[0] : "");
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const element = h(`span.avatar${bot ? ".bot" : ""}`, { "aria-hidden": "true" }, initials.toUpperCase());
  element.style.setProperty("--size", `${size}px`);
  element.style.setProperty("--hue", HUES[sum % HUES.length]);
  return element;
}

// A button with a menu: items are {label, note, checked, run, lead}. Arrow keys walk, Escape closes.
export function menu(button, items) {
  const list = h("div.menu", { role: "menu", hidden: true });
  const close = (focus) => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focus) button.focus();
  };
  const open = () => {
    list.replaceChildren(
      ...items().map((item) =>
        h(
          "button.menu-item",
          {
            type: "button",
            role: item.checked === undefined ? "menuitem" : "menuitemradio",
            "aria-checked": item.checked === undefined ? undefined : String(item.checked),
            onclick: () => { close(true); item.run(); },
          },
          item.lead ?? null,
          h("span.menu-label", {}, item.label, item.note ? h("span.menu-note", {}, item.note) : null),
          item.checked ? icon("check", 16) : null,
        ),
      ),
    );
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    (list.querySelector("[aria-checked=true]") ?? list.firstElementChild)?.focus();
  };
  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  list.addEventListener("keydown", (event) => {
    const entries = [...list.children];
    const at = entries.indexOf(document.activeElement);
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") entries[(at + 1) % entries.length].focus();
    else if (event.key === "ArrowUp") entries[(at - 1 + entries.length) % entries.length].focus();
    else return;
    event.preventDefault();
  });
  list.addEventListener("focusout", (event) => {
    if (!list.contains(event.relatedTarget) && event.relatedTarget !== button) close(false);
  });
  button.after(list);
}
