/* The writing page with htmx: answers that refuse are shown too, the focus goes where the work is, the length counts
   along while one types. All of it works without this file. */
(function () {
  "use strict";
  var focus = "";

  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 409 || status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    var part = event.target.closest(".wp");
    focus = part ? part.id : "";
  });

  document.addEventListener("htmx:afterRequest", function (event) { event.detail.elt.removeAttribute("data-sent"); });

  document.addEventListener("htmx:afterSettle", function () {
    var field = document.querySelector(".wp-form textarea, .wp-add[open] textarea");
    var part = document.getElementById(focus);
    if (field) { field.focus(); field.setSelectionRange(field.value.length, field.value.length); grow(field); }
    else if (part) { part.focus({ preventScroll: true }); part.classList.add("wp-saved"); }
    focus = "";
  });

  function letters(text) { return Array.from(text.replace(/\s/g, "")).length; }

  function grow(field) {
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 4 + "px";
  }

  document.addEventListener("input", function (event) {
    var field = event.target, shown = document.getElementById("wp-length");
    if (!field.hasAttribute("data-writes")) { return; }
    grow(field);
    if (!shown) { return; }
    var now = Number(shown.getAttribute("data-length")) - Number(field.getAttribute("data-was") || 0) + letters(field.value);
    shown.textContent = String(now);
    shown.classList.toggle("wp-over", now > Number(shown.getAttribute("data-advised")));
  });

  document.querySelectorAll(".wp-form textarea").forEach(grow);
})();
