/* Photos are put in order by dragging their handle, with mouse or finger; the buttons 前移 and 后移 do the same.
   Nothing is sent until the form is saved: the order goes with it. */
(function () {
  "use strict";
  var list = document.querySelector("[data-order-list]");
  var field = document.querySelector("[data-order]");
  var said = document.querySelector("[data-order-said]");
  if (!list || !field || !window.PointerEvent) { return; }
  var dragged = null;

  function rows() { return Array.from(list.querySelectorAll("[data-order-row]")); }

  function keep() {
    field.value = rows().map(function (row) { return row.getAttribute("data-order-row"); }).join(",");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = "次序已调整，保存后生效。";
  }

  if (rows().length > 1) {
    list.querySelectorAll("[data-order-handle]").forEach(function (handle) { handle.hidden = false; });
  }

  list.addEventListener("pointerdown", function (event) {
    var handle = event.target.closest("[data-order-handle]");
    if (!handle || event.button > 0) { return; }
    dragged = handle.closest("[data-order-row]");
    dragged.classList.add("is-dragged");
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
  });

  list.addEventListener("pointermove", function (event) {
    if (!dragged) { return; }
    var before = rows().filter(function (row) {
      var box = row.getBoundingClientRect();
      return row !== dragged && event.clientY < box.top + box.height / 2;
    })[0] || null;
    if (before !== dragged.nextElementSibling) {
      var handle = dragged.querySelector("[data-order-handle]");
      list.insertBefore(dragged, before);
      handle.setPointerCapture(event.pointerId); // moving a node lets go of it
    }
  });

  function drop() {
    if (!dragged) { return; }
    dragged.classList.remove("is-dragged");
    dragged = null;
    keep();
  }
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
})();
