// @ts-check
// Between two pages: the product somebody is about to open is fetched before they let
// go of the button, and its picture grows from the card into the page.
import { all, find } from "./dom.js";

const MOST = 24; // pages fetched ahead of one page
const HOVER = 90; // ms a pointer rests on a card before it means it
const CARDS = ".card, .suggest-product";

/** Whether the reader asked for little data, or has a line that carries little. */
function sparing() {
  const line = /** @type {{ saveData?: boolean, effectiveType?: string } | undefined} */ (/** @type {any} */ (navigator).connection);
  return !!line?.saveData || !!line?.effectiveType?.includes("2g") || matchMedia("(prefers-reduced-data: reduce)").matches;
}

/** The product page a card leads to. @param {EventTarget | null} target */
function leadsTo(target) {
  const card = target instanceof Element ? target.closest(CARDS) : null;
  const link = card && /** @type {HTMLAnchorElement | null} */ (card.matches("a") ? card : card.querySelector(".card-title a"));
  return link && link.origin === location.origin ? link.href : "";
}

/** Only pages that are the same for everybody are fetched ahead: product pages. */
export function fetchAhead() {
  if (sparing()) return;
  /** @type {Set<string>} */
  const known = new Set();
  let resting = 0;
  /** @param {string} url */
  const fetchIt = (url) => {
    if (!url || known.has(url) || known.size >= MOST) return;
    known.add(url);
    // What the worker answers does not pass the browser's own hints: tell it instead.
    const worker = navigator.serviceWorker?.controller;
    if (worker) { worker.postMessage({ ahead: url }); return; }
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = url;
    document.head.append(hint);
  };
  document.addEventListener("pointerover", (event) => {
    clearTimeout(resting);
    const url = event.pointerType === "mouse" ? leadsTo(event.target) : "";
    if (url) resting = window.setTimeout(fetchIt, HOVER, url);
  }, { passive: true });
  document.addEventListener("pointerdown", (event) => fetchIt(leadsTo(event.target)), { passive: true });
  document.addEventListener("focusin", (event) => {
    clearTimeout(resting);
    const url = leadsTo(event.target);
    if (url) resting = window.setTimeout(fetchIt, HOVER, url);
  });
}

/** The name the style sheet gives the picture of a product page. */
const PICTURE = "product-picture";

/** Gives the picture of the card that leads to a page the name, for one transition. @param {string | null | undefined} url @param {ViewTransition} transition */
function nameCard(url, transition) {
  const path = url ? new URL(url).pathname : "";
  const card = all(CARDS).find((c) => leadsTo(c) && new URL(leadsTo(c)).pathname === path);
  const picture = card && find(".card-picture, .thumb", card);
  if (!picture) return;
  const own = find(".gallery-item"); // a name stands once in a page
  own?.style.setProperty("view-transition-name", "none");
  picture.style.setProperty("view-transition-name", PICTURE);
  const forget = () => {
    own?.style.removeProperty("view-transition-name");
    picture.style.removeProperty("view-transition-name");
  };
  transition.finished.then(forget, forget);
}

export function transitions() {
  addEventListener("pageswap", (event) => { if (event.viewTransition) nameCard(event.activation?.entry.url, event.viewTransition); });
  addEventListener("pagereveal", (event) => {
    const from = /** @type {any} */ (window).navigation?.activation?.from?.url;
    if (event.viewTransition && from) nameCard(from, event.viewTransition);
  });
}
