/* A field that takes so many characters and no more refuses a longer text without a word; this says so, beside it. */

const FIELD = ':is([data-testid="stTextInput"], [data-testid="stTextArea"]) :is(input, textarea)';
const BOX = '[data-testid="stTextInput"], [data-testid="stTextArea"]';

const number = (count) => count.toLocaleString("en-GB");

/* The limit stands in Streamlit's own count below the field, as in 12/500. */
const limitOf = (box) =>
  Number(box.querySelector('[data-testid="InputInstructions"]')?.textContent.match(/\/(\d+)\s*$/)?.[1]) || null;

function tell(box, words) {
  let note = box.querySelector(":scope > .full-note");
  if (!note) {
    if (!words) return;
    note = Object.assign(document.createElement("p"), { className: "full-note" });
    note.setAttribute("role", "status");
    box.append(note);
  }
  note.textContent = words;
}

function sentence(limit, length) {
  const most = limit ? `This field takes ${number(limit)} characters, and that` : "This field takes less: that";
  return `${most} would be ${number(length)}. So nothing was changed; please shorten it first.`;
}

/* Streamlit puts the old text back where the new one is too long. */
function check(field, offered) {
  const box = field.closest(BOX);
  const refused = field.isConnected && offered.length > field.value.length;
  tell(box, refused ? sentence(limitOf(box), offered.length) : "");
}

let listening = false;

/* Called at each run of the page. */
export function watchFields() {
  if (listening) return;
  listening = true;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.(FIELD) || event.isComposing) return;
    const offered = field.value;
    setTimeout(() => check(field, offered));
  }, true);
}
