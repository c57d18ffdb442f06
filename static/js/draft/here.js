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
    if (!QM.live() || document.visibilityState === "hidden") { return; }
    QM.post(QM.doc().dataset.here, { key: writing() }).then(function (answer) {
      if (answer.lost) { if (answer.lost !== "server") { QM.lost(answer.lost); } return; }
      if (!answer.ok) { return; }
      QM.found();
      others = answer.data.others;
      show();
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

  // Others' changes are fetched when nothing is open here, else offered.
  function newer(version) {
    if (told === String(version)) { return; }
    told = String(version);
    if (!document.querySelector("#doc .item-panel, #dates form")) {
      window.htmx.ajax("GET", location.pathname, { target: "#doc", select: "#doc", swap: "outerHTML show:none" });
      return;
    }
    const place = document.getElementById("here");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-link";
    again.textContent = "其他人有新的修改，写完后显示";
    again.addEventListener("click", () => QM.saveAll().then((all) => {
      if (all.every(Boolean)) { window.htmx.ajax("GET", location.pathname, { target: "#doc", select: "#doc", swap: "outerHTML show:none" }); }
    }));
    place.append(" ", again);
  }

  document.addEventListener("focusin", (event) => { if (event.target.form && event.target.form.dataset.words && !event.target.dataset.told) { event.target.dataset.told = "1"; ask(); } });
  document.addEventListener("DOMContentLoaded", function () { ask(); window.setInterval(ask, EVERY); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { ask(); } });
  window.addEventListener("pagehide", function () {
    if (!QM.live() || !navigator.sendBeacon) { return; }
    const body = new FormData();
    body.set("csrfmiddlewaretoken", QM.token());
    body.set("leave", "1");
    navigator.sendBeacon(QM.doc().dataset.here, body);
  });
  QM.onReady(show);
})();
