// Adds to the strip of days: what happened on a day, on pointing, on touch and by arrow keys. The list below says the same.
"use strict";
(() => {
  const FINGER = 3; // days to either side that a finger may miss
  const SVG = "http://www.w3.org/2000/svg";
  let shown = -1;
  let focused = false;

  const figure = () => document.querySelector("[data-days]");
  const count = (strip) => strip.viewBox.baseVal.width;
  const rows = () => [...document.querySelectorAll(".day-list li")];
  const rowOf = (day) => rows().find((row) => row.dataset.first <= day && day <= row.dataset.last);

  function words(figure, strip, day) {
    const row = rowOf(day);
    const on = new Date(`${figure.dataset.last}T12:00:00Z`);
    on.setUTCDate(on.getUTCDate() - (count(strip) - 1 - day));
    const date = on.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", timeZone: "UTC" });
    return `${date}: ${row ? row.lastElementChild.textContent.replace(/^./, (first) => first.toLowerCase()) : figure.dataset.calm}`;
  }

  function show(day) {
    const strip = figure().querySelector(".strip");
    shown = Math.max(0, Math.min(count(strip) - 1, day));
    const said = words(figure(), strip, shown);
    figure().querySelector(".day-told").textContent = said;
    strip.setAttribute("aria-valuenow", shown + 1);
    strip.setAttribute("aria-valuetext", said);
    const mark = strip.querySelector(".day-mark") ?? strip.appendChild(document.createElementNS(SVG, "rect"));
    for (const [name, value] of Object.entries({ class: "day-mark", x: shown, y: 0, width: 1, height: 24 })) mark.setAttribute(name, value);
  }

  function point(event) {
    const strip = event.target.closest?.("[data-days] .strip");
    if (!strip) return;
    const box = strip.getBoundingClientRect();
    const day = Math.floor(((event.clientX - box.left) / box.width) * count(strip));
    if (event.pointerType === "mouse") return show(day);
    const near = Array.from({ length: 2 * FINGER + 1 }, (_, step) => day + (step % 2 ? 1 : -1) * Math.ceil(step / 2));
    show(near.find((each) => rowOf(each)) ?? day);
  }

  const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -1000, End: 1000 };
  function move(event) {
    if (!(event.key in KEYS) || !event.target.matches("[data-days] .strip")) return;
    event.preventDefault();
    show(shown + KEYS[event.key]);
  }

  function furnish() {
    const strip = figure()?.querySelector(".strip");
    if (!strip) return;
    figure().querySelector(".day-told").hidden = false;
    const most = count(strip);
    const about = { role: "slider", tabindex: 0, "aria-label": figure().dataset.label, "aria-valuemin": 1, "aria-valuemax": most, "aria-valuenow": most, "aria-valuetext": words(figure(), strip, most - 1) };
    for (const [name, value] of Object.entries(about)) strip.setAttribute(name, value);
    if (shown >= 0) show(shown);
    if (focused && document.activeElement !== strip) strip.focus({ preventScroll: true }); // the page was renewed
  }

  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.addEventListener("keydown", move);
  document.addEventListener("focusin", (event) => {
    focused = event.target.matches("[data-days] .strip");
    if (focused && shown < 0) show(count(event.target) - 1);
  });
  document.addEventListener("renewed", furnish);
  furnish();
})();
