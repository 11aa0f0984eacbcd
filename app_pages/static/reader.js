/* What a reader can do with a section beyond reading it: open a term or a source where it is named, tick a checklist,
   enlarge a figure, turn the page by a key, print. Everything works without it too, as links and words on the page; so
   this only adds to what has been drawn, and adds it again whenever something is drawn anew. */

const BODY = ":is(.st-key-body, .st-key-case)"; // a section, or a scenario
const NARROW = "(max-width: 48rem)"; // where look.css lays a card along the lower edge
const GAP = 8; // pixels between a card, its word and the edges of the window
const SAME_PRESS = 400; // milliseconds within which a press of mouse or finger that closed a card does not open it again
const STEP = 1.5; // by which a figure grows
const MOST = 6; // times the size that shows the whole
const LEGIBLE = 0.85; // of its own size: as small as a drawing may open, for its words to be read on a phone
const PADDING = 34; // pixels of .lightbox-view, both sides together
const KEYS_OFF = "literacy-page-keys-off";
const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"]';
const FOCUSABLE = "a[href], button";

const all = (selector) => [...document.querySelectorAll(`${BODY} ${selector}`)];
const make = (tag, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
};

/* Cards: one at a time, beside the word that opened it. */

let terms = {};
let card;
let opener;
let closed = { by: null, at: -Infinity };

function newCard(link) {
  if (card?.isConnected) card.hidePopover();
  const close = make("button", { type: "button", className: "card-close", textContent: "Close" });
  card = make("div", { className: "word-card", popover: "auto", tabIndex: -1 }, make("div", { className: "card-body" }), close);
  card.setAttribute("role", "dialog");
  close.addEventListener("click", () => card.hidePopover());
  card.addEventListener("beforetoggle", (change) => {
    if (change.newState !== "closed") return;
    link.setAttribute("aria-expanded", "false");
    closed = { by: link, at: performance.now() };
  });
  card.addEventListener("toggle", (change) => {
    if (change.newState === "closed") change.target.remove();
  });
  card.addEventListener("keydown", leaveByTab);
  document.querySelector(".stApp").append(card);
}

/* The card stands at the end of the page, but whoever walks by keyboard goes from its word into it and on behind it. */
function leaveByTab(press) {
  if (press.key !== "Tab") return;
  const inside = [...card.querySelectorAll(FOCUSABLE)];
  const first = document.activeElement === card || document.activeElement === inside[0];
  if (press.shiftKey ? !first : document.activeElement !== inside.at(-1)) return;
  const word = opener;
  card.hidePopover();
  word.focus();
  if (press.shiftKey) press.preventDefault();
}

function showCard(link, name, html, pressed) {
  if (pressed && closed.by === link && performance.now() - closed.at < SAME_PRESS) return;
  newCard(link);
  opener = link;
  card.querySelector(".card-body").innerHTML = html;
  card.setAttribute("aria-label", name);
  card.showPopover();
  place();
  link.setAttribute("aria-expanded", "true");
  card.focus({ preventScroll: true });
}

