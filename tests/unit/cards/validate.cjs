// Reads {name: card} from standard input, writes {name: [finding]}: what the renderer says of each card, read as schema 1.5.
const { readFileSync } = require("node:fs");
const AC = require(`${process.argv[2]}/adaptivecards/dist/adaptivecards.js`);

// Teams has choices.data under 1.5, the renderer from 1.6. It doubts every second "lang", whatever it is: the pattern it
// checks with remembers where it stopped.
const EXTENSIONS = [/choices\.data/, /for property "lang"/];

function findings(content) {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(content, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i));
  const searched = new Set(content.body.filter((each) => each["choices.data"]).map((each) => each.id));
  const said = [...events, ...card.validateProperties().validationEvents]
    .filter((each) => !(searched.has(each.source?.id) && /at least one choice/.test(each.message)))
    .map((each) => each.message);
  const sent = card.getAllInputs().map((input) => input.id);
  return { flaws: said.filter((each) => !EXTENSIONS.some((known) => known.test(each))), sent };
}

const cards = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(cards).map(([name, content]) => [name, findings(content)]))));
