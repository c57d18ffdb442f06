/* Reviewing by keys: J or right = next, K or left = previous, A = accept, R = ask for more, X = tick. All of it can be
   done by the buttons as well. Off while something is typed, and by the switch, which this browser remembers. */
(function () {
  "use strict";
  var START = 400; // milliseconds: a key pressed twice must not decide on the page that follows
  var opened = Date.now();
  var shift = document.querySelector("[data-keys-switch]");
  var on = true;
  try { on = localStorage.getItem("qm-keys") !== "off"; } catch (refused) { /* private mode: on */ }

  function show() {
    document.documentElement.classList.toggle("review-off", !on);
    if (!shift) { return; }
    shift.textContent = on ? "关闭快捷键" : "打开快捷键";
    shift.setAttribute("aria-pressed", String(on));
  }

  function typing(target) {
    if (!target || !target.closest) { return false; }
    var field = target.closest("input, textarea, select, [contenteditable]");
    return Boolean(field) && field.type !== "checkbox";
  }

  function press(name) {
    var found = document.querySelector("[data-key-" + name + "]");
    if (found) { found.click(); }
    return Boolean(found);
  }

  function ask() {
    var box = document.querySelector("[data-key-ask]");
    if (!box) { return false; }
    box.open = true;
    var first = box.querySelector("input[type=checkbox], textarea");
    if (first) { first.focus(); }
    return true;
  }

  function close(target) {
    var box = target.closest && target.closest("[data-key-ask]");
    if (!box) { return false; }
    box.open = false;
    box.querySelector("summary").focus();
    return true;
  }

  // A Chinese input method hides the letter: then the key's place on the board tells it.
  function letter(event) {
    var known = event.key.length === 1 || event.key.indexOf("Arrow") === 0;
    return known ? event.key.toLowerCase() : (event.code || "").replace("Key", "").toLowerCase();
  }

  var acts = {
    j: function () { return press("next"); },
    arrowright: function () { return press("next"); },
    k: function () { return press("previous"); },
    arrowleft: function () { return press("previous"); },
    a: function () { return press("accept"); },
    r: ask,
    x: function () { return press("tick"); }
  };

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && close(event.target)) { event.preventDefault(); return; }
    if (!on || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    if (typing(event.target) || Date.now() - opened < START) { return; }
    var act = acts[letter(event)];
    if (act && act()) { event.preventDefault(); }
  });

  var rows = document.querySelector("[data-queue]");
  var now = rows && rows.querySelector(".review-now");
  if (now) { rows.scrollTop = now.offsetTop - rows.clientHeight / 3; }

  if (shift) {
    shift.addEventListener("click", function () {
      on = !on;
      try { localStorage.setItem("qm-keys", on ? "on" : "off"); } catch (refused) { /* lasts for this page */ }
      show();
    });
  }
  show();
})();
