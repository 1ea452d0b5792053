"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const svg = get("chart"), stage = get("stage"), panel = get("panel"), form = get("filters");
  if (!svg) return; // a page without topics
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = whole.slice();
  const marks = [...svg.querySelectorAll("a")].map((link) => {
    const row = get(link.getAttribute("href").slice(1));
    const circle = link.querySelector("circle");
    return { link, row, text: row.textContent.toLowerCase(),
      x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
  });
  const shown = () => marks.filter((mark) => !mark.row.hidden);
  let current = marks[0];

  // One stop of the tab key; arrows go on from there.
  const stopAt = (mark) => {
    for (const each of marks) each.link.setAttribute("tabindex", each === mark ? "0" : "-1");
    current = mark || current;
  };

  const close = () => {
    panel.hidden = true;
    stage.classList.remove("open");
    for (const mark of marks) mark.link.classList.remove("chosen");
  };
  const open = (mark) => {
    close();
    stopAt(mark);
    mark.link.classList.add("chosen");
    const title = document.createElement("h2");
    title.textContent = mark.row.querySelector(".name").textContent;
    const facts = document.createElement("p");
    facts.className = "quiet";
    facts.textContent = mark.link.getAttribute("aria-label");
    const details = mark.row.querySelector(".details").cloneNode(true);
    get("told").replaceChildren(title, facts, ...details.childNodes);
    panel.hidden = false;
    panel.scrollTop = 0;
    stage.classList.add("open");
  };

  const filter = () => {
    const words = get("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = ["trend", "coverage", "segments"].map((name) => [name, get(name).value]);
    for (const mark of marks) {
      const fits = words.every((word) => mark.text.includes(word)) && asked.every(([name, value]) =>
        !value || mark.row.dataset[name].split(" ").includes(value));
      mark.row.hidden = !fits;
      mark.link.classList.toggle("out", !fits);
      mark.link.setAttribute("aria-hidden", String(!fits));
    }
    const left = shown();
    get("count").textContent = `${left.length} / ${marks.length}`;
    if (!left.includes(current)) stopAt(left[0]);
  };

  const look = (next) => { view = next; svg.setAttribute("viewBox", view.map((n) => n.toFixed(1)).join(" ")); };
  const zoom = (factor) => {
    const width = Math.min(whole[2], Math.max(whole[2] / 8, view[2] / factor));
    const height = width * whole[3] / whole[2];
    const x = view[0] + (view[2] - width) / 2, y = view[1] + (view[3] - height) / 2;
    look([Math.min(Math.max(x, 0), whole[2] - width), Math.min(Math.max(y, 0), whole[3] - height), width, height]);
  };
  const show = (mark) => {
    const [x, y, width, height] = view;
    if (mark.x < x || mark.x > x + width || mark.y < y || mark.y > y + height) {
      look([Math.min(Math.max(mark.x - width / 2, 0), whole[2] - width),
        Math.min(Math.max(mark.y - height / 2, 0), whole[3] - height), width, height]);
    }
  };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nextTo = (from, [right, down]) => {
    let best = null, least = Infinity;
    for (const mark of shown()) {
      const dx = mark.x - from.x, dy = mark.y - from.y;
      const along = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (along > 0.5 && along + 2 * aside < least) { best = mark; least = along + 2 * aside; }
    }
    return best;
  };

  let drag = null, moved = false;
  svg.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, y: event.clientY, view: view.slice() };
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag || !(event.buttons & 1)) return;
    const scale = drag.view[2] / svg.clientWidth;
    const dx = (event.clientX - drag.x) * scale, dy = (event.clientY - drag.y) * scale;
    if (Math.abs(dx) + Math.abs(dy) > 4 * scale) moved = true;
    look([Math.min(Math.max(drag.view[0] - dx, 0), whole[2] - view[2]),
      Math.min(Math.max(drag.view[1] - dy, 0), whole[3] - view[3]), view[2], view[3]]);
  });
  addEventListener("pointerup", () => { drag = null; });
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    if (!moved) open(marks.find((mark) => mark.link === link));
  });
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = marks.find((each) => each.link === event.target.closest("a")) || current;
    if (event.key in ways) {
      const next = nextTo(mark, ways[event.key]);
      if (next) { stopAt(next); show(next); next.link.focus(); }
    } else if (event.key === " ") open(mark);
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") look(whole.slice());
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) { close(); current.link.focus(); }
    else if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      get("search").focus();
      event.preventDefault();
    }
  });
  get("close").addEventListener("click", () => { close(); current.link.focus(); });
  get("in").addEventListener("click", () => zoom(1.4));
  get("out").addEventListener("click", () => zoom(1 / 1.4));
  get("all").addEventListener("click", () => look(whole.slice()));
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // An address may ask for a view, …?q=茶&trend=new, and for a topic, …#t-….
  const asked = new URLSearchParams(location.search);
  get("search").value = asked.get("q") || "";
  for (const name of ["trend", "coverage"]) {
    const select = get(name);
    if ([...select.options].some((option) => option.value === asked.get(name))) select.value = asked.get(name);
  }
  form.hidden = false;
  stopAt(current);
  filter();
  const named = marks.find((mark) => mark.row.id === location.hash.slice(1));
  if (named) open(named);
})();
