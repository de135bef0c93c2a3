// An open page keeps itself up to date: at each event the same address is fetched again and its <main> morphed in.
// Without this file the page is complete; it is then as new as its last loading.
"use strict";
(() => {
  const LONGEST_WAIT = 300; // ms: spreads all readers' requests after a new generation
  const LOST_AFTER = 30000; // ms without a stream before the reader is told
  const SETTLING = 400; // ms
  const RETRY = 5000; // ms; a browser gives up by itself after an answer that is no stream
  const announcement = document.getElementById("announcement");
  const connection = document.getElementById("connection");
  let lost = 0;
  let due = 0;
  let running = false;
  let again = false;

  const said = () => document.querySelector("main [data-announce]")?.textContent.trim() ?? "";

  // What the reader chose stays: an opened fold, a filter.
  const keepChosen = (attribute, node) => !(attribute === "open" && node.tagName === "DETAILS") && attribute !== "checked";

  // What a reader can be said to be at: headings and rows, by what they are about; the nodes may change.
  function marks() {
    const found = new Map();
    for (const node of document.querySelectorAll("main h1, main h2, main tbody tr")) {
      const about = node.querySelector("a")?.getAttribute("href") ?? (node.id || node.cells?.[0].textContent || "");
      const { top, bottom } = node.getBoundingClientRect();
      found.set(`${node.tagName} ${about}`, { top, bottom, focused: node.contains(document.activeElement) });
    }
    return found;
  }

  // What has the focus stays where it is on the screen, else the first thing in view. What must move all the same fades
  // in at its new place, and takes no click that was meant for what was there.
  function keepPlace(before) {
    const inView = [...before].filter(([, { top, bottom }]) => bottom > 0 && top < innerHeight);
    const moved = (after) =>
      inView.filter(([about]) => after.has(about)).map(([about, { top }]) => after.get(about).top - top);
    inView.sort(([, one], [, other]) => other.focused - one.focused);
    const [first = 0] = moved(marks());
    if (first) scrollBy({ top: first, behavior: "instant" });
    if (moved(marks()).every((by) => Math.abs(by) < 2)) return;
    const { classList } = document.body;
    classList.add("moved");
    // The second frame: the first has drawn it hidden at its new place.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      classList.replace("moved", "settling");
      setTimeout(() => classList.remove("settling"), SETTLING);
    }));
  }

  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("main");
    if (!next) return;
    const before = said();
    const places = marks();
    Idiomorph.morph(document.querySelector("main"), next, { callbacks: { beforeAttributeUpdated: keepChosen } });
    keepPlace(places);
    document.title = page.title;
    document.dispatchEvent(new Event("renewed")); // for scripts that add to the page
    if (said() !== before) announcement.textContent = said();
  }

  async function refresh() {
    due = 0;
    if (running) {
      again = true; // the answer under way may be older than this event
      return;
    }
    running = true;
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache" });
      if (answer.ok) show(await answer.text());
    } catch {
      // No network: the stream ends too, and the next event after it comes back fetches again.
    }
    running = false;
    if (again) {
      again = false;
      refresh();
    }
  }

  function schedule() {
    due ||= setTimeout(refresh, Math.random() * LONGEST_WAIT);
  }

  function listen() {
    const stream = new EventSource("/events");
    stream.addEventListener("generation", schedule); // on connecting too: the page may have been made before
    stream.addEventListener("open", () => {
      clearTimeout(lost);
      lost = 0;
      connection.hidden = true;
    });
    stream.addEventListener("error", () => {
      lost ||= setTimeout(() => (connection.hidden = false), LOST_AFTER);
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
    });
  }

  listen();
})();
