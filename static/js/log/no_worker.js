/* Served in place of worker.js where keeping the page is switched off: what was kept goes, and the worker with it. */
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("qm-kept-")).map((name) => caches.delete(name))))
    .then(() => self.registration.unregister()),
));
