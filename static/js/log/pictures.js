/* Taking and choosing pictures: several at once or one after the other, each kept on this phone as soon as it is there. */
(function () {
  "use strict";
  const L = window.QMLog;
  const box = document.querySelector("[data-snap]");
  if (!box) { return; }
  const gallery = box.querySelector('input[name="photos"]');
  const shot = box.querySelector("[data-snap-shot]");
  const list = box.querySelector("#picked");
  const count = box.querySelector("[data-snap-count]");
  const full = box.querySelector('[name="wants_full"]');
  const MOST = Number(gallery.dataset.most || 30);
  const originals = new Map(); // of this visit, in case 保留原图 is ticked afterwards
  let rows = [];
  let work = Promise.resolve();
  let draft = "";

  const inOrder = (act) => { work = work.then(act).catch((error) => say(error && error.name === "QuotaExceededError" ? "本机存储空间不足，这张照片没有存下。请先发送已有的内容，或清理手机空间。" : "有一张照片没有存下，请重新选择。")); return work; };

  function say(text) {
    count.hidden = !text;
    count.textContent = text;
  }

  function tally() {
    say(rows.length ? "已选 " + rows.length + " 张" + (rows.length >= MOST ? "，已到上限" : "") : "");
  }

  function item(file, thumb) {
    const line = document.createElement("li");
    line.id = "p-" + file.id;
    const words = document.createElement("span");
    words.textContent = file.name + (file.blob ? "（" + (file.blob.size / 1048576).toFixed(1) + " MB）" : "");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-link snap-drop";
    drop.textContent = "移除";
    drop.setAttribute("aria-label", "移除" + file.name);
    drop.addEventListener("click", () => remove(file.id));
    line.append(words, drop);
    if (thumb) { line.insertBefore(thumb, words); }
    return line;
  }

  function remove(id) {
    rows = rows.filter((row) => row.id !== id);
    originals.delete(id);
    const line = document.getElementById("p-" + id);
    if (line) { line.remove(); }
    tally();
    return L.store.dropFile(id);
  }

  function take(original, row) {
    return inOrder(async function () {
      const made = await L.shrink(original, full.checked);
      if (!rows.some((each) => each.id === row.id)) { return; } // removed meanwhile
      Object.assign(row, { blob: made.blob, full: made.full });
      await L.store.keepFile(row);
      const line = document.getElementById("p-" + row.id);
      if (line) { line.replaceWith(item(row, made.thumb)); }
      else { list.appendChild(item(row, made.thumb)); }
      tally();
    });
  }

  function add(files) {
    const chosen = Array.from(files);
    const room = MOST - rows.length;
    chosen.slice(0, room).forEach(function (original) {
      const name = original.name || "照片.jpg";
      const row = { id: L.newId(), draft: draft, name: name, full: false, url: "", state: "kept", message: "", made: Date.now() + rows.length / 1000 };
      rows.push(row);
      originals.set(row.id, original);
      list.appendChild(item(row, null));
      take(original, row);
    });
    tally();
    if (chosen.length > room) { inOrder(() => say("每项活动最多" + MOST + "张照片，后面的" + (chosen.length - room) + "张没有加入。")); }
    box.dispatchEvent(new CustomEvent("qm-snapped", { bubbles: true }));
  }

  function begin(event) {
    add(event.target.files);
    event.target.value = ""; // the files are kept; choosing again adds to them, one by one if need be
    event.stopPropagation();
  }

  L.pictures = {
    settled: () => work,
    count: () => rows.length,
    /* Shows the pictures of a draft; resolves when they are there. */
    open: async function (id) {
      draft = id;
      originals.clear();
      list.textContent = "";
      rows = (await L.store.files(id)).filter((file) => file.state !== "sent");
      for (const row of rows) {
        const made = row.blob ? await L.shrink(row.blob, true) : { thumb: null };
        list.appendChild(item(row, made.thumb));
      }
      tally();
    },
    start: function (id) {
      draft = id;
      gallery.addEventListener("change", begin);
      shot.addEventListener("change", begin);
      box.querySelector("[data-snap-gallery]").addEventListener("click", () => gallery.click());
      box.querySelector("[data-snap-camera]").addEventListener("click", () => shot.click());
      full.addEventListener("change", () => rows.forEach((row) => { if (originals.has(row.id)) { take(originals.get(row.id), row); } }));
      gallery.classList.add("visually-hidden");
      gallery.tabIndex = -1;
      gallery.removeAttribute("data-previews");
      gallery.accept = "image/*";
      box.querySelector("[data-snap-do]").hidden = false;
      box.querySelector("[data-snap-full]").hidden = false;
    },
  };
})();
