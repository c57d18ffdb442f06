/* The tree of regions: a line opens in its place and closes again. Without this, its name leads to the region's page. */
(function () {
  "use strict";
  function depth(row) { return Number(row.getAttribute("data-depth")); }

  function below(row) {
    var found = [];
    for (var next = row.nextElementSibling; next && depth(next) > depth(row); next = next.nextElementSibling) {
      found.push(next);
    }
    return found;
  }

  function isOpen(button) { return button.getAttribute("aria-expanded") === "true"; }

  function say(button, open) {
    var name = button.getAttribute("aria-label").slice(2);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", (open ? "收起" : "展开") + name);
  }

  // What was closed further down stays closed when its line is shown again.
  function show(row, open) {
    var closed = Infinity;
    below(row).forEach(function (each) {
      if (depth(each) <= closed) { closed = Infinity; }
      each.hidden = !open || closed < Infinity;
      var button = each.querySelector("[data-branch]");
      if (closed === Infinity && button && !isOpen(button)) { closed = depth(each); }
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-branch]");
    if (!button) { return; }
    var row = button.closest("tr");
    if (!below(row).length) {
      if (!button.hasAttribute("aria-busy")) { button.setAttribute("aria-busy", "true"); htmx.trigger(button, "open"); }
      return;
    }
    say(button, !isOpen(button));
    show(row, isOpen(button));
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    var button = event.detail.elt;
    if (!button.hasAttribute || !button.hasAttribute("data-branch")) { return; }
    button.removeAttribute("aria-busy");
    if (event.detail.successful) { say(button, true); } else { location.assign(button.parentNode.querySelector("a").href); }
  });
})();
