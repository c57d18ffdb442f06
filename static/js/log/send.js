/* Sending what waits: the words, each picture from where the line broke, then the hand-in. Every step may be repeated:
   the portal knows the submission's number, a picture by its upload and by its digest. */
(function () {
  "use strict";
  const L = window.QMLog;
  const PIECE = 512 * 1024;
  const STALL = 30000;
  const QUICK = [500, 1500, 4000];
  const PAUSES = [3000, 6000, 12000, 30000, 60000];
  let running = null;
  let timer = 0;
  let fruitless = 0;
  L.why = "";
  L.following = ""; // the draft whose page is open and will go on to the activity

  const pause = (time) => new Promise((done) => { window.setTimeout(done, time); });

  /* One attempt; resolves to {state: sent|refused, message}, {again: true}, or {lost: why}. */
  function attempt(draft, file) {
    return new Promise(function (done) {
      let state = "";
      let message = "";
      let late = 0;
      const moved = function () {
        window.clearTimeout(late);
        late = window.setTimeout(function () { upload.abort(); finish({ lost: "offline" }); }, STALL);
      };
      const finish = (answer) => { window.clearTimeout(late); done(answer); };
      const about = { filename: file.name, activity: String(draft.activity), submission: draft.id, who: L.who, full: file.full ? "1" : "" };
      const upload = new window.tus.Upload(file.blob, {
        endpoint: L.panel.dataset.uploads, uploadUrl: file.url || null, chunkSize: PIECE, retryDelays: null,
        storeFingerprintForResuming: false, metadata: about,
        headers: { "X-CSRFToken": L.token() },
        onUploadUrlAvailable: function () {
          file.url = upload.url;
          return L.store.changeFile(file.id, { url: upload.url });
        },
        onAfterResponse: function (request, response) {
          moved();
          state = response.getHeader("Upload-State") || state;
          message = decodeURIComponent(response.getHeader("Upload-Message") || "");
        },
        onProgress: function (sent, size) { moved(); L.tell({ draft: draft.id, file: file.id, share: size ? sent / size : 0 }); },
        onSuccess: () => finish(state === "refused" ? { state: "refused", message: message } : { state: "sent", message: "" }),
        onError: (error) => finish(reason(error, file)),
      });
      moved();
      upload.start();
    });
  }

  function reason(error, file) {
    const answer = error.originalResponse;
    const status = answer ? answer.getStatus() : 0;
    if (!status) { return { lost: "offline" }; }
    if (status === 401) { return { lost: "login" }; }
    if (status === 403) { return { renew: true }; }
    if (file.url && (status === 404 || status === 410)) { file.url = ""; return { again: true }; }
    if (status === 409 && file.url) { return { again: true }; }
    if (status === 429 || status >= 500) { return { lost: "server" }; }
    return { state: "refused", message: status === 404 ? "这项活动已不存在" : answer.getBody() || "系统没有接收这个文件" };
  }

  async function send(draft, file) {
    let answer = { lost: "offline" };
    for (let turn = 0; turn <= QUICK.length; turn += 1) {
      if (turn) { await pause(QUICK[turn - 1]); }
      await L.store.claim(draft.id);
      answer = await attempt(draft, file);
      if (answer.renew) {
        const why = turn ? "refused" : await L.renew();
        if (why) { return { lost: why }; }
      } else if (answer.state || answer.lost === "login" || navigator.onLine === false) { break; }
    }
    return answer.state || answer.lost ? answer : { lost: "server" };
  }

  async function words(draft) {
    if (draft.activity) { return {}; }
    const answer = await L.post(L.panel.dataset.send, Object.assign({}, draft.fields, { submission: draft.id }));
    if (answer.lost) { return answer; }
    if (!answer.ok) {
      const said = answer.data.say || (answer.data.errors ? "请补充或改正后再发送。" : "系统没有接收，请打开核对。");
      await L.store.change(draft.id, { state: "wrong", note: said, errors: answer.data.errors || null });
      return { wrong: true, errors: answer.data.errors || {} };
    }
    const now = { activity: answer.data.activity, url: answer.data.url, edit: answer.data.edit };
    await L.store.change(draft.id, now);
    Object.assign(draft, now);
    return {};
  }

  async function pictures(draft) {
    const refused = [];
    for (const file of await L.store.files(draft.id)) {
      let answer = file.state === "kept" ? await send(draft, file) : file;
      if (answer.lost) { return answer; }
      // the picture is with the portal: its bytes need not fill this phone
      if (file.state === "kept") { await L.store.changeFile(file.id, { state: answer.state, message: answer.message, blob: answer.state === "sent" ? null : file.blob }); }
      if (answer.state === "refused") { refused.push("照片“" + file.name + "”没有保存：" + answer.message + "。"); }
      L.tell({ draft: draft.id, file: file.id, share: 1, state: answer.state, message: answer.message });
    }
    return { refused: refused };
  }

  async function close(draft, follow) {
    const fields = { submission: draft.id };
    if (draft.intent === "hand_in") { fields.hand_in = "1"; }
    if (follow) { fields.follow = "1"; }
    const answer = await L.post(draft.url + "sent/", fields);
    if (answer.lost) { return answer; }
    if (!answer.ok) {
      await L.store.change(draft.id, { state: "wrong", note: (answer.data.say || "没有报送。") + "文字和照片已存为草稿。" });
      return { wrong: true, errors: {} };
    }
    await L.store.drop(draft.id);
    return { done: true, url: draft.url, said: answer.data.say };
  }

  /* One draft, from where it stands. Resolves to {done, url} · {wrong, errors} · {lost} · {elsewhere}. */
  async function one(id) {
    if (!await L.store.claim(id)) { return { elsewhere: true }; }
    const renewing = window.setInterval(() => L.store.claim(id), 8000);
    try {
      const draft = await L.store.draft(id);
      if (!draft || draft.who !== L.who || draft.state !== "ready") { return { elsewhere: true }; }
      L.tell({ draft: id, sending: true });
      const first = await words(draft);
      if (first.lost || first.wrong) { return first; }
      const second = await pictures(draft);
      if (second.lost) { return second; }
      if (second.refused.length) {
        const note = second.refused.join("") + "其余内容和照片都已保存，活动仍是草稿。";
        await L.store.change(id, { state: "wrong", note: note });
        return { wrong: true, errors: {} };
      }
      return await close(draft, L.following === id);
    } finally {
      window.clearInterval(renewing);
      await L.store.release(id);
    }
  }

  async function all(follow) {
    const results = {};
    const waiting = (await L.store.drafts(L.who)).filter((draft) => draft.state === "ready");
    waiting.sort((draft) => (draft.id === follow ? -1 : 0));
    for (const draft of waiting) {
      results[draft.id] = await one(draft.id).catch(() => ({ lost: "server" }));
      L.why = results[draft.id].lost || "";
      L.tell({ draft: draft.id, result: results[draft.id] });
      if (L.why) { break; } // the others would meet the same
    }
    const left = (await L.store.drafts(L.who)).some((draft) => draft.state === "ready");
    window.clearTimeout(timer);
    if (left) {
      fruitless = L.why ? fruitless + 1 : 0;
      timer = window.setTimeout(() => L.sendAll(), PAUSES[Math.min(fruitless, PAUSES.length - 1)]);
    } else { fruitless = 0; L.why = ""; }
    return results;
  }

  /* Sends all that is ready; a second call while one runs waits for it and then looks again. */
  L.sendAll = function (follow) {
    const before = running || Promise.resolve();
    if (running && !follow) { return running; }
    const mine = before.then(() => all(follow));
    const clear = () => { if (running === mine) { running = null; } };
    running = mine;
    mine.then(clear, clear);
    return mine;
  };

  const wake = () => { fruitless = 0; L.sendAll(); };
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wake(); } });
})();
