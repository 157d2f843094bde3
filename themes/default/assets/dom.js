// @ts-check
// What the other modules share.

/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T | null} */
export const find = (selector, root = document) => /** @type {any} */ (root.querySelector(selector));
/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T[]} */
export const all = (selector, root = document) => /** @type {any} */ ([...root.querySelectorAll(selector)]);

/**
 * Fetches a page and parses it. Throws when the answer is not a page of ours.
 * @param {string | URL} url @param {RequestInit} [init]
 */
export async function fetchPage(url, init = {}) {
  const response = await fetch(url, { credentials: "same-origin", ...init });
  if (!response.headers.get("content-type")?.startsWith("text/html")) throw new Error("not a page");
  return { page: new DOMParser().parseFromString(await response.text(), "text/html"), url: response.url, ok: response.ok, status: response.status };
}

/**
 * A form as a body for fetch, with the button that sent it.
 * @param {HTMLFormElement} form @param {Element | null} [submitter]
 */
export function bodyOf(form, submitter) {
  const body = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (typeof value === "string") body.append(key, value);
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value);
  return body;
}

/** Writes how many things are in the cart. @param {unknown} count */
export function setCount(count) {
  for (const badge of all("[data-cart-count]")) {
    badge.textContent = count ? String(count) : "";
    badge.hidden = !count;
  }
}

/** A sentence of the theme, which the server wrote into the page. @param {string} name @param {string} [title] */
export function wording(name, title = "") {
  const key = `text${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return (find("[data-toasts]")?.dataset[key] ?? "").replace("{title}", title);
}

/**
 * Says something at the edge of the window; with an action it stays until somebody
 * chooses, else it goes by itself.
 * @param {string} text @param {{ action: string, act: () => void }} [choice]
 */
export function toast(text, choice) {
  const place = find("[data-toasts]");
  if (!place || !text) return;
  const note = document.createElement("div");
  note.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  note.append(words);
  if (choice) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = choice.action;
    button.addEventListener("click", choice.act);
    note.append(button);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", document.body.dataset.textClose ?? "");
  close.textContent = "✕";
  close.addEventListener("click", () => note.remove());
  note.append(close);
  place.append(note);
  if (!choice) setTimeout(() => note.remove(), 12_000);
}
