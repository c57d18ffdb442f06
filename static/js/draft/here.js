/* Who else has the draft open, and which item they are writing in: asked every fifteen seconds while the page is seen. */
(function () {
  "use strict";
  const QM = window.QM;
  const EVERY = 15000;
  let others = [];
  let told = "";

  const writing = () => {
    const form = document.activeElement && document.activeElement.form;
    return form && form.dataset.words ? form.dataset.words : "";
  };

  function ask() {
    if (!QM.doc() || document.visibilityState === "hidden") { return; }
    QM.post(QM.doc().dataset.here, { key: writing() }).then(function (answer) {
      if (answer.lost && !QM.live()) { return; }
      if (answer.lost) { if (answer.lost !== "server") { QM.lost(answer.lost); } return; }
      if (!answer.ok) { return; }
      QM.found();
      others = answer.data.others;
      show();
      if (!QM.live()) { return; }
      if (!answer.data.editable) {
        QM.lost("stopped", "这份草稿现在为“" + answer.data.state + "”，不能再修改。您已输入但没有保存的文字还在页面上，可以复制；请刷新查看。");
      } else if (answer.data.version > Number(QM.doc().dataset.version)) {
        newer(answer.data.version);
      }
    });
  }

  function show() {
    const place = document.getElementById("here");
    const names = Array.from(new Set(others.map((each) => each.name)));
    const text = names.length ? "同时打开：" + names.join("、") : "";
    if (place && place.textContent !== text) { place.textContent = text; }
    document.querySelectorAll(".writing").forEach((mark) => mark.remove());
    others.forEach(function (each) {
      const entry = each.key && document.getElementById("i-" + each.key);
      if (!entry) { return; }
      const mark = document.createElement("span");
      mark.className = "writing";
      mark.textContent = each.name + "正在修改这一条";
      entry.insertBefore(mark, entry.firstChild);
    });
  }

  /* The document anew, with the bar above it; left alone when something was opened here while it was fetched. */
  const busy = () => Boolean(document.querySelector("#doc .item-panel, #dates form"));
  function refresh() {
    return fetch(location.pathname, { credentials: "same-origin", redirect: "manual" }).then((answer) => answer.ok ? answer.text() : "").then(function (text) {
      const fresh = text && new DOMParser().parseFromString(text, "text/html");
      if (!fresh || !fresh.getElementById("doc") || busy()) { return; }
      const focused = document.activeElement && document.activeElement.id;
      ["doc", "saved", "undo", "length"].forEach(function (id) {
        const one = fresh.getElementById(id);
        if (one && document.getElementById(id)) { document.getElementById(id).replaceWith(document.adoptNode(one)); window.htmx.process(document.getElementById(id)); }
      });
      QM.ready();
      if (focused && document.getElementById(focused)) { document.getElementById(focused).focus({ preventScroll: true }); }
    }, () => undefined);
  }

  // Others' changes are fetched when nothing is open here, else they are announced and come when it is closed.
  function newer(version) {
    if (!busy()) { refresh(); return; }
    if (told === String(version)) { return; }
    told = String(version);
    const place = document.getElementById("here");
    const note = document.createElement("span");
    note.className = "newer";
    note.textContent = "其他人有新的修改，写完后显示";
    place.append(" ", note);
  }

  document.addEventListener("focusin", (event) => { if (event.target.form && event.target.form.dataset.words && !event.target.dataset.told) { event.target.dataset.told = "1"; ask(); } });
  document.addEventListener("DOMContentLoaded", function () { ask(); window.setInterval(ask, EVERY); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { ask(); } });
  window.addEventListener("pagehide", function () {
    if (!QM.doc() || !navigator.sendBeacon) { return; }
    const body = new FormData();
    body.set("csrfmiddlewaretoken", QM.token());
    body.set("leave", "1");
    navigator.sendBeacon(QM.doc().dataset.here, body);
  });
  QM.onReady(show);
})();
