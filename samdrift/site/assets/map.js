// Adds to the map: ways lit up on pointing and on focus, zoom and pan, a table that sorts. Without it the page is complete.
"use strict";
(() => {
  const STEP = 1.25;
  const MOST = 4;
  const LEAST = 0.4;
  const zoom = { scale: 1 };
  const touched = matchMedia("(hover: none)").matches;
  const sorted = { column: -1, down: false };
  const map = () => document.querySelector("[data-map]");
  const drawings = () => [...document.querySelectorAll(".map-drawing")];
  const shownDrawing = () => drawings().find((each) => each.getBoundingClientRect().width > 0);

  // Ways: everything that is reached from a system in one direction, over links that the filter shows.
  function reached(links, from, near, far) {
    const found = new Set([from]);
    const ways = new Set();
    for (const node of found) {
      for (const link of links) {
        if (link.dataset[near] !== node) continue;
        ways.add(link);
        found.add(link.dataset[far]);
      }
    }
    return { found, ways };
  }

  function light(node) {
    const drawing = node.closest(".map-drawing");
    const links = [...drawing.querySelectorAll(".link")].filter((link) => getComputedStyle(link).display !== "none");
    const down = reached(links, node.dataset.id, "from", "to");
    const up = reached(links, node.dataset.id, "to", "from");
    for (const link of drawing.querySelectorAll(".link")) link.classList.toggle("lit", down.ways.has(link) || up.ways.has(link));
    for (const other of drawing.querySelectorAll(".node")) {
      const id = other.dataset.id;
      other.classList.toggle("lit", down.found.has(id) || up.found.has(id));
    }
    drawing.classList.add("lighting");
    tell(node.getAttribute("aria-label"));
  }

  function dim() {
    for (const drawing of drawings()) drawing.classList.remove("lighting");
    tell("");
  }

  function tell(words) {
    const told = document.querySelector(".map-told");
    if (!told) return;
    told.hidden = false;
    told.textContent = words || (touched ? told.dataset.hintTouch : told.dataset.hint);
  }

  const nodeAt = (event) => event.target.closest?.(".map-drawing .node");
  document.addEventListener("pointerover", (event) => {
    const node = nodeAt(event);
    if (node) light(node);
    else if (event.target.closest?.(".map-drawing")) dim();
  });
  document.addEventListener("focusin", (event) => (nodeAt(event) ? light(nodeAt(event)) : dim()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && dim());

  // Zoom and pan: the region scrolls, so that keys, wheels and fingers work as everywhere.
  function resize() {
    for (const drawing of drawings()) {
      const wide = Number(drawing.getAttribute("width"));
      drawing.style.width = zoom.scale === 1 ? "" : `${Math.round(zoom.base * zoom.scale)}px`;
      drawing.style.maxWidth = drawing.style.minWidth = zoom.scale === 1 ? "" : "none";
      if (zoom.scale === 1) drawing.setAttribute("width", wide);
    }
  }

  // What was in the middle of the region stays there.
  function look(region, grown) {
    const drawing = shownDrawing();
    const old = drawing.getBoundingClientRect();
    const frame = region.getBoundingClientRect();
    const middle = { x: frame.left + frame.width / 2 - old.left, y: frame.top + frame.height / 2 - old.top };
    resize();
    const now = drawing.getBoundingClientRect();
    region.scrollLeft += now.left + middle.x * grown - (frame.left + frame.width / 2);
    region.scrollTop += now.top + middle.y * grown - (frame.top + frame.height / 2);
  }

  document.addEventListener("click", (event) => {
    const way = event.target.closest?.("[data-zoom]")?.dataset.zoom;
    if (!way) return;
    if (zoom.scale === 1) zoom.base = shownDrawing().getBoundingClientRect().width;
    const fit = shownDrawing().parentElement.clientWidth / (zoom.base || 1);
    const next = { in: zoom.scale * STEP, out: zoom.scale / STEP, fit: Math.min(1, fit) }[way];
    const before = zoom.scale;
    zoom.scale = Math.abs(next - 1) < 0.01 ? 1 : Math.min(MOST, Math.max(LEAST, next));
    look(shownDrawing().parentElement, zoom.scale / before);
  });

  let grip = null;
  document.addEventListener("pointerdown", (event) => {
    const region = event.target.closest?.(".map-region");
    if (!region || event.pointerType !== "mouse" || event.button !== 0 || nodeAt(event)) return;
    grip = { region, x: event.clientX + region.scrollLeft, y: event.clientY + region.scrollTop };
  });
  document.addEventListener("pointermove", (event) => {
    if (!grip) return;
    grip.region.scrollLeft = grip.x - event.clientX;
    grip.region.scrollTop = grip.y - event.clientY;
  });
  document.addEventListener("pointerup", () => (grip = null));

  // Sorting: a button in each heading. The order of the page itself comes back with the third press.
  function key(row, column) {
    const cell = row.children[column];
    return cell ? cell.dataset.rank ?? cell.textContent.trim() : "";
  }

  function sort(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.forEach((row, place) => (row.dataset.place ??= place));
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const inPlace = (one, other) => one.dataset.place - other.dataset.place;
    rows.sort((one, other) => {
      if (sorted.column < 0) return inPlace(one, other);
      const by = order(key(one, sorted.column), key(other, sorted.column));
      return (sorted.down ? -by : by) || inPlace(one, other);
    });
    body.append(...rows);
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      if (column !== sorted.column) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    });
  }

  function headings(table) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      if (cell.querySelector("button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "map-sort";
      button.textContent = cell.textContent;
      button.title = `${table.dataset.sortWord}: ${cell.textContent}`;
      cell.replaceChildren(button);
      button.addEventListener("click", () => {
        const again = sorted.column === column;
        sorted.column = again && sorted.down ? -1 : column;
        sorted.down = again && !sorted.down;
        sort(table);
      });
    });
  }

  function furnish() {
    if (!map()) return;
    for (const zooming of document.querySelectorAll(".map-zoom")) zooming.hidden = false;
    const table = document.querySelector(".map-table");
    if (table) {
      headings(table);
      if (sorted.column >= 0) sort(table);
    }
    const focused = document.activeElement?.closest?.(".map-drawing .node");
    if (focused) light(focused);
    else tell("");
    if (zoom.scale !== 1) resize();
  }

  document.addEventListener("renewed", furnish);
  furnish();
})();
