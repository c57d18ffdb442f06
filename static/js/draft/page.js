/* The page of a draft with htmx: answers that refuse are shown too, focus goes where the work is, forms are not lost.
   The other files of this folder share `window.QM`. */
(function () {
  "use strict";
  const QM = window.QM = {};

  QM.doc = () => document.getElementById("doc");
  QM.live = () => { const doc = QM.doc(); return Boolean(doc) && doc.hasAttribute("data-live"); };
  QM.token = () => { const field = document.querySelector("#act [name=csrfmiddlewaretoken]"); return field ? field.value : ""; };
  QM.entryOf = (node) => node.closest ? node.closest(".paper-item[data-key], .paper-slogan[data-key]") : null;
  QM.item = (key, act) => QM.doc().dataset.items + key + "/" + act + "/";

  QM.say = function (words) {
    const place = document.getElementById("announce");
    if (!place || !words) { return; }
    place.textContent = "";
    window.setTimeout(() => { place.textContent = words; }, 60);
  };

  // Ready pieces of the page by the id of what they replace.
  QM.put = function (parts) {
    Object.keys(parts || {}).forEach(function (id) {
      const there = document.getElementById(id);
      if (!there) { return; }
      const holder = document.createElement("template");
      holder.innerHTML = parts[id].trim();
      const fresh = holder.content.firstElementChild;
      fresh.removeAttribute("hx-swap-oob");
      there.replaceWith(fresh);
      window.htmx.process(fresh);
    });
  };

  // 409 (somebody was first) and 422 (a form with errors) carry the page's answer; a log-in page is none.
  document.addEventListener("htmx:beforeSwap", function (event) {
    const xhr = event.detail.xhr;
    if (/\/accounts\/login\//.test(xhr.responseURL || "") || xhr.status === 403) {
      event.detail.shouldSwap = false;
      QM.lost(xhr.status === 403 ? "refused" : "login");
    } else if (xhr.status === 409 || xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:sendError", () => QM.lost("offline"));
  document.addEventListener("htmx:timeout", () => QM.lost("offline"));
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) { QM.lost("server"); } });

  // An answer came, or none will: the form may be sent again.
  document.addEventListener("htmx:afterRequest", function (event) {
    event.detail.elt.removeAttribute("data-sent");
    if (event.detail.successful) { QM.found(); }
  });

  // What was typed into a form that is sent by its button is not thrown away without asking.
  function unsent(place) {
    return Array.from(place.querySelectorAll("form[data-guard]")).some((form) => Array.from(form.elements).some(function (field) {
      if (field.type === "hidden" || field.type === "submit") { return false; }
      if (field.type === "checkbox") { return field.checked !== field.defaultChecked; }
      return field.defaultValue !== undefined && field.value !== field.defaultValue;
    }));
  }

  document.addEventListener("htmx:confirm", function (event) {
    const source = event.detail.elt;
    if (source.tagName === "FORM" || !QM.doc() || !QM.doc().contains(source)) { return; }
    const place = source.closest("[hx-target=this]") || QM.doc();
    if (!unsent(place)) { return; }
    event.preventDefault();
    if (window.confirm("您正在填写的内容还没有保存。放弃并继续吗？")) {
      if (QM.dropKept) { place.querySelectorAll("form[data-keep]").forEach(QM.dropKept); }
      event.detail.issueRequest(true);
    }
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    QM.ready();
    const panel = event.target.classList && event.target.classList.contains("item-panel") ? event.target : document.querySelector("#told [role=alert]") && document.getElementById("told");
    if (!panel || (panel !== document.activeElement && panel.contains(document.activeElement))) { return; }
    const field = panel.querySelector("[role=alert], textarea, input:not([type=hidden])") || panel;
    if (field.getAttribute("role") === "alert") { field.setAttribute("tabindex", "-1"); }
    field.focus();
  });

  // The document is drawn anew: what the person looks at keeps its place in the window.
  let eye = [];
  const places = () => Array.from(document.querySelectorAll("#paper [data-key], #paper .paper-trace, #paper h2, #paper section[id]")).filter((one) => one.id);
  document.addEventListener("htmx:beforeSwap", function (event) {
    const target = event.detail.target;
    eye = !target || target.id !== "doc" ? [] : places().map((one) => ({ id: one.id, top: one.getBoundingClientRect().top }))
      .filter((one) => one.top > 50 && one.top < window.innerHeight);
    if (eye.length || !target || target.id !== "doc") { return; }
    // one item fills the window
    const above = places().filter((one) => one.getBoundingClientRect().top <= 50).pop();
    if (above) { eye = [{ id: above.id, top: above.getBoundingClientRect().top }]; }
  });
  ["htmx:afterSwap", "htmx:afterSettle"].forEach((name) => document.addEventListener(name, function () {
    const still = eye.find((one) => document.getElementById(one.id));
    if (name === "htmx:afterSettle") { eye = []; }
    if (still) { window.scrollBy(0, document.getElementById(still.id).getBoundingClientRect().top - still.top); }
  }));

  document.addEventListener("doc-saved", function (event) {
    const told = document.getElementById("told");
    if (told) { told.textContent = ""; }
    QM.say(event.detail.words);
    const place = document.getElementById(event.detail.anchor);
    const writing = document.activeElement && document.activeElement.form && document.activeElement.form.dataset.words;
    if (place && !writing) { place.focus({ preventScroll: false }); }
    const undo = document.querySelector("#undo button");
    if (!place && undo && document.activeElement === document.body) { undo.focus({ preventScroll: true }); }
  });

  // One tab stop per item; its links join in while the focus is within. Arrows go from item to item.
  function stops(entry, open) {
    entry.querySelectorAll(".item-do a, .item-do button").forEach((link) => { link.tabIndex = open ? 0 : -1; });
  }

  document.addEventListener("focusin", function (event) {
    document.querySelectorAll(".entry-now").forEach(function (entry) {
      if (!entry.contains(event.target)) { entry.classList.remove("entry-now"); stops(entry, false); }
    });
    const entry = QM.entryOf(event.target);
    if (!entry) { return; }
    entry.classList.add("entry-now");
    stops(entry, true);
    origin(entry.dataset.key);
  });

  let asked = 0;
  function origin(key) {
    window.clearTimeout(asked);
    const there = document.getElementById("origin");
    if (!QM.live() || !there || there.dataset.of === key) { return; }
    asked = window.setTimeout(() => window.htmx.ajax("GET", QM.item(key, "source"), { target: "#origin", swap: "outerHTML" }), 250);
  }

  document.addEventListener("keydown", function (event) {
    const entry = event.target;
    if (!entry.matches || !entry.matches("[data-key][tabindex='0']") || event.altKey || event.ctrlKey || event.metaKey) { return; }
    const all = Array.from(document.querySelectorAll("#paper [data-key][tabindex='0']"));
    const next = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (next) {
      const to = all[all.indexOf(entry) + next];
      if (to) { event.preventDefault(); to.focus(); }
    } else if (event.key === "Enter") {
      event.preventDefault();
      QM.open(entry);
    }
  });

  QM.open = function (entry) {
    const link = entry.querySelector(".item-do a");
    if (link) { window.htmx.ajax("GET", link.getAttribute("href"), { source: entry, target: "#" + entry.id, swap: "outerHTML show:none" }); }
  };

  // A click into the words opens them; a click on a link, or one that selects text, does what it always does.
  document.addEventListener("click", function (event) {
    const view = event.target.closest("[data-view]");
    if (view) { event.preventDefault(); show(view.dataset.view); return; }
    const close = event.target.closest("[data-close]");
    if (close) { window.htmx.ajax("GET", location.pathname, { target: close.dataset.close, select: close.dataset.close, swap: "outerHTML" }); event.preventDefault(); return; }
    const entry = QM.entryOf(event.target);
    if (!entry || entry.classList.contains("item-panel") || event.target.closest("a, button, summary, input, textarea, select, form, details, .remarks, .remark")) { return; }
    if (String(window.getSelection())) { return; }
    QM.open(entry);
  });

  // On a phone one part is shown at a time.
  let part = "paper";
  function show(name) {
    part = name;
    if (!QM.doc()) { return; }
    QM.doc().dataset.shows = name;
    document.querySelectorAll(".doc-switch a").forEach(function (link) {
      if (link.dataset.view === name) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
  }
  document.addEventListener("click", (event) => { if (event.target.closest(".outline a")) { show("paper"); } }, true);

  const readies = [];
  QM.onReady = (act) => readies.push(act);
  QM.ready = function () {
    document.querySelectorAll("#paper [data-key]").forEach((entry) => { if (!entry.contains(document.activeElement)) { stops(entry, false); } });
    show(part);
    readies.forEach((act) => act());
  };
  document.addEventListener("DOMContentLoaded", () => QM.ready());
})();
