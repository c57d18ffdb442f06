/* 本机待发送: what waits in this browser for the person logged in, how far each is, and both ways out. */
(function () {
  "use strict";
  const L = window.QMLog;
  const panel = L.panel;
  if (!panel) { return; }
  const list = panel.querySelector("[data-waiting-list]");
  const shares = {}; // file → how much of it the portal has
  let sending = "";
  let again = false;
  let drawing = false;

  const two = (number) => String(number).padStart(2, "0");
  function when(time) {
    const day = new Date(time);
    return day.getMonth() + 1 + "月" + day.getDate() + "日 " + two(day.getHours()) + ":" + two(day.getMinutes());
  }

  function make(tag, className, text) {
    const found = document.createElement(tag);
    if (className) { found.className = className; }
    if (text) { found.textContent = text; }
    return found;
  }

  function button(text, act) {
    const found = make("button", "btn btn-link", text);
    found.type = "button";
    found.addEventListener("click", act);
    return found;
  }

  function stateOf(draft) {
    if (draft.state === "writing") { return "未填完"; }
    if (draft.state === "wrong") { return "需要处理"; }
    if (sending === draft.id) { return "正在发送"; }
    return L.why === "login" || L.why === "other" ? "等待登录" : "等待发送";
  }

  function address(draft) {
    return panel.dataset.new + "?unit=" + encodeURIComponent(draft.unit) + "&campaign=" + encodeURIComponent(draft.campaign) + "#d=" + draft.id;
  }

  function ways(draft) {
    const row = make("p", "waiting-do");
    if (draft.activity && draft.state === "wrong") {
      const link = make("a", "btn btn-link", "打开这项活动");
      link.href = draft.edit;
      row.append(link, button("知道了", () => drop(draft.id)));
      return row;
    }
    if (draft.state !== "ready") {
      const link = make("a", "btn btn-link", "继续填写");
      link.href = address(draft);
      row.appendChild(link);
    } else if (sending !== draft.id) { row.appendChild(button("立即发送", () => { L.sendAll(draft.id); })); }
    const ask = button("删除", function () {
      if (ask.dataset.sure) { drop(draft.id); return; }
      ask.dataset.sure = "1";
      ask.textContent = "确认删除，不再发送";
    });
    if (sending !== draft.id) { row.appendChild(ask); }
    return row;
  }

  function drop(id) {
    return L.store.drop(id).then(() => L.tell({ draft: id, gone: true }));
  }

  function fileLine(file) {
    const line = make("li", "waiting-file");
    line.dataset.file = file.id;
    const bar = make("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    line.append(make("span", "waiting-name", file.name), bar, make("span", "waiting-share num"));
    show(line, file.state === "kept" ? shares[file.id] || 0 : 1, file.state, file.message);
    return line;
  }

  function show(line, share, state, message) {
    line.querySelector("progress").value = share;
    const words = state === "sent" ? "已发送" : state === "refused" ? "未保存：" + message : share ? Math.floor(share * 100) + "%" : "等待";
    line.querySelector(".waiting-share").textContent = words;
    line.classList.toggle("waiting-refused", state === "refused");
  }

  function entry(draft, files) {
    const row = make("li", "waiting-draft");
    const sent = files.filter((file) => file.state === "sent").length;
    const pictures = files.length ? files.length + "张照片" + (sent ? "，已发送" + sent + "张" : "") : "无照片";
    const head = make("p", "waiting-title", draft.title || "（还没有写活动内容）");
    const meta = make("p", "waiting-meta");
    meta.append(make("span", "", draft.unitName), make("span", "", when(draft.changed)), make("span", "", pictures), make("span", "waiting-state", stateOf(draft)));
    row.append(head, meta);
    if (draft.note) { row.appendChild(make("p", "waiting-note", draft.note)); }
    if (draft.state === "ready" && files.length) {
      const lines = make("ul", "waiting-files");
      files.forEach((file) => lines.appendChild(fileLine(file)));
      row.appendChild(lines);
    }
    row.appendChild(ways(draft));
    return row;
  }

  async function draw() {
    if (drawing) { again = true; return; }
    drawing = true;
    const open = L.openDraft ? L.openDraft() : "";
    const drafts = (await L.store.drafts(L.who)).filter((draft) => draft.id !== open || draft.state === "ready");
    const rows = [];
    for (const draft of drafts) { rows.push(entry(draft, await L.store.files(draft.id))); }
    list.textContent = "";
    list.append(...rows);
    panel.hidden = !rows.length;
    panel.querySelector("[data-waiting-head]").textContent = "本机待发送 " + rows.length + " 条";
    reason();
    drawing = false;
    if (again) { again = false; draw(); }
  }

  function reason() {
    const band = panel.querySelector("[data-waiting-why]");
    const words = L.WHY[L.why] || "";
    if (band.dataset.text === words) { return; }
    band.dataset.text = words;
    band.textContent = words;
    if (L.why === "login" || L.why === "other") {
      const link = make("a", "", "重新登录");
      link.href = panel.dataset.login + "?next=" + encodeURIComponent(location.pathname);
      band.append(" ", link);
    }
    band.hidden = !words;
  }

  L.hear(function (news) {
    if (news.file) {
      shares[news.file] = news.share;
      const line = list.querySelector('[data-file="' + news.file + '"]');
      if (line) { show(line, news.share, news.state || "", news.message || ""); }
      if (!news.state) { return; }
    }
    if (news.sending) { sending = news.draft; }
    if (news.result || news.gone) { sending = ""; }
    if (news.result && news.result.done) { panel.querySelector("[data-waiting-said]").textContent = "有一条已发送。"; }
    draw();
  });

  L.drawWaiting = draw;
  L.store.ready().then(function () { draw(); L.sendAll(); }, () => { /* no storage here: the form works by itself */ });
})();
