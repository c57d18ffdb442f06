/* The unit picker: input[data-picker] holds names parted by 、; typing searches the own branch, free names are allowed. */
(function () {
  "use strict";
  const QM = window.QM;
  let number = 0;

  function setUp(input) {
    if (input.dataset.ready || !QM.live()) { return; }
    input.dataset.ready = "1";
    number += 1;
    const list = document.createElement("ul");
    list.id = "units-" + number;
    list.className = "picker-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "本地区单位");
    list.hidden = true;
    input.after(list);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox" })
      .forEach((pair) => input.setAttribute(pair[0], pair[1]));
    const picker = { input: input, list: list, at: -1, timer: 0, asked: "" };
    input.addEventListener("input", () => { window.clearTimeout(picker.timer); picker.timer = window.setTimeout(() => ask(picker), 200); });
    input.addEventListener("focus", () => ask(picker));
    input.addEventListener("blur", () => window.setTimeout(() => close(picker), 150));
    input.addEventListener("keydown", (event) => keys(picker, event));
    if (document.activeElement === input) { ask(picker); }
    list.addEventListener("pointerdown", function (event) {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) { take(picker, option); }
    });
  }

  const parts = (text) => text.split(/[、，,；;]/);
  const current = (input) => parts(input.value).pop().trim();

  function ask(picker) {
    const words = current(picker.input);
    picker.asked = words;
    fetch(QM.doc().dataset.units + "?q=" + encodeURIComponent(words), { credentials: "same-origin", redirect: "manual" })
      .then((answer) => answer.ok ? answer.json() : { units: [] }, () => ({ units: [] }))
      .then((data) => { if (picker.asked === words && document.activeElement === picker.input) { show(picker, data.units); } });
  }

  function show(picker, units) {
    const taken = parts(picker.input.value).map((name) => name.trim());
    const fresh = units.filter((unit) => taken.indexOf(unit.name) < 0);
    picker.list.textContent = "";
    fresh.forEach(function (unit, at) {
      const option = document.createElement("li");
      option.id = picker.list.id + "-" + at;
      option.setAttribute("role", "option");
      option.dataset.name = unit.name;
      option.textContent = unit.name;
      const where = document.createElement("small");
      where.textContent = unit.where;
      option.append(" ", where);
      picker.list.appendChild(option);
    });
    picker.at = -1;
    picker.list.hidden = !fresh.length;
    picker.input.setAttribute("aria-expanded", String(fresh.length > 0));
    mark(picker);
  }

  function mark(picker) {
    const options = Array.from(picker.list.children);
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === picker.at)));
    const now = options[picker.at];
    if (now) {
      picker.input.setAttribute("aria-activedescendant", now.id);
      now.scrollIntoView({ block: "nearest" });
    } else { picker.input.removeAttribute("aria-activedescendant"); }
  }

  function keys(picker, event) {
    const count = picker.list.hidden ? 0 : picker.list.children.length;
    if (event.isComposing) { return; }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      picker.at = (picker.at + (event.key === "ArrowDown" ? 1 : count - 1) + (picker.at < 0 && event.key === "ArrowUp" ? 1 : 0)) % count;
      mark(picker);
    } else if (event.key === "Enter" && count && picker.at >= 0) {
      event.preventDefault();
      take(picker, picker.list.children[picker.at]);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      event.stopPropagation();
      close(picker);
    }
  }

  // Several at once: the name takes the place of what was being typed, and the next one may follow.
  function take(picker, option) {
    const before = parts(picker.input.value).slice(0, -1).map((name) => name.trim()).filter(Boolean);
    picker.input.value = before.concat(option.dataset.name).join("、") + "、";
    picker.input.dispatchEvent(new Event("input", { bubbles: true }));
    close(picker);
    picker.input.focus();
    QM.say("已选" + option.dataset.name);
  }

  function close(picker) {
    picker.list.hidden = true;
    picker.at = -1;
    picker.input.setAttribute("aria-expanded", "false");
    picker.input.removeAttribute("aria-activedescendant");
  }

  QM.onReady(() => document.querySelectorAll("input[data-picker]").forEach(setUp));
})();