function place() {
  if (matchMedia(NARROW).matches) {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
    uncover();
    return;
  }
  const word = opener.getClientRects()[0];
  if (!opener.isConnected || !word || word.bottom < 0 || word.top > innerHeight) return void card.hidePopover();
  const left = Math.max(GAP, Math.min(word.left, innerWidth - card.offsetWidth - GAP));
  const below = word.bottom + GAP;
  const fits = below + card.offsetHeight + GAP <= innerHeight || word.top < innerHeight / 2;
  const top = fits ? Math.min(below, innerHeight - card.offsetHeight - GAP) : Math.max(GAP, word.top - GAP - card.offsetHeight);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

/* Along the lower edge the card may lie over its word. */
function uncover() {
  const over = (opener.getClientRects()[0]?.bottom ?? 0) + GAP - card.getBoundingClientRect().top;
  if (over > 0) document.querySelector('[data-testid="stMain"]').scrollBy(0, over);
}

function openTerm(link, pressed) {
  const id = new URL(link.href).searchParams.get("t");
  const found = terms[id];
  if (!found) return false;
  showCard(link, found.name, found.html, pressed);
  return true;
}

function openSource(link, pressed) {
  const place = link.getAttribute("href");
  const entry = document.getElementById(place.slice(1));
  if (!entry) return false;
  const name = link.getAttribute("aria-label");
  const head = make("p", { className: "eyebrow", textContent: name }).outerHTML;
  const words = make("p", { innerHTML: entry.innerHTML }).outerHTML;
  showCard(link, name, `${head}${words}<p><a class="to-sources" href="${place}">All sources of this section</a></p>`, pressed);
  return true;
}

function goToSource(link) {
  const entry = document.getElementById(link.getAttribute("href").slice(1));
  card.hidePopover();
  entry.tabIndex = -1;
  entry.scrollIntoView({ block: "center" });
  entry.focus({ preventScroll: true });
}

/* Checklists. The server is told the whole list, and which turn it is: what it answers to an earlier turn is old. */

const lists = new Map(); // section -> { ticked, turn }
let section;
let send = () => {};

function receive({ data, setStateValue }) {
  terms = data.terms;
  section = data.section; // none in a scenario, where nothing is ticked
  if (!section) return;
  send = (list) => setStateValue("ticked", { tasks: [...list.ticked], turn: list.turn });
  const known = lists.get(section);
  if (!known || known.turn === data.turn) lists.set(section, { ticked: new Set(data.ticked), turn: data.turn });
  tell(data.problem);
}

function tell(problem) {
  const line = document.querySelector(".tick-note");
  if (!line) return;
  line.dataset.usual ??= line.innerHTML;
  line.classList.toggle("problem", Boolean(problem));
  if (problem) line.textContent = problem;
  else if (line.innerHTML !== line.dataset.usual) line.innerHTML = line.dataset.usual;
}

function addBox(item) {
  const words = item.querySelector(":scope > p:first-child") ?? item;
  const inline = [...words.childNodes];
  const end = inline.findIndex((node) => ["UL", "OL", "P", "DIV"].includes(node.nodeName));
  const box = make("input", { type: "checkbox" });
  words.prepend(make("label", {}, box, ...inline.slice(0, end < 0 ? inline.length : end)));
}

function showTicks() {
  const list = lists.get(section);
  if (!list) return;
  for (const item of all("li.task[data-task]")) {
    if (!item.querySelector("label > input")) addBox(item);
    item.querySelector("label > input").checked = list.ticked.has(item.dataset.task);
  }
}

function tick(box) {
  const list = lists.get(section);
  const task = box.closest("li.task").dataset.task;
  if (box.checked) list.ticked.add(task);
  else list.ticked.delete(task);
  list.turn += 1;
  showTicks();
  send(list);
}

/* Figures. A diagram is copied as it is drawn, so that it keeps to the theme. */

const DRAWN = ":is(.drawing svg, .figure img, [data-testid='stVegaLiteChart'] svg.marks)";

function addZoom() {
  for (const drawn of all(DRAWN)) {
    const holder = drawn.closest(".figure, [data-testid='stElementContainer']");
    if (holder.querySelector(".zoom")) continue;
    holder.classList.add("zoomable");
    const name = make("span", { className: "vh", textContent: ` the figure: ${titleOf(drawn)}` });
    holder.append(make("button", { type: "button", className: "zoom" }, "Enlarge", name));
  }
}

/* An image is known by its words; what a page draws has its title in the line above. */
function titleOf(drawn) {
  const above = drawn.closest("[data-testid='stElementContainer']").previousElementSibling;
  return drawn.alt ?? above?.querySelector(".figure-title")?.textContent ?? "Figure";
}

function enlarge(button) {
  const drawn = button.parentElement.querySelector(DRAWN);
  const copy = drawn.cloneNode(true);
  for (const name of ["style", "width", "height"]) copy.removeAttribute(name);
  const words = make("p", { className: "lightbox-title", textContent: titleOf(drawn) });
  const [out, into, close] = ["Smaller", "Larger", "Close"].map((name) =>
    make("button", { type: "button", textContent: name }));
  const view = make("div", { className: "lightbox-view", tabIndex: 0 }, copy);
  view.setAttribute("role", "region");
  view.setAttribute("aria-label", "The figure. Arrow keys move it, plus and minus change its size.");
  const box = make("dialog", { className: "lightbox" },
    make("div", { className: "lightbox-bar" }, words, make("div", {}, out, into, close)), view);
  box.setAttribute("aria-label", titleOf(drawn));
  const sides = drawn.naturalWidth
    ? [drawn.naturalWidth, drawn.naturalHeight]
    : [drawn.viewBox.baseVal.width, drawn.viewBox.baseVal.height];
  let size = 1; // 1 shows the whole of it
  const whole = () => Math.min(view.clientWidth - PADDING, ((view.clientHeight - PADDING) * sides[0]) / sides[1]);
  const resize = (to) => {
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    const before = size;
    size = Math.min(MOST, Math.max(1, to));
    copy.style.width = `${Math.floor(whole() * size)}px`;
    const [x, y] = middle.map((at) => (at * size) / before);
    view.scrollTo(x - view.clientWidth / 2, y - view.clientHeight / 2);
  };
  out.addEventListener("click", () => resize(size / STEP));
  into.addEventListener("click", () => resize(size * STEP));
  close.addEventListener("click", () => box.close());
  box.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (press.key === "+" || press.key === "=") resize(size * STEP);
    else if (press.key === "-") resize(size / STEP);
    else if (press.key === "0") resize(1);
  });
  box.addEventListener("close", () => { box.remove(); button.focus(); });
  document.querySelector(".stApp").append(box);
  box.showModal();
  resize(drawn.alt === undefined ? (LEGIBLE * sides[0]) / whole() : 1);
  view.scrollTo(0, 0);
  view.focus();
}

