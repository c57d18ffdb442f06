/* From a table on the page to what ECharts draws. The table is the source: no number comes from anywhere else. */
var QMShapes = (function () {
  "use strict";

  function number(cell) {
    var given = cell.getAttribute("data-n");
    return Number((given === null ? cell.textContent : given).replace(/,/g, "")) || 0;
  }

  function words(cell) { return (cell.getAttribute("data-short") || cell.textContent).replace(/\s+/g, " ").trim(); }

  // Lines marked data-apart are sums, or stand outside what the chart shows.
  function read(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var places = [];
    heads.forEach(function (head, n) { if (head.hasAttribute("data-series")) { places.push(n); } });
    var rows = Array.prototype.slice.call(table.tBodies[0].rows).filter(function (row) { return !row.hasAttribute("data-apart"); });
    return {
      series: places.map(function (n) { return words(heads[n]); }),
      rows: rows.map(function (row) {
        return { label: words(row.cells[0]), numbers: places.map(function (n) { return number(row.cells[n]); }) };
      }),
    };
  }

  function labels(data) { return data.rows.map(function (row) { return row.label; }); }

  function column(data, n) { return data.rows.map(function (row) { return row.numbers[n]; }); }

  function cut(text, most) { return text.length > most ? text.slice(0, most - 1) + "…" : text; }

  function axis(look, more) {
    return Object.assign({
      axisLine: { lineStyle: { color: look.edge } }, axisTick: { show: false },
      axisLabel: { color: look.muted, fontSize: 12 }, splitLine: { lineStyle: { color: look.rule } },
    }, more);
  }

  function base(look) {
    return {
      animation: false, color: look.palette, textStyle: { fontFamily: look.font, color: look.ink },
      aria: { enabled: true, decal: { show: true, decals: look.decals } },
      tooltip: { renderMode: "richText", trigger: "axis", confine: true, backgroundColor: look.paper, borderColor: look.edge,
        textStyle: { color: look.ink, fontSize: 13 }, axisPointer: { type: "shadow" } },
    };
  }

  function legend(look) { return { bottom: 0, left: 0, icon: "rect", itemWidth: 18, itemHeight: 12, textStyle: { color: look.ink } }; }

  var shapes = {
    days: function (data, look) {
      var used = data.series.map(function (name, n) { return n; }).filter(function (n) { return column(data, n).some(Boolean); });
      return {
        height: 340,
        option: Object.assign(base(look), {
          grid: { left: 8, right: 8, top: 16, bottom: 64, containLabel: true }, legend: legend(look),
          xAxis: axis(look, { type: "category", data: labels(data) }),
          yAxis: axis(look, { type: "value", minInterval: 1 }),
          series: used.map(function (n) {
            return { name: data.series[n], type: "bar", stack: "all", data: column(data, n), itemStyle: { color: look.palette[n % look.palette.length] } };
          }),
        }),
      };
    },
    lines: function (data, look) {
      var option = Object.assign(base(look), {
        grid: { left: 8, right: 16, top: 16, bottom: 44, containLabel: true }, legend: legend(look),
        xAxis: axis(look, { type: "category", boundaryGap: false, data: labels(data) }),
        yAxis: axis(look, { type: "value", minInterval: 1 }),
        series: data.series.map(function (name, n) {
          return { name: name, type: "line", data: column(data, n), symbol: n ? "emptyCircle" : "circle", symbolSize: 6, showSymbol: data.rows.length < 40,
            lineStyle: { width: 2, type: n ? "dashed" : "solid" } };
        }),
      });
      option.legend.icon = undefined;
      return { height: 320, option: option };
    },
    actions: function (data, look) {
      var option = Object.assign(base(look), {
        grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
        xAxis: axis(look, { type: "value", minInterval: 1 }),
        yAxis: axis(look, { type: "category", inverse: true, data: labels(data) }),
        series: [{ name: data.series[0], type: "bar", barMaxWidth: 16, data: column(data, 0), label: { show: true, position: "right", color: look.ink, formatter: function (each) { return each.value.toLocaleString("zh-CN"); } } }],
      });
      option.aria.decal.show = false;
      option.yAxis.axisLabel = { color: look.ink, formatter: function (text) { return cut(text, look.narrow ? 9 : 22); } };
      return { height: 48 + data.rows.length * 30, option: option };
    },
    coverage: function (data, look) {
      var most = 1;
      var cells = [];
      data.rows.forEach(function (row, y) {
        row.numbers.forEach(function (value, x) { most = Math.max(most, value); cells.push([x, y, value]); });
      });
      var option = Object.assign(base(look), {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: axis(look, { type: "category", position: "top", data: data.series }),
        yAxis: axis(look, { type: "category", inverse: true, data: labels(data) }),
        visualMap: { show: false, min: 0, max: most, inRange: { color: [look.paper, look.tint, look.mid] } },
        series: [{ name: "活动（项）", type: "heatmap", data: cells, itemStyle: { borderColor: look.rule, borderWidth: 1 },
          label: { show: true, color: look.ink, fontSize: 11, formatter: function (each) { return each.value[2] || ""; } } }],
      });
      option.aria.decal.show = false;
      option.tooltip.trigger = "item";
      option.tooltip.formatter = function (each) { return data.series[each.value[0]] + "\n" + data.rows[each.value[1]].label + "：" + (each.value[2] || "暂无记录"); };
      option.xAxis.axisLabel = { color: look.ink, rotate: data.series.length > (look.narrow ? 8 : 14) ? 60 : 0, interval: 0, fontSize: 12 };
      option.yAxis.axisLabel = { color: look.ink, formatter: function (text) { return cut(text, look.narrow ? 7 : 18); } };
      return { height: 150 + data.rows.length * 30, width: 160 + data.series.length * 26, option: option };
    },
  };

  return {
    of: function (kind, table, look) {
      var data = read(table);
      return data.rows.length && data.series.length ? shapes[kind](data, look) : null;
    },
  };
})();
