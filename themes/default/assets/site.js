// @ts-check
// The storefront's one script. Everything here makes something quicker that works
// without it: no page needs this file. It reads what the server rendered and puts
// what the server renders next in its place, so no sentence, price or rule lives here.

document.documentElement.classList.add("js");

/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T | null} */
const find = (selector, root = document) => /** @type {any} */ (root.querySelector(selector));
/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T[]} */
const all = (selector, root = document) => /** @type {any} */ ([...root.querySelectorAll(selector)]);

/**
 * Fetches a page and parses it. Throws when the answer is not a page of ours.
 * @param {string | URL} url @param {RequestInit} [init]
 */
async function fetchPage(url, init = {}) {
  const response = await fetch(url, { credentials: "same-origin", ...init });
  if (!response.headers.get("content-type")?.startsWith("text/html")) throw new Error("not a page");
  return { page: new DOMParser().parseFromString(await response.text(), "text/html"), url: response.url, ok: response.ok };
}

/**
 * A form as a body for fetch, with the button that sent it.
 * @param {HTMLFormElement} form @param {HTMLElement | null} [submitter]
 */
function bodyOf(form, submitter) {
  const body = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (typeof value === "string") body.append(key, value);
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value);
  return body;
}

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

/** @param {unknown} count */
function setCount(count) {
  for (const badge of all("[data-cart-count]")) {
    badge.textContent = count ? String(count) : "";
    badge.hidden = !count;
  }
}

// ---- product: switch the variant without a reload ----

function variants() {
  const product = find("[data-product]");
  const form = /** @type {HTMLFormElement | null} */ (find("[data-buy-form]"));
  if (!product || !form) return;
  const known = all("template[data-variant]", product).map((element) => {
    const template = /** @type {HTMLTemplateElement} */ (/** @type {unknown} */ (element));
    return { template, options: /** @type {string[]} */ (JSON.parse(template.dataset.options ?? "[]")) };
  });
  if (known.length < 2) return;
  const groups = all("fieldset.option", form);
  const button = /** @type {HTMLButtonElement | null} */ (find("[data-buy-button]", form));
  const facts = find("[data-buy-facts]", form);

  const chosen = () => groups.map((g) => /** @type {HTMLInputElement | null} */ (g.querySelector("input:checked"))?.value ?? "");

  /** Marks values that do not exist, or are sold out, beside the other choices. */
  function mark() {
    const now = chosen();
    groups.forEach((group, i) => {
      for (const pill of all(".pill", group)) {
        const value = find("input", pill)?.getAttribute("value") ?? "";
        const match = known.find((k) => k.options.every((o, j) => o === (j === i ? value : now[j])));
        pill.classList.toggle("pill-missing", !match);
        pill.classList.toggle("pill-out", !!match && match.template.dataset.buyable !== "true");
      }
    });
  }

  form.addEventListener("change", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.closest("fieldset.option")) return;
    const now = chosen();
    const match = known.find((k) => k.options.every((o, j) => o === now[j]));
    mark();
    if (!button || !facts) return;
    const buyable = match?.template.dataset.buyable === "true";
    button.disabled = !buyable;
    button.textContent = (match ? (buyable ? button.dataset.textBuy : button.dataset.textOut) : button.dataset.textMissing) ?? "";
    if (!match) return;
    const fresh = /** @type {DocumentFragment} */ (match.template.content.cloneNode(true));
    all(".buy-price, .buy-stock", facts).forEach((old) => old.remove());
    facts.append(fresh);
    const { href, image } = match.template.dataset;
    if (href) history.replaceState(null, "", href);
    if (image && image !== "-1") {
      const picture = document.getElementById(`picture-${image}`);
      const gallery = picture?.parentElement;
      if (picture && gallery && gallery.scrollWidth > gallery.clientWidth) gallery.scrollTo({ left: picture.offsetLeft - gallery.offsetLeft, behavior: "smooth" });
    }
  });
  mark();
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

function carts() {
  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const buying = form.matches("[data-buy-form]");
    const line = form.matches("[data-line-form]");
    if (!buying && !line) return;
    event.preventDefault();
    const place = form.closest("[data-cart]");
    (place ?? form).setAttribute("aria-busy", "true");
    try {
      const { page, url } = await fetchPage(form.action, { method: "POST", body: bodyOf(form, event.submitter) });
      const cart = page.querySelector("[data-cart]");
      if (!cart) { location.assign(url); return; } // the server had something to say
      if (buying) openDrawer(page);
      else if (place) {
        const fresh = document.importNode(cart, true);
        if (!place.id) fresh.removeAttribute("id");
        place.replaceWith(fresh);
      }
      setCount(page.querySelector("[data-cart-count]")?.textContent?.trim());
    } catch {
      form.submit(); // the plain way still works
    } finally {
      (place ?? form).removeAttribute("aria-busy");
    }
  });
  document.addEventListener("change", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("[data-line-form]");
    if (form instanceof HTMLFormElement && form.reportValidity()) form.requestSubmit(find("[data-line-update]", form));
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
      if (push) history.pushState({ listing: true }, "", url);
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
    history.replaceState({ listing: true }, "");
    addEventListener("popstate", (event) => { if (event.state?.listing) void show(new URL(location.href), false); });
  }
}

// ---- checkout: small comforts ----

function checkout() {
  document.addEventListener("change", (event) => {
    const select = /** @type {HTMLElement} */ (event.target);
    if (!(select instanceof HTMLSelectElement) || select.autocomplete !== "country") return;
    const apply = find("[data-country-apply]", select.closest(".fields") ?? document);
    if (apply instanceof HTMLButtonElement) apply.click();
  });
  // A second press of "place order" changes nothing on the server; it is only confusing.
  const place = find("[data-place-form]");
  place?.addEventListener("submit", () => queueMicrotask(() => find("button", place)?.setAttribute("aria-disabled", "true")));
  addEventListener("pageshow", () => find("[data-place-form] button")?.removeAttribute("aria-disabled"));
  find("[data-focus]")?.focus();
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

variants();
carts();
filters();
checkout();
live();
fillPersonal().catch(() => {});
