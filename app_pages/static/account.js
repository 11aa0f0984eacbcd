/* A switch beside each password that shows what is typed. The forms need nothing of this. */

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
