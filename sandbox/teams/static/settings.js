// How the page looks and where it is: theme, phone width, and the address bar that remembers both.

import { h, icon, menu } from "./dom.js";
import { WORDS } from "./words.js";

const url = new URL(location.href);

export const wish = (name) => url.searchParams.get(name);

export function remember(values) {
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
}

export function firstTheme() {
  if (wish("theme") in WORDS.themes) return wish("theme");
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// `changed(theme)` redraws what is on screen.
export function themeMenu(button, changed) {
  let worn;
  const wear = (theme) => {
    worn = theme;
    document.documentElement.dataset.theme = theme;
    button.replaceChildren(icon(theme));
    named(button, `${WORDS.theme}: ${WORDS.themes[theme]}`);
    changed(theme);
  };
  menu(button, () =>
    Object.entries(WORDS.themes).map(([theme, label]) => ({
      label,
      lead: icon(theme, 16),
      checked: theme === worn,
      run: () => { wear(theme); remember({ theme }); },
    })),
  );
  wear(firstTheme());
}

export function widthToggle(button) {
  const fit = (phone) => {
    document.body.classList.toggle("phone", phone);
    button.setAttribute("aria-pressed", String(phone));
  };
  button.replaceChildren(icon("phone"));
  named(button, WORDS.phone);
  button.addEventListener("click", () => {
    fit(!document.body.classList.contains("phone"));
    remember({ width: document.body.classList.contains("phone") ? "phone" : "" });
  });
  fit(wish("width") === "phone");
}

export function named(button, words) {
  button.title = words;
  button.setAttribute("aria-label", words);
}

export function toast(region, words) {
  const element = h("div.toast", {}, words);
  region.append(element);
  setTimeout(() => element.remove(), 6000);
}
