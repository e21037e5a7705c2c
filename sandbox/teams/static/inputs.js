// Inputs that the renderer has no good counterpart for: choices with type-ahead, dates in the person's language,
// a number that may be empty.
// Rule: the renderer's own inputs are kept where they do.

import { Combobox } from "./combobox.js";
import { WORDS } from "./words.js";

const A = window.AdaptiveCards;

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

// Long lists and those that are searched are filled by typing; several choices then show as tags.
export class ChoiceSet extends A.ChoiceSetInput {
  get typed() {
    if (this.style === "filtered" || this.choicesData?.dataset) return true;
    return this.isMultiSelect && this.style !== "expanded";
  }

  isDynamicTypeahead() {
    return false; // ours asks by itself
  }

  get value() {
    return this.typed ? this.box?.value : super.value;
  }

  set value(value) {
    if (this.typed) this.box.set(this.known(value));
    else super.value = value;
  }

  isSet() {
    return this.typed ? Boolean(this.value) : super.isSet();
  }

  focus() {
    if (this.typed) this.box.field.focus();
    else super.focus();
  }

  known(value) {
    const values = this.isMultiSelect ? (value ?? "").split(",") : [value];
    return values
      .filter(Boolean)
      .map((each) => this.choices.find((choice) => choice.value === each) ?? { title: each, value: each });
  }

  internalRender() {
    if (!this.typed) return super.internalRender();
    this.box = new Combobox({
      many: this.isMultiSelect,
      required: this.isRequired,
      hint: this.placeholder,
      choices: () => this.choices,
      search: this.choicesData?.dataset ? (text) => this.getRootElement().search(this, text) : null,
      changed: () => this.valueChanged(),
    });
    this.box.set(this.known(this.defaultValue));
    return this.box.element;
  }

  updateInputControlAriaLabelledBy() {
    super.updateInputControlAriaLabelledBy();
    const box = this.typed && this.renderedInputControlElement;
    if (!box) return;
    for (const name of ["aria-labelledby", "aria-label", "aria-required", "aria-describedby"]) {
      if (box.hasAttribute(name)) this.box.field.setAttribute(name, box.getAttribute(name));
      box.removeAttribute(name);
    }
  }

  showValidationFailureCue() {
    if (this.typed) this.box.field.classList.add("ac-input-validation-failed");
    else super.showValidationFailureCue();
  }

  removeValidationFailureCue() {
    if (this.typed) this.box.field.classList.remove("ac-input-validation-failed");
    else super.removeValidationFailureCue();
  }
}
