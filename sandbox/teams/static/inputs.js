// Inputs that the renderer has no good counterpart for: a combobox with type-ahead, dates in the person's language,
// a number that may be empty.
// Rule: what is sent is a chosen option, never what was merely typed.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

const A = window.AdaptiveCards;
const PAUSE = 250; // milliseconds without a key before a search
const SHOWN = 15;
const LIST = 240; // pixels that a full list takes
let made = 0;

export class NumberInput extends A.NumberInput {
  get value() {
    return Number.isNaN(super.value) ? undefined : super.value;
  }

  set value(value) {
    super.value = value;
  }
}

// A browser writes dates in its own language, Teams in the person's: what is shown lies over the native field.
function shownAs(field, write) {
  const show = () => {
    field.dataset.shown = field.value ? write(field.value) : WORDS.pick;
    field.toggleAttribute("data-empty", !field.value);
  };
  field.addEventListener("input", show);
  field.addEventListener("blur", show);
  show();
  return field;
}

const locale = () => document.documentElement.dataset.locale || "nl";
const writeDay = (value) =>
  new Date(`${value}T12:00`).toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const writeTime = (value) =>
  new Date(`2000-01-01T${value}`).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });

export class DateInput extends A.DateInput {
  internalRender() {
    return shownAs(super.internalRender(), writeDay);
  }
}

export class TimeInput extends A.TimeInput {
  internalRender() {
    return shownAs(super.internalRender(), writeTime);
  }
}

export class ChoiceSet extends A.ChoiceSetInput {
  get combobox() {
    return !this.isMultiSelect && (this.style === "filtered" || Boolean(this.choicesData?.dataset));
  }

  isDynamicTypeahead() {
    return false; // ours asks by itself
  }

  get value() {
    return this.combobox ? this.chosen?.value : super.value;
  }

  set value(value) {
    if (this.combobox) this.choose(this.known(value));
    else super.value = value;
  }

  isSet() {
    return this.combobox ? Boolean(this.chosen) : super.isSet();
  }

  focus() {
    if (this.combobox) this.field.focus();
    else super.focus();
  }

  known(value) {
    if (!value) return undefined;
    return this.choices.find((choice) => choice.value === value) ?? { title: value, value };
  }

  internalRender() {
    if (!this.combobox) return super.internalRender();
    const id = `combobox-${++made}`;
    this.list = h("div.options", { role: "listbox", id, hidden: true });
    this.field = h("input.ac-input.ac-textInput", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      placeholder: this.placeholder,
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      "aria-required": this.isRequired ? "true" : undefined,
      onclick: () => this.open(this.choices),
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.leave(),
    });
    this.chosen = this.known(this.defaultValue);
    this.field.value = this.chosen?.title ?? "";
    return h("div.combobox", {}, this.field, icon("down", 16), this.list);
  }

  updateInputControlAriaLabelledBy() {
    super.updateInputControlAriaLabelledBy();
    const box = this.combobox && this.renderedInputControlElement;
    if (!box) return;
    for (const name of ["aria-labelledby", "aria-label", "aria-required", "aria-describedby"]) {
      if (box.hasAttribute(name)) this.field.setAttribute(name, box.getAttribute(name));
      box.removeAttribute(name);
    }
  }

  showValidationFailureCue() {
    if (this.combobox) this.field.classList.add("ac-input-validation-failed");
    else super.showValidationFailureCue();
  }

  removeValidationFailureCue() {
    if (this.combobox) this.field.classList.remove("ac-input-validation-failed");
    else super.removeValidationFailureCue();
  }

  typed() {
    const text = this.field.value.trim();
    if (!text) this.chosen = undefined;
    clearTimeout(this.pause);
    if (!this.choicesData?.dataset || !text) {
      const low = text.toLowerCase();
      this.open(this.choices.filter((choice) => choice.title.toLowerCase().includes(low)), text);
      return;
    }
    this.pause = setTimeout(() => this.find(text), PAUSE);
  }

  async find(text) {
    const late = () => this.field.value.trim() !== text || document.activeElement !== this.field;
    this.say(WORDS.searching);
    try {
      const choices = await this.getRootElement().search(this, text);
      if (!late()) this.open(choices, text);
    } catch (error) {
      if (!late()) this.say(error.message || WORDS.failed);
    }
  }

  open(choices, text = "") {
    const shown = choices.slice(0, SHOWN);
    if (!shown.length) {
      this.say(text ? WORDS.foundNothing : WORDS.search);
      return;
    }
    this.list.replaceChildren(
      ...shown.map((choice, index) => {
        const option = h("div.option", {
          role: "option",
          id: `${this.list.id}-${index}`,
          "aria-selected": String(choice.value === this.chosen?.value),
          // Before blur, or the list would be gone when the click arrives.
          onmousedown: (event) => event.preventDefault(),
          onclick: () => this.choose(choice),
        });
        option.append(...marked(choice.title, text));
        option.choice = choice;
        return option;
      }),
    );
    this.show();
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

  choose(choice) {
    this.chosen = choice;
    this.field.value = choice?.title ?? "";
    this.close();
    this.valueChanged();
  }

  leave() {
    clearTimeout(this.pause);
    this.close();
    this.field.value = this.chosen?.title ?? ""; // what was typed but not chosen is no answer
  }

  key(event) {
    const options = [...this.list.querySelectorAll(".option")];
    const at = options.findIndex((option) => option.classList.contains("active"));
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !this.list.hidden && at >= 0) this.choose(options[at].choice);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.open(this.choices);
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
