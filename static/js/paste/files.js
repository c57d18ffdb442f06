/* 粘贴材料: pictures from the clipboard, files and folders dropped, are added to the field of files, in the order they
   came. Without this file the field alone does it. Drawn on a canvas, as the content policy allows no object URL. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-paste]");
  var field = form && form.querySelector("[data-paste-files]");
  if (!field || typeof DataTransfer !== "function") { return; }
  var list = form.querySelector("[data-paste-list]");
  var count = form.querySelector("[data-paste-count]");
  var zone = form.querySelector("[data-paste-drop]");
  var folder = form.querySelector("[data-paste-folder-input]");
  var files = [];
  var pasted = 0;

  function keep() {
    var moved = new DataTransfer();
    files.forEach(function (file) { moved.items.add(file); });
    field.files = moved.files;
    show();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function add(more) {
    Array.from(more).forEach(function (file) {
      var same = files.some(function (other) {
        return other.name === file.name && other.size === file.size && other.lastModified === file.lastModified;
      });
      if (!same && file.size && file.name.charAt(0) !== "." && file.name !== "Thumbs.db") { files.push(file); }
    });
    keep();
  }

  function show() {
    list.textContent = "";
    files.forEach(function (file, index) { list.appendChild(one(file, index)); });
    count.textContent = files.length ? "已选 " + files.length + " 个文件" : "";
  }

  function one(file, index) {
    var item = document.createElement("li");
    var name = document.createElement("span");
    var drop = document.createElement("button");
    name.textContent = file.name;
    drop.type = "button";
    drop.className = "btn btn-link";
    drop.textContent = "移除";
    drop.setAttribute("aria-label", "移除" + file.name);
    drop.addEventListener("click", function () { files.splice(index, 1); keep(); });
    item.appendChild(name);
    item.appendChild(drop);
    draw(file, item);
    return item;
  }

  function draw(file, item) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) { return; }
    createImageBitmap(file, { resizeWidth: 240, resizeQuality: "low" }).then(function (bitmap) {
      var canvas = document.createElement("canvas");
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      item.insertBefore(canvas, item.firstChild);
      bitmap.close();
    }).catch(function () { /* no picture: its name stands there, the server says what is wrong */ });
  }

  // A screenshot has no name worth keeping: number them, so that two are not taken for one.
  function named(file) {
    pasted += 1;
    var kind = (file.type.split("/")[1] || "png").replace("jpeg", "jpg");
    var plain = /^image\.\w+$/.test(file.name) || !file.name;
    return plain ? new File([file], "粘贴的图片" + pasted + "." + kind, { type: file.type }) : file;
  }

  form.addEventListener("paste", function (event) {
    var found = event.clipboardData ? Array.from(event.clipboardData.files) : [];
    if (!found.length) { return; }
    // Word puts a picture of the words beside them: words win, unless there are none.
    if (event.clipboardData.getData("text/plain").trim() && found.length === 1) { return; }
    if (!event.clipboardData.getData("text/plain")) { event.preventDefault(); }
    add(found.map(named));
  });

  function walk(entry, done) {
    if (entry.isFile) { entry.file(function (file) { done([file]); }, function () { done([]); }); return; }
    var reader = entry.createReader();
    var found = [];
    (function more() {
      reader.readEntries(function (entries) {
        if (!entries.length) { done(found); return; }
        all(entries, function (inside) { found = found.concat(inside); more(); });
      }, function () { done(found); });
    }());
  }

  function all(entries, done) {
    var found = [];
    var left = entries.length;
    entries.forEach(function (entry, index) {
      walk(entry, function (inside) {
        found[index] = inside;
        left -= 1;
        if (!left) { done(Array.prototype.concat.apply([], found)); }
      });
    });
  }

  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) {
      if (Array.from(event.dataTransfer.types).indexOf("Files") < 0) { return; }
      event.preventDefault();
      zone.classList.add("paste-over");
    });
  });
  ["dragleave", "drop"].forEach(function (name) {
    form.addEventListener(name, function () { zone.classList.remove("paste-over"); });
  });
  form.addEventListener("drop", function (event) {
    if (!event.dataTransfer.files.length) { return; }
    event.preventDefault();
    var entries = Array.from(event.dataTransfer.items || []).map(function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    }).filter(Boolean);
    if (entries.some(function (entry) { return entry.isDirectory; })) { all(entries, add); } else { add(event.dataTransfer.files); }
  });

  field.addEventListener("change", function () { var chosen = Array.from(field.files); add(chosen); });
  form.querySelector("[data-paste-folder]").addEventListener("click", function () { folder.click(); });
  folder.addEventListener("change", function () { add(folder.files); folder.value = ""; });
}());
