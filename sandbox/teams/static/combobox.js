// A field that is filled by typing and choosing, from a list or from what the bot finds: one option, or several as tags.
// Rule: what is sent are chosen options, never what was merely typed.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

const PAUSE = 250; // milliseconds without a key before a search
const FOUND = 15; // Teams shows no more of what the bot finds
const LIST = 240; // pixels that a full list takes
let made = 0;

export class Combobox {
  // `choices()` are the options that need no search, `search(text)` finds more (null: there are no more),
  // `changed()` hears of every choice.
  constructor({ many, required, hint, choices, search, changed }) {
    Object.assign(this, { many, choices, search, changed, chosen: [] });
    const id = `combobox-${++made}`;
    this.list = h("div.options", { role: "listbox", id, hidden: true, "aria-multiselectable": many ? "true" : undefined });
    this.tags = h("div.tags", { hidden: true });
    this.field = h("input.ac-input.ac-textInput", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      placeholder: hint || (many ? WORDS.search : undefined),
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      "aria-required": required ? "true" : undefined,
      onclick: () => this.open(this.choices()),
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.leave(),
    });
    this.element = h("div.combobox", {}, this.tags, h("div.combobox-field", {}, this.field, icon("down", 16), this.list));
  }

  get value() {
    return this.chosen.map((choice) => choice.value).join(",") || undefined;
  }

  set(chosen) {
    this.chosen = chosen;
    this.rest();
    this.drawTags();
  }

  // What the field says while nobody types in it.
  rest() {
    this.field.value = this.many ? "" : (this.chosen[0]?.title ?? "");
  }

  has(choice) {
    return this.chosen.some((known) => known.value === choice.value);
  }

  choose(choice) {
    if (!this.many) {
      this.set([choice]);
      this.close();
    } else {
      const typed = this.field.value;
      this.set(this.has(choice) ? this.chosen.filter((known) => known.value !== choice.value) : [...this.chosen, choice]);
      if (typed) this.open(this.choices());
      else this.mark();
    }
    this.changed();
  }

  drawTags() {
    if (!this.many) return;
    this.tags.hidden = !this.chosen.length;
    this.tags.replaceChildren(
      ...this.chosen.map((choice) =>
        h(
          "button.tag",
          {
            type: "button",
            "aria-label": WORDS.remove(choice.title),
            onclick: () => { this.choose(choice); this.field.focus(); },
          },
          h("span", {}, choice.title),
          icon("close", 12),
        ),
      ),
    );
  }

  typed() {
    const text = this.field.value.trim();
    if (!text && !this.many) this.chosen = [];
    clearTimeout(this.pause);
    if (!this.search || !text) {
      const low = text.toLowerCase();
      this.open(this.choices().filter((choice) => choice.title.toLowerCase().includes(low)), text);
      return;
    }
    this.pause = setTimeout(() => this.find(text), PAUSE);
  }

  async find(text) {
    const late = () => this.field.value.trim() !== text || document.activeElement !== this.field;
    this.say(WORDS.searching);
    try {
      const choices = await this.search(text);
      if (!late()) this.open(choices.slice(0, FOUND), text);
    } catch (error) {
      if (!late()) this.say(error.message || WORDS.failed);
    }
  }

  open(choices, text = "") {
    if (!choices.length) {
      this.say(text ? WORDS.foundNothing : WORDS.search);
      return;
    }
    this.list.replaceChildren(
      ...choices.map((choice, index) => {
        const option = h("div.option", {
          role: "option",
          id: `${this.list.id}-${index}`,
          // Before blur, or the list would be gone when the click arrives.
          onmousedown: (event) => event.preventDefault(),
          onclick: () => this.choose(choice),
        });
        option.append(h("span", {}, ...marked(choice.title, text)), this.many ? icon("check", 16) : "");
        option.choice = choice;
        return option;
      }),
    );
    this.mark();
    this.show();
  }

  mark() {
    for (const option of this.list.querySelectorAll(".option")) {
      option.setAttribute("aria-selected", String(this.has(option.choice)));
    }
  }

  say(words) {
    this.list.replaceChildren(h("div.no-option", { role: "status" }, words));
    this.show();
  }

  show() {
    this.list.hidden = false;
    this.list.classList.toggle("above", cramped(this.field));
    this.field.setAttribute("aria-expanded", "true");
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  leave() {
    clearTimeout(this.pause);
    this.close();
    this.rest(); // what was typed but not chosen is no answer
  }

  key(event) {
    const options = [...this.list.querySelectorAll(".option")];
    const at = options.findIndex((option) => option.classList.contains("active"));
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !this.list.hidden && at >= 0) this.choose(options[at].choice);
    else if (event.key === "Backspace" && this.many && !this.field.value && this.chosen.length) this.choose(this.chosen.at(-1));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.open(this.choices());
      else if (options.length) this.activate(options, at + (event.key === "ArrowDown" ? 1 : -1));
    } else return;
    event.preventDefault();
  }

  activate(options, index) {
    const next = options[(index + options.length) % options.length];
    for (const option of options) option.classList.toggle("active", option === next);
    next.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", next.id);
  }
}

// Whether a list below would be cut off by the end of the chat, where there is more room above.
function cramped(field) {
  const chat = field.closest(".log").getBoundingClientRect();
  const { top, bottom } = field.getBoundingClientRect();
  return chat.bottom - bottom < LIST && chat.bottom - bottom < top - chat.top;
}

function marked(title, text) {
  const at = text ? title.toLowerCase().indexOf(text.toLowerCase()) : -1;
  if (at < 0) return [title];
  return [title.slice(0, at), h("b", {}, title.slice(at, at + text.length)), title.slice(at + text.length)];
}
