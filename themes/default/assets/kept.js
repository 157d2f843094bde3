// @ts-check
// A cart that survives a dead spot: what was put into it without a network waits in the
// browser and is sent when there is one. Every press of the button has a name of its
// own, so the server puts it in once however often it is sent.
import { fetchPage, setCount, toast, wording } from "./dom.js";

/** @typedef {{ once: string, url: string, body: string, title: string, at: number }} Kept */
const STORE = "haat-kept";
const MOST = 20;
const LASTS = 23 * 60 * 60 * 1000; // the server knows a name for a day
const AGAIN = 20_000; // ms between tries while a page is open

/** A name for one press of the button. */
export function pressName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

/** @returns {Kept[]} */
function read() {
  try {
    const list = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(list) ? list.filter((k) => typeof k?.once === "string" && Date.now() - k.at < LASTS) : [];
  } catch {
    return [];
  }
}

/** @param {Kept[]} list */
function write(list) {
  if (list.length) localStorage.setItem(STORE, JSON.stringify(list));
  else localStorage.removeItem(STORE);
}

/** Keeps a press for later and says so; false when this browser keeps nothing. @param {string} url @param {URLSearchParams} body @param {string} title */
export function keep(url, body, title) {
  const list = read();
  if (list.length >= MOST) return false;
  try {
    write([...list, { once: body.get("once") ?? "", url, body: body.toString(), title, at: Date.now() }]);
  } catch {
    return false;
  }
  toast(wording("kept", title));
  later();
  return true;
}

/**
 * Sends one. Says whether it is settled, one way or the other.
 * @param {Kept} kept @param {(page: Document) => void} onCart
 */
async function send(kept, onCart) {
  const { page, ok, status } = await fetchPage(kept.url, { method: "POST", body: new URLSearchParams(kept.body) });
  if (status >= 500 || status === 429) return false;
  if (ok && page.querySelector("[data-cart]")) {
    setCount(page.querySelector("[data-cart-count]")?.textContent?.trim());
    onCart(page);
    toast(wording("sent", kept.title));
  } else {
    const why = page.querySelector(".notice-error")?.textContent?.trim() ?? "";
    toast(`${wording("refused", kept.title)} ${why}`.trim());
  }
  return true;
}

let waiting = 0;
/** @type {(page: Document) => void} */
let shown = () => {};

function later() {
  clearTimeout(waiting);
  if (read().length) waiting = window.setTimeout(sendAll, AGAIN);
}

/** One tab sends at a time; the names would keep two from adding twice anyway. */
async function sendAll() {
  const work = async () => {
    for (const kept of read()) {
      if (!await send(kept, shown)) break;
      write(read().filter((k) => k.once !== kept.once));
    }
  };
  try {
    if (navigator.locks) await navigator.locks.request(STORE, { ifAvailable: true }, async (lock) => { if (lock) await work(); });
    else await work();
  } catch { /* still no network */ }
  later();
}

/** Sends what waits, now and whenever the network comes back. @param {(page: Document) => void} onCart */
export function sendKept(onCart) {
  shown = onCart;
  addEventListener("online", sendAll);
  if (read().length) void sendAll();
}
