/* Asking the portal, and telling apart why it did not answer: offline · server · login · other (person) · refused. */
(function () {
  "use strict";
  const L = window.QMLog;
  const PATIENCE = 20000;
  const panel = document.getElementById("waiting");
  L.panel = panel;
  L.who = panel ? panel.dataset.who : "";
  L.token = () => panel.querySelector("[name=csrfmiddlewaretoken]").value;

  L.WHY = {
    offline: "网络已断开，内容都保存在本机，连上后自动发送。",
    server: "系统暂时没有响应，内容都保存在本机，稍后自动重试。",
    login: "登录已过期，内容都保存在本机。请重新登录，登录后自动继续发送。",
    other: "当前登录的不是填写人，没有发送。内容都保存在本机，请用原来的账号重新登录。",
    refused: "系统没有接收，可能是岗位有变动。内容都保存在本机，请刷新本页后再试。",
  };

  function ask(address, options) {
    const stop = new AbortController();
    const late = window.setTimeout(() => stop.abort(), PATIENCE);
    const more = { credentials: "same-origin", redirect: "manual", signal: stop.signal, cache: "no-store" };
    return fetch(address, Object.assign(more, options)).then(function (answer) {
      window.clearTimeout(late);
      return answer.type === "opaqueredirect" || answer.status === 401 ? { lost: "login" } : answer;
    }, function () {
      window.clearTimeout(late);
      return { lost: "offline" };
    });
  }

  /* A log-in in another window changes the forms' token: the page is asked for a fresh one. Resolves to "" or why not. */
  L.renew = function () {
    return ask(panel.dataset.new, {}).then(function (answer) {
      if (answer.lost) { return answer.lost; }
      return answer.text().then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const fresh = page.querySelector("#waiting [name=csrfmiddlewaretoken]");
        if (!answer.ok || !fresh) { return "refused"; }
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = fresh.value; });
        return page.getElementById("waiting").dataset.who === L.who ? "" : "other";
      });
    });
  };

  /* POST; resolves to {ok, status, data} or {lost: why}. `fields`: name → text or list of texts. */
  L.post = function (address, fields, again) {
    const body = new FormData();
    Object.keys(fields).forEach((name) => [].concat(fields[name]).forEach((text) => body.append(name, text)));
    body.set("csrfmiddlewaretoken", L.token());
    body.set("who", L.who);
    return ask(address, { method: "POST", body: body, headers: { Accept: "application/json" } }).then(function (answer) {
      if (answer.lost) { return answer; }
      if (answer.status >= 500 || answer.status === 429) { return { lost: "server" }; }
      return answer.json().catch(() => ({})).then(function (data) {
        if (answer.status === 403 && data.why === "who") { return { lost: "other" }; }
        if (answer.status === 403 && again) { return { lost: "refused" }; }
        if (answer.status === 403) { return L.renew().then((why) => (why ? { lost: why } : L.post(address, fields, true))); }
        return { ok: answer.ok, status: answer.status, data: data };
      });
    });
  };
})();
