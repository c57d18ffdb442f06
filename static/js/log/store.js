/* What was written and photographed, kept in this browser until the portal has it: IndexedDB, per person.
   drafts  {id, who, unit, unitName, campaign, fields, title, intent, state, activity, url, edit, note, errors, made, changed}
           state: writing (not sent by itself) · ready (is sent when the line allows) · wrong (the person must look)
   files   {id, draft, name, blob, full, url, state, message, made};  state: kept · sent · refused
   leases  {id, owner, until}: which tab is sending a draft. The portal takes each thing once in any case. */
(function () {
  "use strict";
  const L = window.QMLog = window.QMLog || {};
  const CHANNEL = "BroadcastChannel" in window ? new BroadcastChannel("qm-log") : null;
  const LEASE = 30000;
  const heard = [];
  let opened = null;

  L.newId = function () {
    // crypto.randomUUID came with Chromium 92, and to secure addresses only
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const owner = L.newId();

  function base() {
    if (!opened) {
      opened = new Promise(function (done, failed) {
        const asked = indexedDB.open("qm-log", 1);
        asked.onupgradeneeded = function () {
          asked.result.createObjectStore("drafts", { keyPath: "id" }).createIndex("who", "who");
          asked.result.createObjectStore("files", { keyPath: "id" }).createIndex("draft", "draft");
          asked.result.createObjectStore("leases", { keyPath: "id" });
        };
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  /* Runs `act(stores…)` in one transaction; resolves, once the disk has it, to the result of the request it returns. */
  function within(names, mode, act) {
    return base().then((opened) => new Promise(function (done, failed) {
      const step = opened.transaction(names, mode, { durability: "strict" });
      const request = act.apply(null, names.map((name) => step.objectStore(name)));
      step.oncomplete = () => done(request && "result" in request ? request.result : undefined);
      step.onabort = step.onerror = () => failed(step.error);
    }));
  }

  /* Changes a row that is still there; one deleted meanwhile is not brought back. */
  function change(name, id, changes) {
    return within([name], "readwrite", function (rows) {
      const found = rows.get(id);
      found.onsuccess = () => { if (found.result) { rows.put(Object.assign(found.result, changes)); } };
      return found;
    });
  }

  L.store = {
    ready: () => ("indexedDB" in window ? base() : Promise.reject(new Error("no IndexedDB"))),
    draft: (id) => within(["drafts"], "readonly", (drafts) => drafts.get(id)),
    drafts: (who) => within(["drafts"], "readonly", (drafts) => drafts.index("who").getAll(who))
      .then((found) => found.sort((one, other) => one.made - other.made)),
    keep: (draft) => within(["drafts"], "readwrite", (drafts) => drafts.put(draft)),
    change: (id, changes) => change("drafts", id, changes),
    files: (draft) => within(["files"], "readonly", (files) => files.index("draft").getAll(draft))
      .then((found) => found.sort((one, other) => one.made - other.made)),
    keepFile: (file) => within(["files"], "readwrite", (files) => files.put(file)),
    changeFile: (id, changes) => change("files", id, changes),
    dropFile: (id) => within(["files"], "readwrite", (files) => { files.delete(id); }),
    drop: (id) => within(["drafts", "files", "leases"], "readwrite", function (drafts, files, leases) {
      drafts.delete(id);
      leases.delete(id);
      files.index("draft").getAllKeys(id).onsuccess = (event) => event.target.result.forEach((key) => files.delete(key));
    }),
    /* Whether this tab may send the draft now; asked again while it sends, which renews it. */
    claim: function (id) {
      let mine = false;
      return within(["leases"], "readwrite", function (leases) {
        leases.get(id).onsuccess = function (event) {
          const held = event.target.result;
          mine = !held || held.owner === owner || held.until < Date.now();
          if (mine) { leases.put({ id: id, owner: owner, until: Date.now() + LEASE }); }
        };
      }).then(() => mine);
    },
    release: (id) => within(["leases"], "readwrite", function (leases) {
      leases.get(id).onsuccess = (event) => { if (event.target.result && event.target.result.owner === owner) { leases.delete(id); } };
    }),
  };

  /* News for every tab: something about a draft has changed. */
  L.tell = function (news) {
    heard.forEach((act) => act(news));
    if (CHANNEL) { CHANNEL.postMessage(news); }
  };
  L.hear = (act) => { heard.push(act); };
  if (CHANNEL) { CHANNEL.onmessage = (event) => heard.forEach((act) => act(event.data)); }
})();
