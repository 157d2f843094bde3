// @ts-check
// Rows of cards: buttons for who has neither a finger nor a wheel that goes sideways.
// The row itself is scrolled by the browser, and needs none of this.
import { all, find } from "./dom.js";

/** Shows the buttons of a row while there is more in it than fits. @param {HTMLElement} carousel */
function row(carousel) {
  const strip = find("[data-carousel-strip]", carousel);
  const back = find("[data-carousel-back]", carousel);
  const on = find("[data-carousel-on]", carousel);
  const cards = strip ? all("li", strip) : [];
  const [first, second] = cards;
  if (!strip || !back || !on || !first || !second) return;

  /** Where a turn still under way will end. @type {number | null} */
  let goal = null;
  const most = () => strip.scrollWidth - strip.clientWidth;
  // From right to left what is scrolled counts below zero.
  const at = () => Math.abs(strip.scrollLeft);

  const mark = () => {
    // A pixel is what a width of broken pixels leaves.
    const full = most() > 1;
    back.hidden = on.hidden = !full;
    // Not disabled: a button that is would lose the keyboard that just pressed it.
    back.setAttribute("aria-disabled", String(at() <= 1));
    on.setAttribute("aria-disabled", String(at() >= most() - 1));
    if (full) strip.tabIndex = 0;
    else strip.removeAttribute("tabindex"); // a stop where nothing happens
  };

  /** Turns by as many cards as are seen whole. @param {1 | -1} way */
  const turn = (way) => {
    const step = Math.abs(second.offsetLeft - first.offsetLeft);
    const whole = Math.max(1, Math.floor((strip.clientWidth + step - first.offsetWidth) / step));
    const from = Math.round((goal ?? at()) / step) * step;
    const to = Math.min(most(), Math.max(0, from + way * whole * step));
    if (Math.abs(to - at()) > 1) goal = to;
    const sign = getComputedStyle(strip).direction === "rtl" ? -1 : 1;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    strip.scrollTo({ left: sign * to, behavior: still ? "instant" : "smooth" });
  };

  back.addEventListener("click", () => turn(-1));
  on.addEventListener("click", () => turn(1));
  strip.addEventListener("scroll", mark, { passive: true });
  strip.addEventListener("scrollend", () => { goal = null; mark(); });
  new ResizeObserver(mark).observe(strip); // and once now, when it has its size
}

export function carousels() {
  all("[data-carousel]").forEach(row);
}
