/* Tables of own fields: 添加一行 below each, up to the number of lines that the server takes. Without this file there
   are a few blank lines, and more after saving. */
(function () {
  "use strict";
  document.querySelectorAll("table[data-lines]").forEach(function (table) {
    var most = Number(table.getAttribute("data-most"));
    var name = table.getAttribute("data-lines");
    var body = table.tBodies[0];
    var row = document.createElement("p");
    var button = document.createElement("button");
    row.className = "own-add";
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = "添加一行";
    row.appendChild(button);
    table.parentNode.parentNode.insertBefore(row, table.parentNode.nextSibling);

    button.addEventListener("click", function () {
      var y = body.rows.length;
      var line = body.rows[y - 1].cloneNode(true);
      line.querySelectorAll("input").forEach(function (input, x) {
        input.name = name + "-" + y + "-" + x;
        input.id = "id_" + input.name;
        input.value = "";
        input.setAttribute("aria-label", input.closest("td").getAttribute("data-label") + "（第" + (y + 1) + "行）");
      });
      body.appendChild(line);
      line.querySelector("input").focus();
      button.disabled = y + 1 >= most;
    });
    button.disabled = body.rows.length >= most;
  });
})();
