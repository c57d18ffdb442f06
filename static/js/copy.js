/* [data-copy="id"] copies the text of that field; [data-copied="id"] says so. A field with data-select is selected
   whole when it is entered, so that copying by keyboard or long press works without this button as well. */
(function () {
  "use strict";

  function say(id, words) {
    var place = document.querySelector('[data-copied="' + id + '"]');
    if (place) { place.textContent = words; }
  }

  // Pages without https have no navigator.clipboard; the old command works there.
  function byCommand(field, id) {
    field.focus();
    field.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    say(id, done ? "已复制" : "请按 Ctrl+C 或长按复制");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    var id = button.getAttribute("data-copy");
    var field = document.getElementById(id);
    if (!field) { return; }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(field.value).then(function () { say(id, "已复制"); }, function () { byCommand(field, id); });
    } else { byCommand(field, id); }
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.hasAttribute("data-select")) { event.target.select(); }
  });
})();