/* Keys that turn the page. Single keys can be pressed by mistake, or by a voice that dictates (WCAG 2.2, 2.1.4): they do
   nothing in a field or while something is open, and can be turned off. */

const TURNS = { n: ".st-key-next button", p: ".st-key-back button, .st-key-back a" };

function turnPage(press) {
  const other = press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.repeat || press.defaultPrevented;
  const button = document.querySelector(TURNS[press.key] ?? "no-such-key");
  if (other || !button || !document.querySelector(BODY) || localStorage.getItem(KEYS_OFF)) return;
  if (press.target.closest?.(FIELD) || document.querySelector('dialog[open], :popover-open, [role="dialog"]:not([popover])')) return;
  press.preventDefault();
  button.click();
}

function showKeys() {
  const on = !localStorage.getItem(KEYS_OFF);
  for (const box of document.querySelectorAll(".page-keys input")) box.checked = on;
  for (const [key, selector] of Object.entries(TURNS)) {
    const button = document.querySelector(selector);
    if (on) button?.setAttribute("aria-keyshortcuts", key);
    else button?.removeAttribute("aria-keyshortcuts");
  }
}

function setKeys(box) {
  if (box.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "yes");
  showKeys();
}

/* A chart is drawn in the colours of the screen; on paper those of a dark one are turned round. */
function markDark() {
  const scheme = getComputedStyle(document.querySelector(".stApp")).colorScheme;
  document.body.classList.toggle("was-dark", scheme === "dark");
}

/* One listener for each kind of event, on the document: what is drawn comes and goes. */

function dress() {
  if (!document.querySelector(BODY)) return;
  showTicks();
  addZoom();
  showKeys();
  for (const link of [...all(".prose a.term"), ...all(".prose a.cite")])
    if (!link.hasAttribute("aria-haspopup")) link.setAttribute("aria-haspopup", "dialog");
}

function click(press) {
  const link = press.target.closest?.("a");
  const plain = !press.defaultPrevented && !press.button && !press.ctrlKey && !press.metaKey && !press.shiftKey && !press.altKey;
  if (link && plain && link.closest(BODY) && link.matches(".term") && openTerm(link, press.detail > 0)) press.preventDefault();
  else if (link && plain && link.closest(BODY) && link.matches(".cite") && openSource(link, press.detail > 0)) press.preventDefault();
  else if (link?.matches(".to-sources")) { press.preventDefault(); goToSource(link); }
  else if (press.target.closest?.("button.zoom")) enlarge(press.target.closest("button.zoom"));
  else if (press.target.closest?.(`${BODY} .figure img`)) enlarge(press.target.closest(".figure").querySelector("button.zoom"));
  else if (press.target.closest?.("button.print")) window.print();
}

let listening = false;

function listen() {
  if (listening) return;
  listening = true;
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; dress(); });
  };
  new MutationObserver(soon).observe(document.querySelector(".stApp"), { childList: true, subtree: true });
  document.addEventListener("click", click);
  document.addEventListener("keydown", turnPage);
  document.addEventListener("change", (change) => {
    if (change.target.matches?.(`${BODY} li.task input`)) tick(change.target);
    else if (change.target.matches?.(".page-keys input")) setKeys(change.target);
  });
  const moved = () => { if (card?.isConnected && card.matches(":popover-open")) place(); };
  document.addEventListener("scroll", (event) => { if (event.target !== card) moved(); }, { capture: true, passive: true });
  addEventListener("resize", moved);
  addEventListener("beforeprint", markDark);
}

/* Called by the component on each run, with what the server knows of the section. */
export function read(component) {
  receive(component);
  listen();
  dress();
}
