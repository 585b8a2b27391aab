// The ticks of the checklist: remembered in this browser by the ids of the steps, each with its
// day, and given back as a file that `mlpath sync` reads.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const boxes = [...document.querySelectorAll("input[data-step]")];
  const { aim, done } = byId("tools").dataset;
  const key = `mlpath ticks: ${aim}`;
  const FILE = "ticks.md";

  // Steps that are ticked, with the day.
  let ticks = new Map();

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const tell = (text) => {
    byId("told").textContent = text;
  };

  // What somebody else has put under this key is no reason to fail.
  const parsed = (text) => {
    try {
      const days = Object.entries(JSON.parse(text) ?? {});
      return new Map(days.filter(([, day]) => /^\d{4}-\d\d-\d\d$/.test(day)));
    } catch {
      return new Map();
    }
  };

  // A browser may have no room for it, or keep nothing of files.
  const keeping = (action) => {
    try {
      return action();
    } catch {
      tell("This browser does not remember ticks: save them before you leave.");
      return null;
    }
  };

  const show = () => {
    let left = 0;
    for (const box of boxes) {
      box.checked = ticks.has(box.dataset.step);
      left += box.checked ? 0 : Number(box.dataset.hours);
    }
    const ticked = boxes.filter((box) => box.checked).length;
    const all = Number(done) + boxes.length;
    const hours = Math.round(left).toLocaleString("en");
    byId("count").textContent = `${Number(done) + ticked} of ${all} steps done, ${hours} h left`;
  };

  const load = () => {
    ticks = parsed(keeping(() => localStorage.getItem(key)));
    show();
  };

  const keep = () => {
    tell("");
    keeping(() => localStorage.setItem(key, JSON.stringify(Object.fromEntries(ticks))));
    show();
  };

  const save = () => {
    const ticked = boxes.filter((box) => box.checked);
    if (ticked.length === 0) {
      tell("No step is ticked yet.");
      return;
    }
    const line = ({ dataset: { step, line } }) => `- [x] ${line} ✅ ${ticks.get(step)}\n`;
    const text = `# Ticks for mlpath sync\n\n${ticked.map(line).join("")}`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = FILE;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    tell(`Saved as ${FILE}. In the folder of your downloads, type: mlpath sync ${FILE}`);
  };

  const forget = () => {
    if (ticks.size > 0 && confirm("Forget what you ticked on this page?")) {
      ticks.clear();
      keep();
    }
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) {
        ticks.set(box.dataset.step, today());
      } else {
        ticks.delete(box.dataset.step);
      }
      keep();
    });
  }
  byId("save").addEventListener("click", save);
  byId("forget").addEventListener("click", forget);
  // Ticked in another tab.
  addEventListener("storage", (event) => {
    if (event.key === key) load();
  });
  byId("buttons").hidden = boxes.length === 0;
  load();

  // What the browser tells a pointer of a step in the picture, the keyboard is told below it.
  const tellOf = ({ target, type }) => {
    const title = type === "focusin" ? target.closest(".node")?.querySelector("title") : null;
    byId("told-of").textContent = title?.textContent ?? "";
  };
  byId("way")?.addEventListener("focusin", tellOf);
  byId("way")?.addEventListener("focusout", tellOf);

  // Whoever follows a link to a step wants to read it, and paper cannot be unfolded.
  const details = [...document.querySelectorAll("details")];
  const unfold = () => {
    const target = byId(location.hash.slice(1));
    for (const folded of target?.closest(".step")?.querySelectorAll("details") ?? []) {
      folded.open = true;
    }
  };
  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => {
    for (const one of details) {
      one.dataset.open = one.open;
      one.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const one of details) one.open = one.dataset.open === "true";
  });
})();
