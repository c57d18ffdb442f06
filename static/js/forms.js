/* Forms of the workplace. All of them work without this file.
   form[data-guard]      asks before leaving with changes that were not sent
   form[data-once]       a second click on the button sends nothing twice
   [data-count]          shows how long a text is: data-count="id of the output"
   input[data-previews]  shows the chosen pictures: data-previews="id of a list"
   [data-check-all]      ticks every box of that name; [data-bulk] shows while one is ticked */
(function () {
  "use strict";
  var dirty = new Set();

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-guard")) { dirty.add(form); }
    if (event.target.hasAttribute("data-count")) { count(event.target); }
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-once") && form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    dirty.delete(form);
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
  });

  window.addEventListener("beforeunload", function (event) {
    var left = Array.from(dirty).some(function (form) { return document.contains(form); });
    if (left) { event.preventDefault(); event.returnValue = ""; }
  });

  function count(field) {
    var output = document.getElementById(field.getAttribute("data-count"));
    if (output) { output.textContent = "已写 " + Array.from(field.value).length + " 字"; }
  }

  // Drawn on a canvas, because an object URL would need "blob:" in the content policy.
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

  function previews(field) {
    var list = document.getElementById(field.getAttribute("data-previews"));
    if (!list) { return; }
    list.textContent = "";
    Array.from(field.files).forEach(function (file) {
      var item = document.createElement("li");
      var words = document.createElement("span");
      words.textContent = file.name + "（" + (file.size / 1048576).toFixed(1) + " MB）";
      item.appendChild(words);
      list.appendChild(item);
      draw(file, item);
    });
  }

  function bulk(name) {
    var boxes = Array.from(document.querySelectorAll('input[type="checkbox"]')).filter(function (box) { return box.name === name; });
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    document.querySelectorAll("[data-bulk]").forEach(function (bar) {
      if (bar.getAttribute("data-bulk") !== name) { return; }
      bar.hidden = ticked === 0;
      var words = bar.querySelector("[data-bulk-count]");
      if (words) { words.textContent = "已选 " + ticked + " 项"; }
    });
    return boxes;
  }

  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field.hasAttribute("data-previews")) { previews(field); }
    if (field.hasAttribute("data-check-all")) {
      bulk(field.getAttribute("data-check-all")).forEach(function (box) { box.checked = field.checked; });
      bulk(field.getAttribute("data-check-all"));
    } else if (field.type === "checkbox") { bulk(field.name); }
    if (field.hasAttribute("data-autosubmit") && field.form) { field.form.requestSubmit ? field.form.requestSubmit() : field.form.submit(); }
  });

  document.querySelectorAll("[data-count]").forEach(count);
  document.querySelectorAll("[data-bulk]").forEach(function (bar) { bulk(bar.getAttribute("data-bulk")); });
})();
