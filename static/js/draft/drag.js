/* Moving by hand, with a mouse, a pen or a finger: the handle is held, a line shows where the item would go. */
(function () {
  "use strict";
  const QM = window.QM;
  const EDGE = 60;
  let drag = null; // {entry, grip, y, line, to}

  /* Every place the item may go to: before each of its kind, after the last, and beneath each arrangement. */
  function places(entry) {
    const kind = entry.dataset.kind;
    const found = [];
    const group = function (under, first) {
      const all = QM.siblings(kind, under).filter((other) => other !== entry);
      all.forEach((other, at) => found.push({ under: under, position: at + 1, y: other.getBoundingClientRect().top, at: other, before: true }));
      const last = all[all.length - 1] || first;
      if (last) { found.push({ under: under, position: all.length + 1, y: last.getBoundingClientRect().bottom, at: last, before: false }); }
    };
    if (kind === "action") {
      QM.siblings("arrangement", "").forEach((home) => group(home.dataset.key, home));
      if (!entry.dataset.under) { group("", null); }
    } else {
      group("", null);
    }
    return found;
  }

  function aim(y) {
    let best = null;
    places(drag.entry).forEach((place) => { if (!best || Math.abs(place.y - y) < Math.abs(best.y - y)) { best = place; } });
    drag.to = best;
    if (best) {
      const paper = document.querySelector("#paper .paper");
      const box = best.at.getBoundingClientRect();
      if (!drag.line.parentNode) { paper.appendChild(drag.line); }
      drag.line.style.top = (best.before ? box.top : box.bottom) - paper.getBoundingClientRect().top - 1 + "px";
    }
  }

  function scroll() {
    if (!drag || !drag.line.parentNode) { return; }
    const by = drag.last < EDGE ? -10 : drag.last > window.innerHeight - EDGE ? 10 : 0;
    if (by) { window.scrollBy(0, by); aim(drag.last); }
    window.requestAnimationFrame(scroll);
  }

  function end(keep) {
    if (!drag) { return; }
    const now = drag;
    drag = null;
    now.line.remove();
    now.entry.classList.remove("dragged");
    document.body.classList.remove("dragging");
    const to = now.to;
    const same = to && to.under === (now.entry.dataset.under || "") && to.position === Number(now.entry.dataset.rank) + 1;
    if (keep && to && !same) { QM.moveTo(now.entry, to.under, to.position); }
  }

  document.addEventListener("pointerdown", function (event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button > 0) { return; }
    const line = document.createElement("div");
    line.className = "drop-line";
    drag = { entry: QM.entryOf(grip), grip: grip, y: event.clientY, last: event.clientY, line: line, to: null };
    try { grip.setPointerCapture(event.pointerId); } catch (gone) { /* the pointer left already */ }
    event.preventDefault();
    grip.focus();
  });

  document.addEventListener("pointermove", function (event) {
    if (!drag) { return; }
    drag.last = event.clientY;
    if (!drag.line.parentNode) {
      if (Math.abs(event.clientY - drag.y) < 5) { return; }
      drag.entry.classList.add("dragged");
      document.body.classList.add("dragging");
      aim(event.clientY);
      window.requestAnimationFrame(scroll);
    } else {
      aim(event.clientY);
    }
  });

  document.addEventListener("pointerup", () => end(Boolean(drag && drag.line.parentNode)));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { end(false); } });
})();
