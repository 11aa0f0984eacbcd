/* What a reader can do with a section beyond reading it: open a term or a source where it is named, tick a checklist,
   enlarge a figure, turn the page by a key, print. Everything works without it too, as links and words on the page; so
   this only adds to what has been drawn, and adds it again whenever something is drawn anew. */

const BODY = ".st-key-body";
const NARROW = "(max-width: 48rem)"; // where look.css lays a card along the lower edge
const GAP = 8; // pixels between a card, its word and the edges of the window
const SAME_PRESS = 400; // milliseconds within which a press that closed a card does not open it again
const STEP = 1.5;
const MOST = 6;
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

function cardElement() {
  if (card?.isConnected) return card;
  const close = make("button", { type: "button", className: "card-close", textContent: "Close" });
  card = make("div", { className: "word-card", popover: "auto", tabIndex: -1 }, make("div", { className: "card-body" }), close);
  card.setAttribute("role", "dialog");
  close.addEventListener("click", () => card.hidePopover());
  card.addEventListener("toggle", (change) => {
    if (change.newState !== "closed") return;
    opener?.setAttribute("aria-expanded", "false");
    closed = { by: opener, at: performance.now() };
  });
  card.addEventListener("keydown", leaveByTab);
  document.querySelector(".stApp").append(card);
  return card;
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

function showCard(link, name, html) {
  if (closed.by === link && performance.now() - closed.at < SAME_PRESS) return;
  const shown = cardElement();
  if (shown.matches(":popover-open")) shown.hidePopover();
  opener = link;
  shown.querySelector(".card-body").innerHTML = html;
  shown.setAttribute("aria-label", name);
  shown.showPopover();
  shown.scrollTop = 0;
  place();
  link.setAttribute("aria-expanded", "true");
  shown.focus({ preventScroll: true });
}

function place() {
  if (matchMedia(NARROW).matches) {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
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

function openTerm(link) {
  const id = new URL(link.href).searchParams.get("t");
  const found = terms[id];
  if (!found) return false;
  showCard(link, found.name, found.html);
  return true;
}

function openSource(link) {
  const place = link.getAttribute("href");
  const entry = document.getElementById(place.slice(1));
  if (!entry) return false;
  const name = link.getAttribute("aria-label");
  const head = make("p", { className: "eyebrow", textContent: name }).outerHTML;
  const words = make("p", { innerHTML: entry.innerHTML }).outerHTML;
  showCard(link, name, `${head}${words}<p><a class="to-sources" href="${place}">All sources of this section</a></p>`);
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
  section = data.section;
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

function addZoom() {
  for (const drawn of [...all(".drawing svg"), ...all(".figure img")]) {
    const holder = drawn.closest(".figure") ?? drawn.closest(".drawing").parentElement;
    if (holder.querySelector(".zoom")) continue;
    holder.classList.add("zoomable");
    const name = make("span", { className: "vh", textContent: ` the figure: ${titleOf(drawn)}` });
    holder.append(make("button", { type: "button", className: "zoom" }, "Enlarge", name));
  }
}

const titleOf = (drawn) => drawn.alt ?? drawn.querySelector("title")?.textContent ?? "Figure";

function enlarge(button) {
  const drawn = button.parentElement.querySelector(".drawing svg, img");
  const copy = drawn.cloneNode(true);
  copy.removeAttribute("style");
  const words = make("p", { className: "lightbox-title", textContent: titleOf(drawn) });
  const [out, into, close] = ["Smaller", "Larger", "Close"].map((name) =>
    make("button", { type: "button", textContent: name }));
  const view = make("div", { className: "lightbox-view", tabIndex: 0 }, copy);
  view.setAttribute("role", "region");
  view.setAttribute("aria-label", "The figure. Arrow keys move it, plus and minus change its size.");
  const box = make("dialog", { className: "lightbox" },
    make("div", { className: "lightbox-bar" }, words, make("div", {}, out, into, close)), view);
  box.setAttribute("aria-label", titleOf(drawn));
  let size = 1;
  const resize = (to) => {
    size = Math.min(MOST, Math.max(1, to));
    copy.style.width = `${100 * size}%`;
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
  resize(1);
  box.showModal();
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
  if (link && plain && link.closest(BODY) && link.matches(".term") && openTerm(link)) press.preventDefault();
  else if (link && plain && link.closest(BODY) && link.matches(".cite") && openSource(link)) press.preventDefault();
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
}

/* Called by the component on each run, with what the server knows of the section. */
export function read(component) {
  receive(component);
  listen();
  dress();
}
