/* What the line to the server is doing, in a sentence of ours at the lower edge: that there is none, that nobody answers,
   that something takes its time, and, once the line is back, what of the learner's doing did not arrive.

   Streamlit's page says on `.stApp` whether it is connected and whether its script runs; while it is not connected, it
   disables its widgets. What it does not notice is a message that nobody answers, so those are counted here. */

const SOON = 1000; // milliseconds that something may last before it is worth a word
const SILENT = 4000; // milliseconds without an answer after which there seems to be nobody
const UNSURE = 400; // milliseconds without an answer after which a page no longer says that what it shows is saved
const SETTLED = 1500; // milliseconds after which a page is drawn again, unless it says that it is still at it
const STAYS = 12000; // milliseconds that good news stay
const LOOK = 250; // milliseconds between two looks
const RERUN = 0x5a; // first byte of a message that asks the script to run: field 11 of BackMsg
const FILE = [0x9a, 0x01]; // first bytes of one that asks for a file to be made: field 19

const WORDS = {
  lost: "No connection. What you saved is safe, and this page goes on by itself when the connection is back.",
  over: "This page cannot reach the course any more. What you saved is safe: reload the page to go on.",
  silent: "The course does not answer just now, so what you did last is not saved yet. If this stays, reload the page.",
  unsent: "No connection. What you did last is not saved. What you saved before is safe, and this page goes on by itself when the connection is back.",
  busy: "One moment, this is being worked on.",
  file: "One moment, the file is being made.",
  back: "Connected again. Nothing that was saved is lost.",
  typed: "Connected again. What you typed is in its field, but not saved yet.",
  undone: "Connected again. Your last change did not arrive: this is what is saved. Please make the change again.",
};

const app = () => document.querySelector(".stApp");
const isConnected = () => app().dataset.testConnectionState === "CONNECTED";
const isOver = () => app().dataset.testConnectionState === "DISCONNECTED_FOREVER";
const isRunning = () => app().dataset.testScriptState !== "notRunning";

/* The sentence. Its place stands from the start: readers of sound hear only what changes in a place that they know. */

let line;
let news = { kind: "", until: 0 };

function say(kind) {
  if (line.dataset.kind === kind) return;
  line.dataset.kind = kind;
  line.textContent = WORDS[kind] ?? "";
}

/* Messages that nobody has answered. */

let asked = null; // when the first of them was sent
let file = null; // when a file was asked for

function listenIn() {
  const send = WebSocket.prototype.send;
  const known = new WeakSet();
  WebSocket.prototype.send = function (data) {
    if (!known.has(this)) {
      known.add(this);
      this.addEventListener("message", () => { asked = file = null; });
    }
    if (data[0] === RERUN) asked ??= performance.now();
    else if (data[0] === FILE[0] && data[1] === FILE[1]) file ??= performance.now();
    return send.call(this, data);
  };
}

/* What a learner has entered, before and after. */

const ASK = '[class*="st-key-ask-"]';
const TYPED = ':is([data-testid="stTextInput"], [data-testid="stTextArea"]) :is(input:not([type="password"]), textarea)';
const CHOSEN = 'input, textarea, [data-testid="stSelectbox"], .item';

const keyOf = (element) => [...element.classList].find((name) => name.startsWith("st-key-ask-"))?.slice("st-key-ask-".length);
const nameOf = (field) => `${field.closest('[class*="st-key-"]')?.className} ${field.getAttribute("aria-label")}`;
const entered = (part) => (["radio", "checkbox"].includes(part.type) ? part.checked : part.value ?? part.innerText);

function entries() {
  const asks = [...document.querySelectorAll(ASK)].map((ask) =>
    [keyOf(ask), JSON.stringify([...ask.querySelectorAll(CHOSEN)].map(entered))]);
  const typed = [...document.querySelectorAll(TYPED)].map((field) => [nameOf(field), field.value]);
  return { asks: new Map(asks), typed: new Map(typed) };
}

/* Give back what was typed and is gone; whether there was any. React sees a value only if it is set as a browser does. */
function giveBack(typed) {
  let given = false;
  for (const field of document.querySelectorAll(TYPED)) {
    const before = typed.get(nameOf(field));
    if (!before || before === field.value) continue;
    const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, before);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    given = true;
  }
  return given;
}

/* The line goes and comes. */

let lostAt = null;
let before = null; // what stood in the page when the line came back
let comparing = 0; // when to compare it
let goOn = () => {};

function change() {
  if (!isConnected()) {
    lostAt ??= performance.now();
    closeStreamlitsOwn();
  } else if (lostAt !== null) {
    lostAt = asked = file = null;
    before = entries();
    comparing = performance.now() + SETTLED;
    goOn([...before.asks.keys()][0] ?? "");
  }
  look();
}

/* Streamlit lays a window of its own over the page, which then nobody can read or hear; those of our pages stay. */
function closeStreamlitsOwn() {
  for (const box of document.querySelectorAll('body > .stDialog:not(:has([data-testid="stVerticalBlock"]))'))
    box.querySelector('button[aria-label="Close"]')?.click();
}

function compare() {
  const after = entries();
  const undone = [...before.asks].some(([key, state]) => after.asks.has(key) && after.asks.get(key) !== state);
  const typed = giveBack(before.typed);
  before = null;
  news = { kind: typed ? "typed" : undone ? "undone" : "back", until: typed || undone ? Infinity : performance.now() + STAYS };
}

function kindNow(now) {
  const since = (moment) => (moment === null ? -1 : now - moment);
  if (isOver()) return "over";
  if (since(lostAt) > SOON) return asked === null ? "lost" : "unsent";
  if (lostAt === null && since(asked) > SILENT && !isRunning()) return "silent";
  if (news.kind && now < news.until) return news.kind;
  if (since(file) > SOON) return "file";
  return since(runningSince) > SOON ? "busy" : "";
}

let runningSince = null;

function look() {
  const now = performance.now();
  runningSince = isRunning() && isConnected() ? runningSince ?? now : null;
  if (before && isConnected() && now > comparing && !isRunning()) compare();
  document.documentElement.toggleAttribute("data-unsent", asked !== null && now - asked > UNSURE && !(isRunning() && isConnected()));
  say(kindNow(now));
}

/* News that stay are over once the learner goes on. */
function heard(event) {
  if (event.isTrusted && news.until === Infinity) news = { kind: "", until: 0 };
}

/* Called at each run of the page; `then` has the server draw the page again, and is told which question was open. */
export function watch(then) {
  goOn = then;
  if (line) {
    if (!line.isConnected) app().append(line);
    return;
  }
  line = Object.assign(document.createElement("p"), { id: "line" });
  line.setAttribute("role", "status");
  app().append(line);
  listenIn();
  new MutationObserver(change).observe(app(), {
    attributes: true,
    attributeFilter: ["data-test-connection-state", "data-test-script-state"],
  });
  new MutationObserver(() => { if (!isConnected()) closeStreamlitsOwn(); }).observe(document.body, { childList: true });
  for (const kind of ["input", "click"]) document.addEventListener(kind, heard, true);
  setInterval(look, LOOK);
}
