// @ts-check
// Search as you type: the server draws what may be meant, this shows it as the list of
// a combobox. The search box itself works without any of it.
import { all, fetchPage, find } from "./dom.js";

const PAUSE = 130; // ms without a key before the server is asked
const LEAST = 2; // letters; one says nothing yet, unless it is a whole word as in Chinese

export function suggestions() {
  const form = find("form[data-suggest-url]");
  const input = /** @type {HTMLInputElement | null} */ (form && find("input[name=q]", form));
  if (!form || !input) return;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-haspopup", "listbox");
  input.setAttribute("aria-expanded", "false");

  /** @type {HTMLElement | null} */
  let list = null;
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;
  let waiting = 0;
  /** @type {AbortController | undefined} */
  let running;

  function close() {
    clearTimeout(waiting);
    running?.abort();
    list?.remove();
    list = null;
    options = [];
    active = -1;
    status.textContent = "";
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-controls");
    input?.removeAttribute("aria-activedescendant");
  }

  /** Moves to an option, round the ends; -1 is the box itself. @param {number} to */
  function move(to) {
    options[active]?.setAttribute("aria-selected", "false");
    active = to < -1 ? options.length - 1 : to >= options.length ? -1 : to;
    const option = options[active];
    if (!option) { input?.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input?.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {Document} page */
  function show(page) {
    const drawn = /** @type {HTMLElement | null} */ (page.querySelector("[role=listbox]"));
    close();
    if (!drawn || !input || !form) return;
    list = document.importNode(drawn, true);
    options = all("[role=option]", list);
    options.forEach((option, i) => { option.id = `${drawn.id}-${i}`; });
    // The box keeps the focus while somebody presses a link of the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    form.append(list);
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "true");
    status.textContent = list.dataset.status ?? "";
  }

  async function ask() {
    const text = input?.value.trim() ?? "";
    running?.abort();
    if (text.length < LEAST && text < "\u2e80") { close(); return; }
    running = new AbortController();
    try {
      const url = new URL(form?.dataset.suggestUrl ?? "", location.href);
      url.searchParams.set("q", text);
      const { page, ok } = await fetchPage(url, { signal: running.signal });
      if (ok && document.activeElement === input) show(page);
    } catch { /* typed on, or no network: the box still searches */ }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (/** @type {InputEvent} */ (event).isComposing) return;
    waiting = window.setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => { waiting = window.setTimeout(ask, PAUSE); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list) move(active + (event.key === "ArrowDown" ? 1 : -1));
      else void ask();
    } else if (event.key === "Enter" && options[active]) {
      event.preventDefault();
      options[active]?.click();
    } else if (event.key === "Escape" && list) {
      event.preventDefault();
      close();
    }
  });
  form.addEventListener("submit", close);
  input.addEventListener("blur", close);
  addEventListener("pagehide", close);
}
