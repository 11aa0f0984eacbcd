/* What makes the plain forms easier. They need nothing of this. A switch beside each password shows what is typed. */

for (const input of document.querySelectorAll("input[type=password]")) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? "Hide" : "Show";
    button.setAttribute("aria-label", visible ? "Hide the password" : "Show the password");
  };
  box.className = "secret";
  button.type = "button";
  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false)); // or the browser offers to remember it as plain text
  input.replaceWith(box);
  box.append(input, button);
  show(false);
}

/* A form that is answered late says that it is under way: passwords are weighed slowly on purpose, and a click seems lost. */

const LATE = 1000; // milliseconds

for (const form of document.querySelectorAll("form[method=post]")) {
  const line = document.createElement("p"); // there from the start: readers of sound hear what changes in it
  line.className = "under-way";
  line.setAttribute("role", "status");
  form.append(line);
  let timer;
  form.addEventListener("submit", () => {
    timer = setTimeout(() => { line.textContent = "One moment, this is being worked on."; }, LATE);
  });
  addEventListener("pageshow", () => { // a page that comes back from the browser's memory is under way no more
    clearTimeout(timer);
    line.textContent = "";
  });
}
