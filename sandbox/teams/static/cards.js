// Adaptive Cards as Teams shows them: markdown, inputs, actions.
// Rule: the page sends what Teams sends; empty inputs stay behind, a failed action is never repeated.

import { api } from "./api.js";
import { hostConfig } from "./hosts.js";
import { ChoiceSet, DateInput, NumberInput, TimeInput } from "./inputs.js";

const A = window.AdaptiveCards;
const markdown = window.markdownit({ html: false, linkify: false, breaks: true });

// Teams knows Markdown in text blocks and facts only.
// https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
A.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;

A.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

// Teams rounds the corners where a card asks for it; the renderer does not know that property.
class Container extends A.Container {
  static roundedCornersProperty = new A.BoolProperty(A.Versions.v1_0, "roundedCorners", false);

  internalRender() {
    const element = super.internalRender();
    element?.classList.toggle("rounded", this.getValue(Container.roundedCornersProperty));
    return element;
  }
}

A.GlobalRegistry.elements.register("Container", Container);
A.GlobalRegistry.elements.register("Input.ChoiceSet", ChoiceSet);
A.GlobalRegistry.elements.register("Input.Date", DateInput);
A.GlobalRegistry.elements.register("Input.Number", NumberInput);
A.GlobalRegistry.elements.register("Input.Time", TimeInput);

export const prose = (text) =>
  markdown.render(text).replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, '<span class="mention">$1</span>');

// Show a card. `act(action)` is called with what a button sends; returns the element.
export function renderCard(payload, { theme, message, act }) {
  const card = new A.AdaptiveCard();
  card.hostConfig = hostConfig(theme);
  card.parse(payload, new A.SerializationContext());
  card.onAnchorClicked = (_, anchor) => {
    window.open(anchor.href, "_blank", "noopener");
    return true;
  };
  card.search = (input, text) => search(card, payload, message, input, text);
  card.onExecuteAction = (action) => {
    const type = action.getJsonTypeName();
    if (type === "Action.OpenUrl") window.open(action.url, "_blank", "noopener");
    else if (type === "Action.Execute" || type === "Action.Submit") {
      act({ type, id: action.id, verb: action.verb, data: sent(card, action.data) });
    }
  };
  const element = card.render();
  if (payload.lang) element.lang = payload.lang;
  if (payload.speak) element.setAttribute("aria-label", payload.speak);
  element.setAttribute("role", "group");
  return element;
}

function sent(card, data) {
  if (typeof data !== "object" || data === null) return data;
  const kept = { ...data };
  for (const input of card.getAllInputs()) if (kept[input.id] === "") delete kept[input.id];
  return kept;
}

async function search(card, payload, message, input, text) {
  const raw = find(payload, input.id)?.["choices.data"] ?? {};
  const data = raw.associatedInputs === "auto" ? {} : undefined;
  if (data) {
    for (const other of card.getAllInputs()) {
      if (other.id && other.value !== undefined && other.value !== "") data[other.id] = String(other.value);
    }
  }
  const answer = await api.search(message, { text, dataset: raw.dataset ?? "", data });
  if (answer.error) throw new Error(answer.error);
  return answer.choices;
}

function find(node, id) {
  if (typeof node !== "object" || node === null) return undefined;
  if (node.id === id && String(node.type).startsWith("Input.")) return node;
  for (const child of Object.values(node)) {
    const found = find(child, id);
    if (found) return found;
  }
  return undefined;
}

// The refresh action that Teams would send by itself for this person, or by hand from the menu.
export const refreshOf = (payload) => payload?.refresh?.action;
export const refreshesFor = (payload, person) =>
  Boolean(refreshOf(payload)) && (payload.refresh.userIds ?? []).includes(person);
