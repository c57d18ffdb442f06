/* Finding an entry or an action in the folded list; its summary names what was chosen there. */
(function () {
  "use strict";
  document.querySelectorAll("[data-choice]").forEach(function (fold) {
    const field = fold.querySelector("[data-choice-find]");
    const none = fold.querySelector("[data-choice-none]");
    const summary = fold.querySelector("summary");
    const first = summary.textContent;

    field.addEventListener("input", function (event) {
      event.stopPropagation(); // a search is nothing that was typed into the form
      const wanted = field.value.trim();
      let found = 0;
      fold.querySelectorAll("[data-choice-group]").forEach(function (group) {
        let shown = 0;
        group.querySelectorAll(".choice-one").forEach(function (line) {
          line.hidden = line.textContent.indexOf(wanted) === -1;
          shown += line.hidden ? 0 : 1;
        });
        group.hidden = !shown;
        found += shown;
      });
      none.hidden = found > 0;
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); } });

    fold.closest("fieldset").addEventListener("change", function () {
      const chosen = fold.querySelector('input[name="under"]:checked');
      summary.textContent = chosen ? "已选：" + chosen.parentNode.textContent.trim() : first;
    });
  });
})();
