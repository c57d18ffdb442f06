/* One photo: areas are drawn with mouse or finger, or typed; the number fields are what is sent, the canvas shows them.
   Works on the picture in percent, so that what is shown small is done to the whole. */
(function () {
  "use strict";
  var form = document.querySelector("[data-retouch]");
  if (!form || !window.PointerEvent) { return; }
  var picture = form.querySelector("[data-retouch-picture]");
  var canvas = form.querySelector("[data-retouch-canvas]");
  var list = form.querySelector("[data-retouch-rows]");
  var blank = document.querySelector("[data-retouch-blank]");
  var cutRow = form.querySelector("[data-retouch-cut] [data-retouch-row]");
  var pen = canvas.getContext("2d");
  var SIDES = ["left", "top", "width", "height"];
  var CELLS = 6; // as the server does it
  var LEAST = 1; // percent: a smaller drag is a tap
  var start = null;
  var drawn = null;

  function hideRows() { return Array.from(list.querySelectorAll("[data-retouch-row]")); }

  function read(row) {
    var values = SIDES.map(function (side) { return parseFloat(row.querySelector("[name$='-" + side + "']").value); });
    if (values.some(isNaN) || values[2] <= 0 || values[3] <= 0) { return null; }
    return { left: values[0], top: values[1], width: values[2], height: values[3] };
  }

  function write(row, area) {
    SIDES.forEach(function (side) {
      row.querySelector("[name$='-" + side + "']").value = area ? String(Math.round(area[side] * 10) / 10) : "";
    });
    row.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  }

  function isEmpty(row) {
    return Array.from(row.querySelectorAll("input")).every(function (field) { return field.value === ""; });
  }

  function number() {
    hideRows().forEach(function (row, place) {
      var words = "遮挡" + (place + 1);
      var mark = row.querySelector(".retouch-number");
      if (!mark) {
        mark = document.createElement("span");
        mark.className = "retouch-number";
        mark.setAttribute("aria-hidden", "true");
        row.insertBefore(mark, row.firstChild);
      }
      mark.textContent = String(place + 1);
      row.setAttribute("aria-label", words);
      row.querySelector("[data-retouch-drop]").setAttribute("aria-label", "去掉" + words);
    });
  }

  function add(area) {
    var row = blank.content.firstElementChild.cloneNode(true);
    list.appendChild(row);
    row.querySelector("[data-retouch-drop]").hidden = false;
    number();
    write(row, area);
    return row;
  }

  function inPixels(area) {
    return [area.left * canvas.width / 100, area.top * canvas.height / 100,
      area.width * canvas.width / 100, area.height * canvas.height / 100];
  }

  function frame(box, colour) {
    pen.lineWidth = Math.max(2, canvas.width / 320);
    pen.strokeStyle = "#ffffff";
    pen.strokeRect(box[0], box[1], box[2], box[3]);
    pen.strokeStyle = colour;
    pen.setLineDash([pen.lineWidth * 4, pen.lineWidth * 3]);
    pen.strokeRect(box[0], box[1], box[2], box[3]);
    pen.setLineDash([]);
  }

  function cover(area, place) {
    var box = inPixels(area);
    var cell = Math.max(box[2], box[3]) / CELLS;
    var few = document.createElement("canvas");
    few.width = Math.max(1, Math.round(box[2] / cell));
    few.height = Math.max(1, Math.round(box[3] / cell));
    few.getContext("2d").drawImage(canvas, box[0], box[1], box[2], box[3], 0, 0, few.width, few.height);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(few, 0, 0, few.width, few.height, box[0], box[1], box[2], box[3]);
    pen.imageSmoothingEnabled = true;
    frame(box, "#b3191f");
    var size = Math.max(14, canvas.width / 40);
    pen.font = "bold " + size + "px sans-serif";
    pen.fillStyle = "#b3191f";
    pen.fillRect(box[0], box[1], size * 1.4, size * 1.4);
    pen.fillStyle = "#ffffff";
    pen.fillText(String(place), box[0] + size * 0.35, box[1] + size * 1.05);
  }

  function dim(area) {
    var box = inPixels(area);
    pen.fillStyle = "rgba(0, 0, 0, .55)";
    pen.fillRect(0, 0, canvas.width, box[1]);
    pen.fillRect(0, box[1] + box[3], canvas.width, canvas.height - box[1] - box[3]);
    pen.fillRect(0, box[1], box[0], box[3]);
    pen.fillRect(box[0] + box[2], box[1], canvas.width - box[0] - box[2], box[3]);
    frame(box, "#0b5cad");
  }

  function show() {
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    hideRows().forEach(function (row, place) {
      var area = read(row);
      if (area) { cover(area, place + 1); }
    });
    var cut = drawn && mode() === "cut" ? drawn : read(cutRow);
    if (cut) { dim(cut); }
    if (drawn && mode() === "hide") { frame(inPixels(drawn), "#b3191f"); }
  }

  function mode() { return form.querySelector("[name='mode']:checked").value; }

  function at(event) {
    var box = canvas.getBoundingClientRect();
    function within(value) { return Math.min(100, Math.max(0, value)); }
    return { x: within((event.clientX - box.left) * 100 / box.width), y: within((event.clientY - box.top) * 100 / box.height) };
  }

  canvas.addEventListener("pointerdown", function (event) {
    if (event.button > 0) { return; }
    start = at(event);
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", function (event) {
    if (!start) { return; }
    var now = at(event);
    drawn = { left: Math.min(start.x, now.x), top: Math.min(start.y, now.y), width: Math.abs(now.x - start.x), height: Math.abs(now.y - start.y) };
    show();
  });
  canvas.addEventListener("pointerup", function () {
    var area = drawn;
    start = drawn = null;
    if (area && area.width >= LEAST && area.height >= LEAST) {
      if (mode() === "cut") { write(cutRow, area); } else { add(area); }
    }
    show();
  });
  canvas.addEventListener("pointercancel", function () { start = drawn = null; show(); });

  form.addEventListener("input", show);
  form.addEventListener("click", function (event) {
    if (event.target.closest("[data-retouch-add]")) {
      add({ left: 40, top: 40, width: 20, height: 20 }).querySelector("input").focus();
    }
    var drop = event.target.closest("[data-retouch-drop]");
    if (!drop) { return; }
    var row = drop.closest("[data-retouch-row]");
    if (row === cutRow) { write(row, null); } else { row.remove(); number(); }
    form.querySelector("[data-retouch-add]").focus();
    show();
  });

  function begin() {
    var scale = Math.min(1, 1280 / Math.max(picture.naturalWidth, picture.naturalHeight));
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
    hideRows().filter(isEmpty).forEach(function (row) { row.remove(); }); // they are for typing without this file
    number();
    form.querySelectorAll("[data-retouch-drop], [data-retouch-mode], [data-retouch-more]").forEach(function (part) { part.hidden = false; });
    show();
    picture.hidden = true;
    canvas.hidden = false;
  }

  if (picture.complete && picture.naturalWidth) { begin(); } else { picture.addEventListener("load", begin); }
})();
