/* The logging page without a line: the live page has a copy kept (worker.js); the copy makes itself ready to be filled in. */
(function () {
  "use strict";
  const L = window.QMLog;
  const form = document.querySelector("form[data-log]");
  const note = document.querySelector("[data-keep]");
  const copy = document.querySelector("[data-copy]");
  const BEIJING = 8 * 3600 * 1000;

  if (form && copy && L) {
    form.elements.submission.value = L.newId(); // each opening is an activity of its own
    if (copy.hasAttribute("data-dated")) { form.elements.held_on.value = new Date(Date.now() + BEIJING).toISOString().slice(0, 10); }
  }
  // No worker on plain http, nor where the browser has none; and without a store for drafts the copy would be no use.
  if (!form || !note || !L || !L.panel || !("serviceWorker" in navigator) || !("caches" in window)) { return; }
  const asked = note.dataset.keep + "?unit=" + encodeURIComponent(form.elements.unit.value) + "&campaign=" + encodeURIComponent(form.elements.campaign.value);
  const registered = () => navigator.serviceWorker.register(note.dataset.worker, { scope: L.panel.dataset.new, updateViaCache: "none" });
  navigator.serviceWorker.addEventListener("message", (event) => { if (event.data && event.data.kept) { note.hidden = false; } });
  navigator.serviceWorker.startMessages();
  L.store.ready().then(registered).then(() => navigator.serviceWorker.ready)
    .then((found) => found.active.postMessage({ keep: asked, who: L.who }))
    .catch(() => { /* it opens with a line, as before */ });
})();
