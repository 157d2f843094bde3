// @ts-check
// The service worker. The server writes self.SHOP before it: the version, the assets
// with their hashes, and the offline page of each language.
//
// Pages come from the network; a few public ones are kept for a dead spot, where the
// offline page stands for all others. Nothing that knows a person is ever kept: only
// pages at the addresses below, and only when the server lets others keep them.

/** @typedef {{ version: string, assets: string[], offline: Record<string, string> }} Shop */
const worker = /** @type {any} */ (self);
const shop = /** @type {Shop} */ (worker.SHOP);
const SHELL = `shell-${shop.version}`;
const PAGES = `pages-${shop.version}`;
const MOST = 40; // pages kept
const FRESH = 30_000; // ms a page fetched ahead may be shown without asking again
const OTHERS = /^\/(?:api|dashboard|media|sandbox)(?:\/|$)/; // not the storefront's
const PUBLIC = /^\/(?:$|(?:categories|collections|pages|products|stores)(?:\/|$))/;

/** The language's prefix of an address. @param {string} path */
function prefixOf(path) {
  const first = `/${path.split("/")[1]}`;
  return first in shop.offline ? first : "";
}

/** @param {URL} url @param {Response} response */
function keepable(url, response) {
  const path = url.pathname.slice(prefixOf(url.pathname).length) || "/";
  return PUBLIC.test(path) && response.status === 200 && response.type === "basic" && !response.redirected &&
    response.headers.get("cache-control") === "no-cache" && !!response.headers.get("content-type")?.startsWith("text/html");
}

/** @param {Request} request @param {Response} response */
async function keep(request, response) {
  const cache = await caches.open(PAGES);
  await cache.delete(request); // so that the oldest stands first
  await cache.put(request, response);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
}

/** Pages somebody is about to open. @type {Map<string, { at: number, answer: Promise<Response | null> }>} */
const ahead = new Map();

/** @param {unknown} address */
async function fetchAhead(address) {
  const url = new URL(String(address), worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  for (const [old, { at }] of ahead) if (Date.now() - at > FRESH) ahead.delete(old);
  const answer = fetch(url).then((response) => keepable(url, response) ? response : null, () => null);
  ahead.set(url.href, { at: Date.now(), answer });
  await answer;
}

/** @param {URL} url */
async function fetchedAhead(url) {
  const early = ahead.get(url.href);
  ahead.delete(url.href);
  return early && Date.now() - early.at < FRESH ? early.answer : null;
}

/** @param {any} event */
async function page(event) {
  const url = new URL(event.request.url);
  try {
    const reloaded = event.request.cache !== "default"; // whoever reloads wants to know
    const response = (reloaded ? null : await fetchedAhead(url)) ?? await fetch(event.request);
    if (keepable(url, response)) event.waitUntil(keep(event.request, response.clone()));
    return response;
  } catch {
    const offline = shop.offline[prefixOf(url.pathname)] ?? "";
    return await caches.match(event.request, { cacheName: PAGES }) ?? await caches.match(offline, { cacheName: SHELL }) ?? Response.error();
  }
}

/** @param {Request} request */
async function asset(request) {
  return await caches.match(request, { cacheName: SHELL }) ?? fetch(request);
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  const pages = Object.values(shop.offline).map((url) => new Request(url, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...shop.assets, ...pages])));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (/^(?:shell|pages)-/.test(name) && name !== SHELL && name !== PAGES) await caches.delete(name);
    await worker.clients.claim();
  })());
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  // Somebody has the shop open and chose to have the new version now.
  if (event.data === "take-over") worker.skipWaiting();
  else if (event.data?.ahead) event.waitUntil(fetchAhead(event.data.ahead));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (shop.assets.includes(url.pathname)) event.respondWith(asset(request));
  else if (request.mode === "navigate" && !OTHERS.test(url.pathname)) event.respondWith(page(event));
});
