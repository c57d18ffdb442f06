/* Sending, and saying plainly why something could not be sent. Nothing typed is dropped here: the callers keep it. */
(function () {
  "use strict";
  const QM = window.QM;
  const PATIENCE = 15000;
  const WORDS = {
    offline: "连接已断开，您输入的内容保存在本机，恢复后自动保存。",
    server: "系统暂时没有响应，您输入的内容保存在本机，稍后自动重试。",
    login: "登录已过期，您输入的内容保存在本机。请在新窗口登录，然后回到这里，将自动保存。",
    refused: "这次没有保存，可能是登录已更换或岗位有变动。您输入的内容保存在本机，请在新窗口登录后回到这里。",
    gone: "这一条已不在方案中。下面是您写的文字，如仍需要，请复制后新增一条。",
    stopped: "",
  };

  QM.lost = function (why, words) {
    const band = document.getElementById("lost");
    if (!band) { return; }
    const text = (why === "stopped" ? words : WORDS[why]) + (QM.canKeep ? "" : "（本机不允许保存，请不要关闭本页。）");
    if (band.dataset.text === text && !band.hidden) { return; }
    band.dataset.text = text;
    band.dataset.why = why;
    band.textContent = text;
    if (why === "login" || why === "refused") {
      const link = document.createElement("a");
      link.href = "/accounts/login/";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "登录";
      band.append(" ", link);
    }
    if (why === "gone") {
      const typed = document.createElement("div");
      typed.className = "both-text typed";
      typed.textContent = words;
      band.appendChild(typed);
    }
    band.hidden = false;
  };

  // The connection is back. What a person must still read (the draft was submitted, an item is gone) stays.
  QM.found = function () {
    const band = document.getElementById("lost");
    if (band && !band.hidden && band.dataset.why !== "stopped" && band.dataset.why !== "gone") {
      band.hidden = true;
      band.dataset.text = "";
      QM.say("连接已恢复。");
    }
  };

  /* POST fields; resolves to {ok, status, data} or {lost: why}. A log-in in another window changes the token of the
     forms: after a refusal the page is asked for a fresh one, once. */
  QM.post = function (address, fields, again) {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", QM.token());
    return send(address, { method: "POST", body: body }).then(function (answer) {
      if (answer.lost) { return answer; }
      if (answer.status === 403 && !again) { return renewed().then((why) => why ? { lost: why } : QM.post(address, fields, true)); }
      if (answer.status === 403) { return { lost: "refused" }; }
      if (answer.status >= 500 || answer.status === 429) { return { lost: "server" }; }
      return answer.json().catch(() => ({})).then((data) => ({ ok: answer.ok, status: answer.status, data: data }));
    });
  };

  function send(address, options) {
    const stop = new AbortController();
    const late = window.setTimeout(() => stop.abort(), PATIENCE);
    const request = Object.assign({ credentials: "same-origin", redirect: "manual", signal: stop.signal }, options);
    return fetch(address, request).then(function (answer) {
      window.clearTimeout(late);
      return answer.type === "opaqueredirect" ? { lost: "login" } : answer;
    }, function () {
      window.clearTimeout(late);
      return { lost: "offline" };
    });
  }

  function renewed() {
    return send(location.pathname, {}).then(function (answer) {
      if (answer.lost) { return answer.lost; }
      return answer.text().then(function (text) {
        const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(text);
        if (!answer.ok || !found) { return "refused"; }
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = found[1]; });
        return "";
      });
    });
  }
})();
