// @ts-check
// The storefront's script. Everything here makes something quicker that works
// without it: no page needs this file. It reads what the server rendered and puts
// what the server renders next in its place, so no sentence, price or rule lives here.

import { fetchAhead, transitions } from "./ahead.js";
import { carousels } from "./carousel.js";
import { all, bodyOf, fetchPage, find, setCount } from "./dom.js";
import { keep, pressName, sendKept } from "./kept.js";
import { gallery, variants } from "./product.js";
import { install } from "./pwa.js";
import { suggestions } from "./suggest.js";

document.documentElement.classList.add("js");

// ---- personal fragments: cart count and name are never in a cached page ----

async function fillPersonal() {
  const url = document.body.dataset.fragmentUrl;
  if (!url) return;
  const response = await fetch(url, { credentials: "same-origin", headers: { accept: "application/json" } });
  if (!response.ok) return;
  const me = await response.json();
  setCount(me.cart_count);
  const name = find("[data-me-name]");
  if (name && me.signed_in && me.name) name.textContent = me.name;
}

// ---- cart: add without leaving the page, change lines in place ----

/** Shows the cart's contents from a rendered cart page in a drawer. @param {Document} page */
function openDrawer(page) {
  const contents = page.querySelector("[data-cart]");
  if (!contents) return false;
  let drawer = /** @type {HTMLDialogElement | null} */ (find("dialog.drawer"));
  if (!drawer) {
    drawer = document.createElement("dialog");
    drawer.className = "drawer";
    document.body.append(drawer);
    drawer.addEventListener("click", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target === drawer || target.closest("[data-close]")) drawer?.close();
    });
  }
  const head = document.createElement("div");
  head.className = "drawer-head";
  const title = document.createElement("h2");
  title.id = "drawer-title";
  title.textContent = page.querySelector("h1")?.textContent ?? "";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "drawer-close";
  close.dataset.close = "";
  close.setAttribute("aria-label", document.body.dataset.textClose ?? "");
  close.textContent = "✕";
  head.append(title, close);
  drawer.setAttribute("aria-labelledby", title.id);
  const own = document.importNode(contents, true);
  own.removeAttribute("id");
  drawer.replaceChildren(head, own);
  if (!drawer.open) drawer.showModal();
  return true;
}

/** Puts the cart of a rendered page in place of the one shown. @param {Element | null} place @param {Document} page */
function replaceCart(place, page) {
  const cart = page.querySelector("[data-cart]");
  if (!place || !cart) return;
  const fresh = document.importNode(cart, true);
  if (!place.id) fresh.removeAttribute("id");
  place.replaceWith(fresh);
  // Nothing goes with an empty cart.
  if (!page.querySelector("[data-beside]")) find("[data-beside]")?.remove();
}

/** Sends a form the plain way, under the name it was tried with before. @param {HTMLFormElement} form @param {URLSearchParams} body */
function sendPlain(form, body) {
  const once = body.get("once");
  if (once) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "once";
    field.value = once;
    form.append(field);
  }
  form.submit();
}

function carts() {
  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const buying = form.matches("[data-buy-form]");
    const line = form.matches("[data-line-form]");
    if (!buying && !line) return;
    event.preventDefault();
    const place = form.closest("[data-cart]");
    if ((place ?? form).getAttribute("aria-busy") === "true") return; // a second press of the same
    (place ?? form).setAttribute("aria-busy", "true");
    const body = bodyOf(form, event.submitter);
    if (buying) body.set("once", pressName());
    try {
      const { page, url } = await fetchPage(form.action, { method: "POST", body });
      if (!page.querySelector("[data-cart]")) { location.assign(url); return; } // the server had something to say
      if (buying) openDrawer(page);
      else replaceCart(place, page);
      setCount(page.querySelector("[data-cart-count]")?.textContent?.trim());
    } catch (error) {
      // fetch throws a TypeError when nobody could be reached.
      const kept = buying && error instanceof TypeError && keep(form.action, body, find("h1")?.textContent ?? "");
      if (!kept) sendPlain(form, body);
    } finally {
      (place ?? form).removeAttribute("aria-busy");
    }
  });
  document.addEventListener("change", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("[data-line-form]");
    if (form instanceof HTMLFormElement && form.reportValidity()) form.requestSubmit(/** @type {HTMLElement | null} */ (find("[data-line-update]", form)));
  });
}

// ---- lists: filter without a reload ----

