/* Draws each chart from the table beside it, in the page's colours, and saves it as a picture. Without this the tables
   say everything. Drawn as SVG, without motion; the table is folded away only where its chart was drawn. */
(function () {
  "use strict";
  if (!window.echarts) { return; }
  var root = document.documentElement;
  var drawn = [];

  function look() {
    var style = getComputedStyle(root);
    function token(name) { return style.getPropertyValue("--" + name).trim(); }
    return {
      ink: token("ink"), muted: token("muted"), rule: token("rule"), edge: token("edge"), paper: token("paper"),
      tint: token("primary-tint"), mid: token("chart-mid"), font: token("sans").replace(/"/g, "'"), narrow: window.innerWidth < 700,
      palette: ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6", "chart-7"].map(token),
      decals: [
        { symbol: "none" }, { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(255,255,255,.45)" },
        { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.6, color: "rgba(255,255,255,.45)" },
        { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], color: "rgba(255,255,255,.45)" },
        { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: "rgba(255,255,255,.45)" },
        { symbol: "triangle", dashArrayX: [[9, 9], [0, 9, 9, 0]], dashArrayY: [7, 2], symbolSize: 0.7, color: "rgba(255,255,255,.45)" },
        { symbol: "rect", dashArrayX: [[1, 0]], dashArrayY: [1, 3], color: "rgba(255,255,255,.45)" },
      ],
    };
  }

  function draw(figure) {
    var table = document.getElementById(figure.getAttribute("data-table"));
    var colours = look();
    var shape = table && window.QMShapes.of(figure.getAttribute("data-chart"), table, colours);
    if (!shape) { return; }
    var area = figure.querySelector(".chart-area");
    figure.hidden = false;
    area.style.height = shape.height + "px";
    area.style.minWidth = (shape.width || 0) + "px";
    var chart = echarts.getInstanceByDom(area) || echarts.init(area, null, { renderer: "svg" });
    chart.resize();
    shape.option.backgroundColor = colours.paper;
    chart.setOption(shape.option, true);
    if (drawn.indexOf(figure) < 0) {
      drawn.push(figure);
      var fold = table.closest("[data-table-fold]");
      if (fold) { fold.open = false; }
    }
  }

  // The page's policy holds for a picture made here as well: what its styles say is said by attributes instead.
  function plain(svg) {
    return svg.replace(/ style="([^"]*)"/g, function (all, style) {
      return style.split(";").filter(Boolean).map(function (each) {
        var at = each.indexOf(":");
        return " " + each.slice(0, at).trim() + '="' + each.slice(at + 1).trim() + '"';
      }).join("");
    });
  }

  function picture(figure, type) {
    var area = figure.querySelector(".chart-area");
    var svg = plain(echarts.getInstanceByDom(area).renderToSVGString());
    var name = figure.getAttribute("data-title") + "." + type;
    var blob = new Blob([svg], { type: "image/svg+xml;charset=utf-8" });
    if (type === "svg") { save(blob, name); return; }
    var image = new Image();
    image.onerror = function () { save(blob, name.replace(/png$/, "svg")); }; // a browser that paints no SVG: better that than nothing
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = area.clientWidth * 2;
      canvas.height = area.clientHeight * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(image.src);
      canvas.toBlob(function (made) { save(made, name); }, "image/png");
    };
    image.src = URL.createObjectURL(blob);
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function all() { document.querySelectorAll("[data-chart]").forEach(draw); }

  var waiting = 0;
  function again() { clearTimeout(waiting); waiting = setTimeout(all, 150); }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-picture]");
    if (button) { picture(button.closest("[data-chart]"), button.getAttribute("data-picture")); }
  });
  new MutationObserver(again).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-size"] });
  window.addEventListener("resize", again);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  all();
})();
