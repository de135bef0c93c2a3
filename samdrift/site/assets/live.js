// An open page keeps itself up to date: at each event the same address is fetched again and its <main> morphed in.
// Without this file the page is complete; it is then as new as its last loading.
"use strict";
(() => {
  const LONGEST_WAIT = 300; // ms: spreads all readers' requests after a new generation
  const LOST_AFTER = 30000; // ms without a stream before the reader is told
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

  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("main");
    if (!next) return;
    const before = said();
    Idiomorph.morph(document.querySelector("main"), next, { callbacks: { beforeAttributeUpdated: keepChosen } });
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
