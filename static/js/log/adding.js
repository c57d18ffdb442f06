/* Pictures added to an activity that is there already: each sent as soon as it is chosen, from where the line broke.
   Without this file, or without the sender, they are posted with the form. */
(function () {
  "use strict";
  const L = window.QMLog;
  const form = document.querySelector("form[data-adding]");
  const box = form && form.querySelector("[data-snap]");
  if (!box || !L || !L.panel || !window.tus || !L.shrink) { return; }
  const PIECE = 512 * 1024;
  const AGAIN = [500, 1500, 4000, 8000, 15000];
  const gallery = box.querySelector('input[name="photos"]');
  const shot = box.querySelector("[data-snap-shot]");
  const list = box.querySelector("#picked");
  const count = box.querySelector("[data-snap-count]");
  const full = box.querySelector('[name="wants_full"]');
  const rows = [];
  let work = Promise.resolve();
  let wanted = null; // the button that was pressed while pictures were on their way
  let without = false; // pressed again: the ones that did not arrive are left out

  const of = (state) => rows.filter((row) => row.state === state).length;

  function tally() {
    const words = [];
    if (of("waiting")) { words.push((wanted ? "照片发送完后自动提交，还有 " : "正在发送，还有 ") + of("waiting") + " 张"); }
    if (of("sent")) { words.push("已添加 " + of("sent") + " 张"); }
    if (of("lost")) { words.push(of("lost") + " 张没有发送，可以重试"); }
    count.textContent = words.join("；");
    count.hidden = !words.length;
  }

  function line(name) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    const said = document.createElement("small");
    said.textContent = "等待";
    item.append(words, bar, said);
    list.appendChild(item);
    return { item: item, bar: bar, said: said };
  }

  function ended(row, state, words) {
    row.state = state;
    row.at.said.textContent = words;
    row.at.bar.value = state === "sent" ? 1 : 0;
    if (state === "lost") {
      const again = document.createElement("button");
      again.type = "button";
      again.className = "btn btn-link snap-drop";
      again.textContent = "重试";
      again.setAttribute("aria-label", "重试" + row.name);
      again.addEventListener("click", () => { again.remove(); send(row); });
      row.at.item.appendChild(again);
    }
  }

  function attempt(row) {
    return new Promise(function (done) {
      let state = "";
      let message = "";
      const about = { filename: row.name, activity: form.dataset.adding, who: L.who, full: row.full ? "1" : "" };
      const upload = new window.tus.Upload(row.blob, {
        endpoint: L.panel.dataset.uploads, uploadUrl: row.url || null, chunkSize: PIECE, retryDelays: AGAIN,
        storeFingerprintForResuming: false, metadata: about, headers: { "X-CSRFToken": L.token() },
        onUploadUrlAvailable: () => { row.url = upload.url; },
        onAfterResponse: function (request, response) {
          state = response.getHeader("Upload-State") || state;
          message = decodeURIComponent(response.getHeader("Upload-Message") || "");
        },
        onProgress: (sent, size) => { row.at.bar.value = size ? sent / size : 0; },
        onSuccess: () => (state === "refused" ? ended(row, "refused", "没有保存：" + message) : ended(row, "sent", "已添加"), done()),
        onError: function (error) {
          const answer = error.originalResponse;
          const status = answer ? answer.getStatus() : 0;
          if (status === 401) { ended(row, "lost", "登录已过期，请在另一窗口登录后重试"); }
          else if (!status || status >= 500 || status === 429) { ended(row, "lost", "没有发送：网络已断开或系统没有响应"); }
          else { ended(row, "refused", "没有保存：" + (answer.getBody() || "系统没有接收这个文件")); }
          done();
        },
      });
      upload.start();
    });
  }

  function send(row) {
    row.state = "waiting";
    row.at.said.textContent = "等待";
    work = work.then(async function () {
      if (!row.blob) {
        const made = await L.shrink(row.original, full.checked);
        Object.assign(row, { blob: made.blob, full: made.full });
        if (made.thumb) { row.at.item.insertBefore(made.thumb, row.at.item.firstChild); }
      }
      row.at.said.textContent = "正在发送";
      await attempt(row);
    }).catch(() => ended(row, "lost", "没有发送，请重试")).then(function () {
      tally();
      if (wanted && !of("waiting") && !of("lost")) { wanted.click(); }
      if (!of("waiting")) { wanted = null; tally(); }
    });
    tally();
  }

  function chosen(event) {
    Array.from(event.target.files).forEach(function (file) {
      const name = file.name || "照片.jpg";
      const row = { name: name, original: file, blob: null, full: false, url: "", state: "waiting", at: line(name) };
      rows.push(row);
      send(row);
    });
    event.target.value = "";
    event.stopPropagation();
    without = false;
  }

  /* The form waits for pictures on their way; of those that did not arrive it tells once. */
  document.addEventListener("submit", function (event) {
    if (event.target !== form) { return; }
    if (of("waiting")) { wanted = event.submitter; }
    else if (!of("lost") || without) { return; }
    else { without = true; }
    event.preventDefault();
    event.stopImmediatePropagation();
    tally();
    if (without) { count.textContent += "；再点一次，则不带这些照片提交"; }
    count.scrollIntoView({ block: "center" });
  }, true);

  window.addEventListener("beforeunload", (event) => { if (of("waiting")) { event.preventDefault(); event.returnValue = ""; } });

  gallery.addEventListener("change", chosen);
  shot.addEventListener("change", chosen);
  box.querySelector("[data-snap-gallery]").addEventListener("click", () => gallery.click());
  box.querySelector("[data-snap-camera]").addEventListener("click", () => shot.click());
  gallery.classList.add("visually-hidden");
  gallery.tabIndex = -1;
  gallery.removeAttribute("data-previews");
  gallery.accept = "image/*";
  box.querySelector("[data-snap-do]").hidden = false;
  box.querySelector("[data-snap-full]").hidden = false;
})();
