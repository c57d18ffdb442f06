/* 上级已修订 with htmx: after a decision the next undecided item has the focus; answers that refuse are shown too. */
(function () {
  "use strict";

  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 409 || status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:afterRequest", function (event) { event.detail.elt.removeAttribute("data-sent"); });

  var posted = false;
  document.addEventListener("htmx:beforeRequest", function (event) {
    posted = event.detail.requestConfig.verb === "post";
  });

  document.addEventListener("htmx:afterSettle", function () {
    var alert = document.querySelector("#above [role=alert]");
    var field = document.querySelector(".above-form textarea, .above-form input:not([type=hidden])");
    var next = alert || field || (posted && document.querySelector("#above [data-next]"));
    if (!next) { return; }
    if (alert) { alert.setAttribute("tabindex", "-1"); }
    next.focus();
  });
})();
