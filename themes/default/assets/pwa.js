// @ts-check
// The installed shop: its worker, and the offer to reload when a newer version waits.
import { toast, wording } from "./dom.js";

export function install() {
  if (document.body.dataset.page === "offline") askAgain();
  if (!("serviceWorker" in navigator)) return;
  const worker = navigator.serviceWorker;
  worker.register("/sw.js").then((registration) => {
    const offer = () => {
      // Without a controller this is the first one: there is nothing older on the page.
      if (registration.waiting && worker.controller) prompt(registration.waiting);
    };
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => { if (fresh.state === "installed") offer(); });
    });
    offer();
  }).catch(() => {}); // the shop works without
}

const AGAIN = 3000; // ms between two looks whether the shop can be reached

/**
 * The page could not be had: it is asked for when the browser says that the network is back. The browser says so
 * a moment before its worker reaches anybody, and nothing at all where only the shop was away: so it is looked for, too.
 */
function askAgain() {
  addEventListener("online", () => location.reload());
  setInterval(() => {
    if (navigator.onLine) fetch("/healthz", { cache: "no-store" }).then((answer) => { if (answer.ok) location.reload(); }, () => {});
  }, AGAIN);
}

/** @param {ServiceWorker} waiting */
function prompt(waiting) {
  toast(wording("update"), {
    action: wording("reload"),
    act: () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take-over");
    },
  });
}
