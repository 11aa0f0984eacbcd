/* Draws one Mermaid diagram in the page's own colours and type. The renderer (2.5 MB) is fetched once, by the first
   page that holds a diagram. The drawing follows the theme, and paper, without being drawn again. */

const HERE = new URL(".", import.meta.url);
let renderer;
let drawn = 0;

function load() {
  renderer ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("mermaid.tiny.js", HERE);
    script.onload = () => resolve(globalThis.mermaid);
    script.onerror = () => { renderer = undefined; reject(new Error("The diagram renderer could not be fetched.")); };
    document.head.append(script);
  });
  return renderer;
}

/* The tokens of look.css hold light-dark(), which only a real property resolves: ask a probe for its colour. */
function colours(element) {
  const probe = element.appendChild(document.createElement("i"));
  const read = (token) => { probe.style.color = `var(--${token})`; return getComputedStyle(probe).color; };
  const tokens = ["ink", "muted", "line", "edge", "paper", "mist", "pine", "pine-soft", "note", "note-soft", "case", "case-soft"];
  const found = Object.fromEntries(tokens.map((token) => [token, read(token)]));
  probe.remove();
  return found;
}

/* Mermaid only reckons with real colours, and writes those it is given as they are: give them back their names. */
function named(svg, c) {
  return Object.entries(c).reduce((text, [token, colour]) => text.replaceAll(colour, `var(--${token})`), svg);
}

function theme(c) {
  const scales = [["pine-soft", "ink"], ["note-soft", "ink"], ["case-soft", "ink"]];
  const timeline = Object.fromEntries(Array.from({ length: 12 }, (_, i) => {
    const [fill, text] = scales[i % scales.length];
    return [[`cScale${i}`, c[fill]], [`cScaleLabel${i}`, c[text]], [`cScaleInv${i}`, c.edge], [`cScalePeer${i}`, c.edge]];
  }).flat());
  return {
    background: c.paper, fontFamily: '"Source Sans", "Noto Serif SC", sans-serif', fontSize: "16px",
    primaryColor: c.mist, primaryTextColor: c.ink, primaryBorderColor: c.edge,
    secondaryColor: c["pine-soft"], secondaryTextColor: c.ink, secondaryBorderColor: c.pine,
    tertiaryColor: c.paper, tertiaryTextColor: c.ink, tertiaryBorderColor: c.line,
    textColor: c.ink, titleColor: c.ink, lineColor: c.edge, nodeTextColor: c.ink,
    mainBkg: c.mist, nodeBorder: c.edge, clusterBkg: c.paper, clusterBorder: c.line, edgeLabelBackground: c.paper,
    actorBkg: c.mist, actorBorder: c.edge, actorTextColor: c.ink, actorLineColor: c.line,
    signalColor: c.ink, signalTextColor: c.ink, labelBoxBkgColor: c.mist, labelBoxBorderColor: c.edge,
    labelTextColor: c.ink, loopTextColor: c.ink, activationBkgColor: c["pine-soft"], activationBorderColor: c.pine,
    noteBkgColor: c["note-soft"], noteBorderColor: c.note, noteTextColor: c.ink, sequenceNumberColor: c.paper,
    ...timeline,
  };
}

/* A drawing shrinks to seven tenths of its size, where its words are 11 px high, and then scrolls. */
const LEAST = 0.7;

function fit(element) {
  const svg = element.querySelector("svg");
  svg.style.minWidth = `${Math.round(svg.viewBox.baseVal.width * LEAST)}px`;
  element.classList.add("diagram");
  if (element.scrollWidth > element.clientWidth) {
    element.tabIndex = 0;
    element.setAttribute("role", "region");
    element.setAttribute("aria-label", svg.querySelector("title")?.textContent ?? "Diagram");
  }
}

/* Replace what `element` holds by the drawing of `source`. Rejects with Mermaid's message if the source is wrong; the
   element then keeps what it held. `element` must stand under .stApp, where the tokens are. */
export async function draw(element, source) {
  const mermaid = await load();
  await document.fonts.ready;
  const known = colours(element);
  mermaid.initialize({
    startOnLoad: false, securityLevel: "strict", theme: "base", themeVariables: theme(known),
    themeCSS: ".eventWrapper { filter: none; }",
    flowchart: { htmlLabels: false, useMaxWidth: true }, sequence: { useMaxWidth: true }, timeline: { useMaxWidth: true },
  });
  const { svg } = await mermaid.render(`diagram-${++drawn}`, source);
  element.innerHTML = named(svg, known);
  fit(element);
}
