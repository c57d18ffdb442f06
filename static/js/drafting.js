/* The draft page with htmx: answers that refuse are shown too, saving puts the focus back, open forms are not lost. */
(function () {
  "use strict";

  // 409 (somebody was first) and 422 (a form with errors) carry the page's answer.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 409 || status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // An answer came, or none will: the form may be sent again.
  document.addEventListener("htmx:afterRequest", function (event) { event.detail.elt.removeAttribute("data-sent"); });

  // One form is open at a time; what was typed into it is not thrown away without asking.
  function unsent() {
    return Array.from(document.querySelectorAll("#doc form[data-guard]")).some(function (form) {
      return Array.from(form.elements).some(function (field) {
        if (field.type === "hidden" || field.type === "submit") { return false; }
        if (field.type === "checkbox") { return field.checked !== field.defaultChecked; }
        return field.defaultValue !== undefined && field.value !== field.defaultValue;
      });
    });
  }

  document.addEventListener("htmx:confirm", function (event) {
    var source = event.detail.elt;
    if (source.tagName === "FORM" || !source.closest("#doc") || !unsent()) { return; }
    event.preventDefault();
    if (window.confirm("您正在填写的内容还没有保存。放弃并继续吗？")) { event.detail.issueRequest(true); }
  });

  document.addEventListener("htmx:afterSettle", function () {
    var panel = document.querySelector("#doc .item-panel");
    if (!panel || panel.contains(document.activeElement)) { return; }
    var field = panel.querySelector("[role=alert], textarea, input:not([type=hidden])") || panel;
    if (field.getAttribute("role") === "alert") { field.setAttribute("tabindex", "-1"); }
    field.focus();
  });

  document.addEventListener("doc-saved", function (event) {
    var saved = document.getElementById("saved");
    if (saved && event.detail.words) { saved.textContent = event.detail.words; }
    var told = document.getElementById("told");
    if (told) { told.textContent = ""; }
    var place = document.getElementById(event.detail.anchor);
    if (place) { place.focus({ preventScroll: false }); }
  });
})();
