/* What is typed and not yet saved is kept on this computer, for this person alone, until the portal has it: in a
   crash, a lost connection or an expired log-in nothing is lost. After a reload it is offered. */
(function () {
  "use strict";
  const QM = window.QM;
  QM.canKeep = true;

  function place() {
    const doc = QM.doc();
    return doc && doc.dataset.who ? "qm-draft:" + doc.dataset.edition + ":" + doc.dataset.who + ":" : "";
  }

  QM.keep = function (slot, name, fields) {
    if (!place()) { return; }
    try {
      localStorage.setItem(place() + slot, JSON.stringify({ name: name, fields: fields, at: Date.now() }));
      QM.canKeep = true;
    } catch (refused) { QM.canKeep = false; /* private mode or full: the page says so when it matters */ }
  };

  QM.forget = function (slot) {
    try { localStorage.removeItem(place() + slot); } catch (refused) { /* nothing was kept */ }
  };

  QM.kept = function () {
    const found = [];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const name = localStorage.key(at);
        if (place() && name.indexOf(place()) === 0) { found.push(Object.assign({ slot: name.slice(place().length) }, JSON.parse(localStorage.getItem(name)))); }
      }
    } catch (refused) { return []; }
    return found.sort((one, other) => one.at - other.at);
  };

  QM.fieldsOf = function (form) {
    const found = {};
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit" || field.type === "checkbox") { return; }
      found[field.name] = field.value;
    });
    return found;
  };

  QM.fill = function (form, fields) {
    Object.keys(fields).forEach(function (name) {
      const field = form.elements[name];
      if (field && field.value !== undefined && name !== "who") { field.value = fields[name]; }
    });
    form.dispatchEvent(new CustomEvent("qm-filled", { bubbles: true }));
  };

  // Forms sent by their button: kept while they are written, forgotten when the portal took them.
  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.dataset.keep) { QM.keep(form.dataset.keep, form.dataset.name, QM.fieldsOf(form)); }
  });
  QM.dropKept = (form) => QM.forget(form.dataset.keep);
  document.addEventListener("htmx:afterRequest", function (event) {
    const form = (event.detail.requestConfig || {}).elt; // the form itself may be gone from the page by now
    if (form && form.dataset && form.dataset.keep && event.detail.successful) { QM.forget(form.dataset.keep); }
  });

  // The offer: one line for each, with both ways out.
  function offer() {
    const band = document.getElementById("kept");
    if (!band) { return; }
    const found = QM.kept().filter((each) => !isOpen(each.slot));
    band.textContent = "";
    band.hidden = found.length === 0;
    if (!found.length) { return; }
    const head = document.createElement("p");
    head.textContent = "有未保存的内容，保存在这台电脑上：";
    band.appendChild(head);
    found.forEach((each) => band.appendChild(line(each)));
  }

  function line(each) {
    const row = document.createElement("p");
    const words = document.createElement("span");
    words.className = "band-words";
    const when = new Date(each.at);
    const text = [each.fields.heading, each.fields.text, each.fields.names].filter(Boolean).join(" ");
    words.textContent = (each.name || "") + "　" + text.slice(0, 60) + "（" + String(when.getHours()).padStart(2, "0") + ":" + String(when.getMinutes()).padStart(2, "0") + "）";
    row.append(words, button("恢复", () => restore(each)), button("放弃", () => { QM.forget(each.slot); offer(); }));
    return row;
  }

  function button(label, act) {
    const found = document.createElement("button");
    found.type = "button";
    found.className = "btn btn-link";
    found.textContent = label;
    found.addEventListener("click", act);
    return found;
  }

  function isOpen(slot) {
    return Boolean(document.querySelector('form[data-words="' + slot + '"], form[data-keep="' + slot + '"]'));
  }

  function address(slot) {
    if (slot.indexOf("add-") === 0) {
      const link = document.querySelector("#" + slot + " a");
      return link ? [link.getAttribute("href"), "#" + slot] : null;
    }
    const made = /^(derive|duties)-(.+)$/.exec(slot);
    const key = made ? made[2] : slot;
    return document.getElementById("i-" + key) ? [QM.item(key, made ? made[1] : "adapt"), "#i-" + key] : null;
  }

  function restore(each) {
    const way = address(each.slot);
    if (!way) { QM.lost("gone", Object.values(each.fields).filter((text) => text.length > 1).join("\n")); return; }
    window.htmx.ajax("GET", way[0], { target: way[1], swap: "outerHTML" }).then(function () {
      const form = document.querySelector('form[data-words="' + each.slot + '"], form[data-keep="' + each.slot + '"]');
      if (form) { QM.fill(form, each.fields); }
      offer();
    });
  }

  QM.onReady(offer);
})();
