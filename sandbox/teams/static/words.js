// What the page itself says, in Dutch, and how it writes times.

export const WORDS = {
  addApp: (team) => (team ? `App toevoegen aan ${team}` : "App toevoegen"),
  answer: "Beantwoorden",
  answering: "Antwoord in het gesprek",
  app: "App",
  appMenu: "App beheren",
  back: "Terug naar de lijst",
  channelHint: (bot) => `Typ @${bot} om de app iets te vragen`,
  chat: "Chat",
  chats: "Chats",
  dropCard: "Kaart weghalen",
  edited: "Bewerkt",
  failed: "Er is iets misgegaan. Probeer het opnieuw.",
  foundNothing: "Geen resultaten",
  lookUp: (bot) => `Zoeken met ${bot}`,
  lookUpHint: "Wie is er afwezig? Typ een dag, team, afdeling of kantoor",
  mention: (bot) => `Noem ${bot}`,
  more: "Meer opties",
  notHere: "De app is hier niet geïnstalleerd",
  onlyYou: "Alleen zichtbaar voor jou",
  person: "Bekijk als",
  pick: "Kies…",
  phone: "Telefoonbreedte",
  placeholder: "Typ een bericht",
  private: "Privékanaal",
  refresh: "Kaart vernieuwen",
  remove: (title) => `${title} weghalen`,
  removeApp: (team) => (team ? `App verwijderen uit ${team}` : "App verwijderen"),
  search: "Typ om te zoeken",
  searching: "Zoeken…",
  send: "Verzenden",
  shared: "Gedeeld kanaal",
  stop: "Niet meer beantwoorden",
  teams: "Teams en kanalen",
  theme: "Thema",
  themes: { light: "Licht", dark: "Donker", contrast: "Hoog contrast" },
  today: "Vandaag",
  typing: (name) => `${name} is aan het typen…`,
  unread: (count) => `${count} ongelezen`,
  welcome: (bot) => `Dit is het begin van je chat met ${bot}.`,
  welcomeChannel: (name) => `Dit is het begin van ${name}.`,
  yesterday: "Gisteren",
};

const TIME = new Intl.DateTimeFormat("nl", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("nl", { weekday: "long", day: "numeric", month: "long" });
const SHORT = new Intl.DateTimeFormat("nl", { day: "numeric", month: "short" });

export const time = (at) => TIME.format(new Date(at));
export const day = (at) => new Date(at).toDateString();

export function dayName(at, now) {
  if (day(at) === day(now)) return WORDS.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return day(at) === day(yesterday) ? WORDS.yesterday : DAY.format(new Date(at));
}

export const when = (at, now) => (day(at) === day(now) ? time(at) : SHORT.format(new Date(at)));