function filters() {
  /** @type {AbortController | undefined} */
  let running;
  /** @param {URL} url @param {boolean} push */
  async function show(url, push) {
    running?.abort();
    running = new AbortController();
    const listing = find("[data-listing]");
    listing?.setAttribute("aria-busy", "true");
    try {
      const { page } = await fetchPage(url, { signal: running.signal });
      const fresh = page.querySelector("[data-listing]");
      if (!listing || !fresh) { location.assign(url); return; }
      const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
      const open = find("details.filters-panel", listing)?.hasAttribute("open");
      listing.replaceWith(fresh);
      if (open) find("details.filters-panel", fresh)?.setAttribute("open", "");
      if (focused?.name) all(`[name="${CSS.escape(focused.name)}"]`, fresh).find((e) => e.getAttribute("value") === focused.getAttribute("value") || e instanceof HTMLInputElement && e.type === "text")?.focus();
      if (push) history.pushState({ listing: true, y: scrollY }, "", url);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) location.assign(url);
    }
  }
  document.addEventListener("change", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("[data-filter-form]");
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-filter-form]")) return;
    event.preventDefault();
    const query = bodyOf(form);
    for (const [key, value] of [...query]) if (!value) query.delete(key);
    const url = new URL(form.action);
    url.search = query.toString();
    void show(url, true);
  });
  if (find("[data-listing]")) {
    history.replaceState({ listing: true, y: scrollY }, "");
    let waiting = 0;
    addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => { if (history.state?.listing) history.replaceState({ listing: true, y: scrollY }, ""); }, 120);
    }, { passive: true });
    addEventListener("popstate", async (event) => {
      if (!event.state?.listing) return;
      await show(new URL(location.href), false);
      // The browser put us back while the other list was still there.
      scrollTo({ top: event.state.y ?? 0, behavior: "instant" });
    });
  }
}

// ---- checkout: small comforts ----

function checkout() {
  countries();
  // A second press of "place order" changes nothing on the server; it is only confusing.
  const place = find("[data-place-form]");
  place?.addEventListener("submit", () => queueMicrotask(() => find("button", place)?.setAttribute("aria-disabled", "true")));
  addEventListener("pageshow", () => find("[data-place-form] button")?.removeAttribute("aria-disabled"));
  find("[data-focus]")?.focus();
}

// Another country asks for other fields, which come with the page. Chosen by keys it counts when the keyboard goes on:
// on the way to "United States" by typing lie other countries. The new page has the keyboard where it was going.
function countries() {
  let byKeys = false;
  /** @type {EventTarget | null} */
  let changed = null;
  /** @param {EventTarget | null} select @param {string} next */
  const apply = (select, next) => {
    changed = null;
    if (!(select instanceof HTMLSelectElement) || select.autocomplete !== "country") return;
    const button = find("[data-country-apply]", select.closest(".fields") ?? document);
    if (!(button instanceof HTMLButtonElement)) return;
    sessionStorage.setItem("going-to", next || select.name);
    button.click();
  };
  document.addEventListener("keydown", () => { byKeys = true; });
  document.addEventListener("pointerdown", () => { byKeys = false; });
  document.addEventListener("change", (event) => {
    if (byKeys && event.target === document.activeElement) changed = event.target;
    else apply(event.target, "");
  });
  document.addEventListener("focusout", (event) => {
    const to = /** @type {HTMLElement | null} */ (event.relatedTarget);
    if (changed !== null && changed === event.target) apply(changed, to?.getAttribute("name") ?? "");
  });
  const name = sessionStorage.getItem("going-to");
  if (name === null) return;
  sessionStorage.removeItem("going-to");
  all("[data-checkout-form] [name], .fields [name]").find((e) => e.getAttribute("name") === name)?.focus();
}

// ---- tracking: follow an order as it moves ----

function live() {
  const order = find("[data-live][data-events-url]");
  const url = order?.dataset.eventsUrl;
  if (!url) return;
  const source = new EventSource(url, { withCredentials: true });
  let waiting = 0;
  const refresh = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      try {
        const { page, ok } = await fetchPage(location.href);
        const fresh = page.querySelector("[data-live]");
        const now = find("[data-live]");
        if (!ok || !fresh || !now) return;
        // The status line stays in place so that a screen reader announces the change.
        const status = find("[data-live-status]", now);
        const words = fresh.querySelector("[data-live-status]");
        if (status && words && status.textContent !== words.textContent) status.replaceChildren(...document.importNode(words, true).childNodes);
        words?.remove();
        for (const part of [".order-main", ".order-side"]) {
          const old = find(part, now);
          const next = fresh.querySelector(part);
          if (!old || !next) continue;
          for (const child of [...old.children]) if (child !== status) child.remove();
          old.append(...document.importNode(next, true).childNodes);
        }
      } catch { /* the next message or a reload mends it */ }
    }, 150);
  };
  source.addEventListener("message", refresh);
  for (const name of ["order", "order.changed", "changed"]) source.addEventListener(name, refresh);
  addEventListener("pagehide", () => source.close());
}

transitions();
variants(gallery());
carousels();
carts();
filters();
checkout();
live();
suggestions();
fetchAhead();
sendKept((page) => replaceCart(find("main [data-cart]"), page));
install();
fillPersonal().catch(() => {});
