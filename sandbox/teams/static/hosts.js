// How a card looks in each theme: the published Teams host configs, brought up to the colours that Teams has today.
// Rule: only colours and the font are touched; sizes, spacings and what is allowed stay as published.

const A = window.AdaptiveCards;
const configs = {};

// Fluent's status colours: text on a card, and the ground of a container with that style.
const STATUS = {
  light: {
    good: ["#0e700e", "#f1faf1"],
    warning: ["#8a3707", "#fff9f5"],
    attention: ["#b10e1c", "#fdf3f4"],
    accent: ["#5b5fc7", "#e8ebfa"],
    emphasis: [null, "#f5f5f5"],
  },
  dark: {
    good: ["#5ec75e", "#052505"],
    warning: ["#faa06b", "#411200"],
    attention: ["#f1707b", "#3b0509"],
    accent: ["#9299f7", "#2f2f4a"],
    emphasis: [null, "#383838"],
  },
};

export const hostConfig = (theme) => new A.HostConfig(configs[theme]);

export async function loadHostConfigs() {
  const [light, dark] = await Promise.all(
    ["light", "dark"].map(async (name) => (await fetch(`/assets/teams-${name}.json`)).json()),
  );
  const font = getComputedStyle(document.documentElement).getPropertyValue("--font");
  for (const config of [light, dark]) config.fontTypes.default.fontFamily = font;
  Object.assign(configs, { light: dress(light, STATUS.light), dark: dress(dark, STATUS.dark), contrast: contrast(dark) });
}

function dress(config, status) {
  const ink = config.containerStyles.default.foregroundColors.default;
  for (const [name, style] of Object.entries(config.containerStyles)) {
    if (status[name]) style.backgroundColor = status[name][1];
    for (const [colour, [text]] of Object.entries(status)) {
      if (text && style.foregroundColors[colour]) style.foregroundColors[colour] = { default: text, subtle: text };
    }
    style.foregroundColors.default = ink;
  }
  return config;
}

// High contrast: one ink on one paper; what was said by colour alone is said by words and borders.
function contrast(dark) {
  const config = structuredClone(dark);
  for (const style of Object.values(config.containerStyles)) {
    style.backgroundColor = "#000000";
    style.borderColor = "#ffffff";
    for (const colour of Object.values(style.foregroundColors)) colour.default = colour.subtle = "#ffffff";
  }
  config.separator.lineColor = "#ffffff";
  return config;
}
