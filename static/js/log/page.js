/* The logging form: kept on this phone while it is written, sent in pieces, shown again with what is wrong.
   Without this file, or where the browser stores nothing, the form is posted like any other. */
(function () {
  "use strict";
  const L = window.QMLog;
  const form = document.querySelector("form[data-log]");
  if (!form || !L || !L.panel || !L.pictures) { return; }
  const OWN = ["csrfmiddlewaretoken", "photos", "wants_full", "submission", "draft", "hand_in"];
  const unitName = L.panel.parentNode.querySelector(".page-over");
  let fresh = "";
  let busy = false;
  let late = 0;

  const id = () => form.elements.submission.value;
  L.openDraft = () => (form.hidden ? "" : id());

  function typed() {
    const found = {};
    new FormData(form).forEach(function (value, name) {
      if (OWN.indexOf(name) === -1 && typeof value === "string") { found[name] = (found[name] || []).concat(value); }
    });
    return found;
  }

  function title(fields) {
    const chosen = form.querySelector('[name="under"]:checked');
    return fields.title[0].trim() || (chosen && chosen.value ? chosen.parentNode.textContent.trim() : "");
  }

  async function keep(changes) {
    const fields = typed();
    const before = await L.store.draft(id());
    const draft = Object.assign({ made: Date.now(), intent: "", state: "writing", activity: 0, url: "", edit: "" }, before, {
      id: id(), who: L.who, unit: fields.unit[0], unitName: unitName ? unitName.textContent : "", campaign: fields.campaign[0],
      fields: fields, title: title(fields), changed: Date.now(),
    }, changes);
    await L.store.keep(draft);
    const now = new Date();
    note("已存在本机（" + now.getHours() + ":" + String(now.getMinutes()).padStart(2, "0") + "）");
    L.tell({ draft: draft.id });
  }

  function note(text) {
    let found = form.querySelector("[data-kept]");
    if (!found) {
      found = document.createElement("span");
      found.className = "do-note";
      found.setAttribute("data-kept", "");
      form.querySelector(".do-row").appendChild(found);
    }
    found.textContent = text;
  }

  function later() {
    window.clearTimeout(late);
    late = window.setTimeout(() => { if (!busy && !form.hidden && (JSON.stringify(typed()) !== fresh || L.pictures.count())) { keep({ state: "writing", note: "" }); } }, 400);
  }

  function fill(fields) {
    Object.keys(fields).forEach(function (name) {
      form.querySelectorAll('[name="' + name + '"]').forEach(function (field) {
        if (field.type === "radio" || field.type === "checkbox") { field.checked = fields[name].indexOf(field.value) !== -1; }
        else { field.value = fields[name][0]; }
      });
    });
  }

  async function open(draft) {
    form.elements.submission.value = draft.id;
    fill(draft.fields);
    await L.pictures.open(draft.id);
    if (draft.errors) { wrong(draft.errors); }
    form.querySelectorAll(".fold").forEach(function (fold) {
      if (Array.from(fold.querySelectorAll("input, textarea")).some((field) => field.value)) { fold.open = true; }
    });
    L.drawWaiting();
  }

  function anew() {
    L.following = "";
    clean();
    form.reset();
    form.elements.submission.value = L.newId();
    form.hidden = false;
    fresh = JSON.stringify(typed());
    note("");
    return L.pictures.open(id()).then(L.drawWaiting);
  }

  function clean() {
    form.querySelectorAll("[data-wrong]").forEach((each) => each.remove());
    form.querySelectorAll(".field-wrong").forEach((each) => each.classList.remove("field-wrong"));
    form.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
  }

  /* Errors by field, as the server's own page shows them: a summary with links, and the sentence beside the field. */
  function wrong(errors) {
    clean();
    const names = Object.keys(errors);
    if (!names.length) { return; }
    const box = document.createElement("div");
    box.className = "error-summary";
    box.setAttribute("data-wrong", "");
    box.tabIndex = -1;
    box.setAttribute("role", "alert");
    const head = document.createElement("h2");
    head.textContent = "请改正以下内容";
    const list = document.createElement("ul");
    names.forEach(function (name) {
      const field = form.querySelector('[name="' + name + '"]');
      const place = field && field.closest(".field");
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = errors[name].join(" ");
      link.href = "#id_" + name;
      row.appendChild(link);
      list.appendChild(row);
      if (!place) { return; }
      const said = document.createElement("ul");
      said.className = "errorlist";
      said.setAttribute("data-wrong", "");
      said.id = "id_" + name + "_error_here";
      said.appendChild(document.createElement("li")).textContent = errors[name].join(" ");
      field.setAttribute("aria-invalid", "true");
      place.classList.add("field-wrong");
      (field.type === "radio" ? place.firstElementChild : field).insertAdjacentElement(field.type === "radio" ? "afterend" : "beforebegin", said);
      const fold = place.closest("details");
      if (fold) { fold.open = true; }
    });
    box.append(head, list);
    form.prepend(box);
    box.focus();
  }

  async function submit(event) {
    event.preventDefault();
    event.stopPropagation();
    if (busy) { return; }
    busy = true;
    const intent = event.submitter && event.submitter.name === "hand_in" ? "hand_in" : "draft";
    try {
      clean();
      note("正在保存…");
      await L.pictures.settled();
      const sent = id();
      L.following = sent;
      await keep({ state: "ready", intent: intent, note: "", errors: null });
      form.hidden = true;
      after.hidden = false;
      await L.drawWaiting();
      L.panel.scrollIntoView({ block: "start" });
      told(sent, (await L.sendAll(sent))[sent] || {});
    } catch (failed) {
      form.hidden = false;
      note("本机没有存下，请检查手机存储空间后再试。");
    } finally { busy = false; }
  }

  // The first result may be "offline"; what comes of it later is heard as news.
  function told(sent, result) {
    if (id() !== sent || !form.hidden) { return; }
    if (result.done) { window.location.assign(result.url); }
    else if (result.wrong) { back(sent, result); }
  }

  async function back(sent, result) {
    const draft = await L.store.draft(sent);
    if (!draft || draft.activity) { return; } // its words are with the portal: the list says what is left to do
    after.hidden = true;
    form.hidden = false;
    wrong(result.errors);
    note(draft.note);
    L.drawWaiting();
  }

  const after = document.createElement("p");
  after.className = "waiting-after";
  after.hidden = true;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "btn btn-secondary";
  more.textContent = "再登记一项";
  more.addEventListener("click", () => { after.hidden = true; anew(); });
  after.append("可以离开本页，内容保存在本机；下次打开本页或活动列表时继续发送。", more);

  async function begin() {
    await L.store.ready();
    form.removeAttribute("data-guard"); // nothing is lost by leaving
    form.removeAttribute("data-once");
    form.after(after);
    L.pictures.start(id());
    fresh = JSON.stringify(typed());
    form.addEventListener("submit", submit);
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("qm-snapped", later);
    L.hear((news) => { if (news.result && news.draft === id() && form.hidden && !busy) { told(news.draft, news.result); } });
    const asked = async () => {
      const named = /^#d=([0-9a-f-]{36})$/.exec(location.hash);
      const draft = named && await L.store.draft(named[1]);
      if (!draft || draft.who !== L.who || draft.state === "ready") { return; }
      if (draft.unit === form.elements.unit.value && draft.campaign === form.elements.campaign.value) { form.hidden = false; after.hidden = true; await open(draft); }
      history.replaceState(null, "", location.pathname + location.search);
    };
    window.addEventListener("hashchange", asked);
    await asked();
  }
  begin().catch(() => { /* this browser keeps nothing: the form is posted like any other */ });
})();
