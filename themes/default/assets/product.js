// @ts-check
// The product page: pictures one at a time, and another variant without a reload.
import { all, find } from "./dom.js";

/** @typedef {(index: number) => void} Show shows a picture by its number */

/** Makes the thumbnails turn the gallery. @returns {Show} */
export function gallery() {
  const frame = find("[data-gallery]");
  const pictures = frame ? all(".gallery-item", frame) : [];
  const thumbs = /** @type {HTMLAnchorElement[]} */ (all("[data-gallery-thumbs] a"));
  if (!frame || pictures.length < 2) return () => {};

  /** @param {number} shown */
  const mark = (shown) => thumbs.forEach((thumb, i) => {
    if (i === shown) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  });
  /** @type {Show} */
  const show = (index) => {
    const picture = pictures[index];
    if (!picture) return;
    const at = picture.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    // Measured between the middles, which is the same in both directions of writing.
    const left = at.left + at.width / 2 - around.left - around.width / 2;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // A place, not a distance: a distance is added to what is left of a turn still under way.
    frame.scrollTo({ left: frame.scrollLeft + left, behavior: still ? "instant" : "smooth" });
    mark(index);
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) mark(pictures.indexOf(/** @type {HTMLElement} */ (entry.target)));
  }, { root: frame, threshold: 0.7 });
  pictures.forEach((picture) => seen.observe(picture));

  thumbs.forEach((thumb, i) => {
    thumb.addEventListener("click", (event) => { event.preventDefault(); show(i); });
    thumb.addEventListener("keydown", (event) => {
      const back = getComputedStyle(frame).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
      const on = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      const to = { [back]: i - 1, [on]: i + 1, Home: 0, End: thumbs.length - 1 }[event.key];
      const next = to === undefined ? undefined : thumbs[to];
      if (!next || to === undefined) return;
      event.preventDefault();
      next.focus();
      show(to);
    });
  });
  return show;
}

/** Switches price, stock, picture and address with the variant. @param {Show} show */
export function variants(show) {
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

  /** Marks what is chosen, and lets the button be pressed when it can be bought. */
  function settle() {
    const now = chosen();
    const match = known.find((k) => k.options.every((o, j) => o === now[j]));
    mark();
    if (!button) return match;
    const buyable = match?.template.dataset.buyable === "true";
    button.disabled = !buyable;
    button.textContent = (match ? (buyable ? button.dataset.textBuy : button.dataset.textOut) : button.dataset.textMissing) ?? "";
    return match;
  }

  form.addEventListener("change", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.closest("fieldset.option")) return;
    const match = settle();
    if (!match || !facts) return;
    const fresh = /** @type {DocumentFragment} */ (match.template.content.cloneNode(true));
    all(".buy-price, .buy-stock", facts).forEach((old) => old.remove());
    facts.append(fresh);
    const { href, image } = match.template.dataset;
    if (href) history.replaceState(history.state, "", href);
    if (image && image !== "-1") show(Number(image));
  });
  settle(); // without a script the button must stay: another choice can be sent with it
}
