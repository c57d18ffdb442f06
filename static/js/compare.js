/* Comparing: from one change to the next, by button or Alt+Up and Alt+Down. Without it the links in the rows do. */
(function () {
  "use strict";
  var bar = document.querySelector("[data-steps]");
  if (!bar) { return; }
  var told = bar.querySelector("[data-step-at]");
  var rows = Array.from(document.querySelectorAll("[data-change]"));

  // Where the reader is: the row that has the focus, else the last one above the upper third of the window.
  function here() {
    var focused = document.activeElement && document.activeElement.closest("[data-change]");
    if (focused) { return rows.indexOf(focused); }
    var line = window.innerHeight / 3;
    var found = -1;
    rows.forEach(function (row, n) { if (row.getBoundingClientRect().top < line) { found = n; } });
    return found;
  }

  function step(by) {
    var next = Math.max(0, Math.min(rows.length - 1, here() + by));
    var row = rows[next];
    if (!row) { return; }
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
    told.textContent = "第" + (next + 1) + "处，共" + rows.length + "处";
  }

  bar.addEventListener("click", function (event) {
    var button = event.target.closest("[data-step]");
    if (button) { step(Number(button.getAttribute("data-step"))); }
  });
  document.addEventListener("keydown", function (event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });
})();
