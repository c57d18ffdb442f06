/* Moving by keyboard: Alt with an arrow on an item, or an arrow on its handle. An action at the edge of its
   arrangement goes on into the next one. */
(function () {
  "use strict";
  const QM = window.QM;
  let moving = false;

  QM.siblings = (kind, under) => Array.from(document.querySelectorAll('#paper [data-kind="' + kind + '"]')).filter((entry) => (entry.dataset.under || "") === (under || ""));

  /* Position counts from 1 among the others of the place it goes to. */
  QM.moveTo = function (entry, under, position) {
    if (moving) { return; }
    moving = true;
    const values = { csrfmiddlewaretoken: QM.token(), under: under || "", position: position };
    window.htmx.ajax("POST", QM.item(entry.dataset.key, "move"), { source: entry, target: "#doc", swap: "outerHTML show:none", values: values })
      .then(() => { moving = false; }, () => { moving = false; });
  };

  function step(entry, down) {
    const kind = entry.dataset.kind;
    const under = entry.dataset.under || "";
    const here = QM.siblings(kind, under);
    const at = here.indexOf(entry);
    if (at + (down ? 1 : -1) >= 0 && at + (down ? 1 : -1) < here.length) { QM.moveTo(entry, under, at + 1 + (down ? 1 : -1)); return; }
    const homes = kind === "action" ? QM.siblings("arrangement", "").map((home) => home.dataset.key) : [];
    const home = homes[homes.indexOf(under) + (down ? 1 : -1)];
    if (kind === "action" && under && home) {
      QM.moveTo(entry, home, down ? 1 : QM.siblings("action", home).length + 1);
    } else {
      QM.say(down ? "已在最后。" : "已在最前。");
    }
  }

  document.addEventListener("keydown", function (event) {
    const down = event.key === "ArrowDown";
    if (!down && event.key !== "ArrowUp") { return; }
    const grip = event.target.closest && event.target.closest("[data-grip]");
    const entry = QM.entryOf(event.target);
    if (!entry || !entry.dataset.kind || entry.dataset.kind === "theme" || !QM.live() || !(grip || (event.altKey && event.target === entry))) { return; }
    event.preventDefault();
    step(entry, down);
  });
})();
