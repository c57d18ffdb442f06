/* Loaded first, so that a chosen look is there before the first paint. Works on <html> alone. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");
  function read(name) {
    try { return localStorage.getItem("qm-" + name); } catch (refused) { return null; }
  }
  var theme = read("theme");
  if (theme === "light" || theme === "dark") { root.setAttribute("data-theme", theme); }
  if (read("size") === "large") { root.setAttribute("data-size", "large"); }
})();
