/* Words that are edited where they stand: saved a second after the last key and on leaving, by the form's own verb,
   with the fingerprint of the words the person saw. A refusal shows both texts; nothing is overwritten. */
(function () {
  "use strict";
  const QM = window.QM;
  const PAUSE = 1000;
  const open = new WeakMap(); // form → what is known about its saving

  function stateOf(form) {
    if (!open.has(form)) {
      // what the portal holds is what the form came with, not what was put in since
      open.set(form, { last: form.hasAttribute("data-stale") ? "" : words(form, "defaultValue"), timer: 0, wait: 0, sending: null, stopped: form.hasAttribute("data-stale") });
    }
    return open.get(form);
  }
  const words = (form, of) => JSON.stringify([form.heading ? form.heading[of || "value"] : "", form.text[of || "value"]]);
  const forms = () => Array.from(document.querySelectorAll("form[data-words]"));
  const dirty = (form) => words(form) !== stateOf(form).last;
  const tell = (form, text, wrong) => {
    const place = form.querySelector(".words-saved");
    place.textContent = text;
    place.classList.toggle("wrong", Boolean(wrong));
  };

  function grow(field) {
    if (field.tagName !== "TEXTAREA") { return; }
    field.rows = 1;
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 2 + "px";
  }

  function changed(form) {
    const state = stateOf(form);
    const fields = QM.fieldsOf(form);
    if (state.stopped) { fields.seen = "-"; } // both texts were shown and nothing decided: shown again after a reload
    QM.keep(form.dataset.words, form.dataset.name, fields);
    window.clearTimeout(state.timer);
    if (!state.stopped) {
      tell(form, "正在输入…");
      state.timer = window.setTimeout(() => save(form), PAUSE);
    }
  }

  /* One request at a time per item; resolves to whether everything typed is with the portal. */
  function save(form) {
    const state = stateOf(form);
    window.clearTimeout(state.timer);
    if (state.sending) { return state.sending.then((done) => dirty(form) && done ? save(form) : done); }
    if (!dirty(form)) { QM.forget(form.dataset.words); tell(form, "没有未保存的文字"); return Promise.resolve(true); }
    if (state.stopped) { return Promise.resolve(false); }
    const sent = words(form);
    tell(form, "正在保存…");
    state.sending = QM.post(form.dataset.save, QM.fieldsOf(form)).then(function (answer) {
      state.sending = null;
      return arrived(form, state, sent, answer);
    });
    return state.sending;
  }

  function arrived(form, state, sent, answer) {
    if (answer.lost) { QM.lost(answer.lost); later(form, state, "尚未保存，已保存在本机"); return false; }
    QM.found();
    if (answer.ok) { return saved(form, state, sent, answer.data); }
    if (answer.data.both) { both(form, answer.data.both); return false; }
    if (answer.data.stopped) {
      state.stopped = true;
      QM.lost("stopped", answer.data.stopped);
      tell(form, "没有保存。您的文字在这里，可以复制。", true);
      return false;
    }
    tell(form, "没有保存：" + (answer.data.errors || ["请稍后再试。"]).join(""), true);
    return false;
  }

  function saved(form, state, sent, data) {
    state.last = sent;
    state.wait = 0;
    form.seen.value = data.seen;
    const own = form.contains(document.activeElement) || form.closest("[data-key]").contains(document.activeElement);
    if (!own) { delete data.parts.origin; }
    QM.put(data.parts);
    QM.doc().dataset.version = data.version;
    tell(form, document.getElementById("saved").textContent);
    if (dirty(form)) { changed(form); } else { QM.forget(form.dataset.words); }
    return true;
  }

  // Somebody was first: both texts, and the person decides. Saving as one types rests until then.
  function both(form, html) {
    const place = form.closest("[data-key]");
    const typed = QM.fieldsOf(form);
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild;
    place.replaceWith(fresh);
    window.htmx.process(fresh);
    const now = fresh.querySelector("form[data-words]");
    delete typed.seen;
    QM.fill(now, typed);
    stateOf(now).last = "";
    QM.ready();
    const alert = fresh.querySelector("[role=alert]");
    if (alert) { alert.setAttribute("tabindex", "-1"); alert.focus(); }
  }

  function later(form, state, text) {
    tell(form, text, true);
    state.wait = Math.min(state.wait ? state.wait * 2 : 2000, 30000);
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(() => { if (document.contains(form)) { save(form); } }, state.wait);
  }

  // 完成: everything is saved, then the item reads as it will; without a change nothing is decided.
  function finish(form) {
    return save(form).then(function (done) {
      if (!done || !document.contains(form)) { return false; }
      const place = form.closest("[data-key]");
      return window.htmx.ajax("GET", form.dataset.show, { target: "#" + place.id, swap: "outerHTML" });
    });
  }
  QM.saveAll = () => Promise.all(forms().map(save));

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.words) { grow(event.target); changed(form); }
  });
  document.addEventListener("qm-filled", (event) => {
    if (event.target.dataset.words) { Array.from(event.target.elements).forEach(grow); changed(event.target); }
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.form;
    if (form && form.dataset.words && dirty(form)) { save(form); }
  });
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.dataset.words) { return; }
    event.preventDefault();
    form.removeAttribute("data-sent");
    const state = stateOf(form);
    if (form.hasAttribute("data-stale")) { form.removeAttribute("data-stale"); state.stopped = false; state.last = ""; }
    finish(form);
  }, true);
  document.addEventListener("keydown", function (event) {
    const form = event.target.form;
    if (!form || !form.dataset.words || event.isComposing) { return; }
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) { event.preventDefault(); finish(form); }
  });
  // 取消 of the typed words: those saved already stay (撤销 takes them back), those kept here go.
  document.addEventListener("click", function (event) {
    const cancel = event.target.closest("[data-cancel]");
    const form = cancel && cancel.closest("form[data-words], form[data-keep]");
    if (form) { window.clearTimeout(stateTimer(form)); QM.forget(form.dataset.words || form.dataset.keep); }
  }, true);
  const stateTimer = (form) => open.has(form) ? open.get(form).timer : 0;

  ["online", "focus"].forEach((name) => window.addEventListener(name, () => forms().forEach((form) => { if (dirty(form)) { save(form); } })));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") { QM.saveAll(); } });
  window.addEventListener("beforeunload", function (event) {
    if (!QM.canKeep && forms().some(dirty)) { event.preventDefault(); event.returnValue = ""; }
  });
  // A part of the document is about to be drawn anew: what is open is saved first.
  document.addEventListener("htmx:confirm", function (event) {
    const whole = forms().filter((form) => dirty(form) && !stateOf(form).stopped);
    if (event.defaultPrevented || event.detail.verb === "get" || !whole.length) { return; }
    event.preventDefault();
    Promise.all(whole.map(save)).then((all) => { if (all.every(Boolean)) { event.detail.issueRequest(true); } });
  });

  QM.onReady(() => forms().forEach(function (form) {
    if (form.dataset.ready) { return; }
    form.dataset.ready = "1";
    stateOf(form);
    Array.from(form.elements).forEach(grow);
    const button = form.querySelector("button[type=submit]:not([form])");
    if (button && !form.hasAttribute("data-stale")) { button.textContent = "完成"; }
    const cancel = form.querySelector("[data-cancel]");
    if (cancel && !form.hasAttribute("data-stale")) { cancel.hidden = true; } // saved as it is typed: 撤销 is the way back
    // one item is written in at a time; another that is not saved yet stays open
    forms().filter((other) => other !== form).forEach((other) => { if (!stateOf(other).stopped) { finish(other); } });
  }));
})();
