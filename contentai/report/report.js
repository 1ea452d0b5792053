"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const drafts = [...document.querySelectorAll(".draft")].map((box) => ({
    box, channel: box.dataset.channel, file: box.dataset.file, words: null,
    items: [...box.querySelectorAll(".findings li[data-rule]")],
    marks: [...box.querySelectorAll("a.m")],
    failed: box.querySelector("summary .problem") !== null,
  }));
  const form = find("filters");
  form.hidden = false;
  const value = (id) => (find(id) ? find(id).value : "");
  const level = (item) => ["error", "warning", "info"].find((name) => item.classList.contains(name));

  const filter = () => {
    const wanted = value("search").trim().toLowerCase();
    const rule = value("rule"), channel = value("channel"), file = value("file");
    const levels = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const narrow = rule !== "" || levels.size < 3;
    let count = 0;
    for (const draft of drafts) {
      const kept = new Set();
      for (const item of draft.items) {
        const keep = levels.has(level(item)) && (rule === "" || item.dataset.rule === rule);
        item.hidden = !keep;
        if (keep) kept.add(item.id);
      }
      for (const mark of draft.marks) {
        mark.classList.toggle("off", !mark.dataset.f.split(" ").some((id) => kept.has(id) || !find(id)));
      }
      if (wanted !== "" && draft.words === null) draft.words = draft.box.textContent.toLowerCase();
      // What was not read is an error of no rule: it stays in sight while errors are wanted.
      const keep = (!narrow || kept.size > 0 || (draft.failed && levels.has("error")))
        && (channel === "" || draft.channel === channel) && (file === "" || draft.file === file)
        && (wanted === "" || draft.words.includes(wanted));
      draft.box.hidden = !keep;
      count += keep;
    }
    find("count").textContent = `${count} / ${drafts.length}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  find("unfold").addEventListener("click", () => drafts.forEach((draft) => { draft.box.open = true; }));
  find("fold").addEventListener("click", () => drafts.forEach((draft) => { draft.box.open = false; }));
  addEventListener("beforeprint", () => drafts.forEach((draft) => { draft.box.open = !draft.box.hidden; }));

  // What an address names is opened and shown, though it be folded or filtered away.
  const open = () => {
    const there = find(decodeURIComponent(location.hash.slice(1)));
    const box = there && there.closest("details");
    if (box) { box.open = true; box.hidden = false; there.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", open);

  let here = -1;
  const step = (by) => {
    const all = drafts.filter((draft) => !draft.box.hidden)
      .flatMap((draft) => draft.items.filter((item) => !item.hidden));
    if (!all.length) return;
    const old = document.querySelectorAll(".here");
    here = old.length ? all.findIndex((item) => item.classList.contains("here")) : -1;
    old.forEach((one) => one.classList.remove("here"));
    const next = all[here < 0 && by < 0 ? all.length - 1 : (here + by + all.length) % all.length];
    next.closest("details").open = true;
    const mark = find(`m${next.id.slice(1)}`);
    for (const one of [next, mark]) if (one) one.classList.add("here");
    next.scrollIntoView({ block: "nearest" });
    (mark || next).scrollIntoView({ block: "center" });
  };
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") { form.reset(); document.activeElement.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); find("search").focus(); }
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
  });
  // A finding under the pointer shows where it is.
  for (const draft of drafts) {
    for (const item of draft.items) {
      const mark = find(`m${item.id.slice(1)}`);
      if (!mark) continue;
      item.addEventListener("mouseenter", () => mark.classList.add("here"));
      item.addEventListener("mouseleave", () => mark.classList.remove("here"));
    }
  }
  open();
})();
