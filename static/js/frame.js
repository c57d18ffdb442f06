/* The frame: look switches, menus that close again, focus on a form's summary of errors. */
(function () {
  "use strict";
  var root = document.documentElement;
  var words = { auto: "自动", light: "浅色", dark: "深色" };
  var next = { auto: "light", light: "dark", dark: "auto" };

  function keep(name, value) {
    try {
      if (value) { localStorage.setItem("qm-" + name, value); } else { localStorage.removeItem("qm-" + name); }
    } catch (refused) { /* private mode: the choice lasts for this page */ }
  }

  function show() {
    var theme = root.getAttribute("data-theme") || "auto";
    document.querySelectorAll('[data-pref="theme"] [data-pref-word]').forEach(function (word) { word.textContent = words[theme]; });
    document.querySelectorAll('[data-pref="size"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(root.getAttribute("data-size") === "large"));
    });
  }

  function turn(name) {
    if (name === "size") {
      var large = root.getAttribute("data-size") !== "large";
      root.toggleAttribute("data-size", false);
      if (large) { root.setAttribute("data-size", "large"); }
      keep("size", large ? "large" : "");
    } else {
      var theme = next[root.getAttribute("data-theme") || "auto"];
      if (theme === "auto") { root.removeAttribute("data-theme"); } else { root.setAttribute("data-theme", theme); }
      keep("theme", theme === "auto" ? "" : theme);
    }
    show();
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (!menu.contains(except)) { menu.open = false; }
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-pref]");
    if (button) { turn(button.getAttribute("data-pref")); }
    if (event.target.closest("[data-print]")) { window.print(); }
    closeMenus(event.target);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    var open = document.querySelector("details[data-menu][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // The copy of the logging page that opens without a line is one person's: another's visit or a log-out ends it.
  function forget(mine) {
    if (!("caches" in window)) { return; }
    caches.keys().then(function (names) {
      names.forEach(function (name) { if (name.indexOf("qm-kept-") === 0 && name !== mine) { caches.delete(name); } });
    }).catch(function () { /* nothing is kept here */ });
  }
  var who = document.body.getAttribute("data-who");
  if (who !== null) { forget("qm-kept-" + who); }
  document.addEventListener("submit", function (event) { if (event.target.matches("[data-leave]")) { forget(""); } });

  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }
  show();
})();
