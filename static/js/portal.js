/* Comforts only: every page works without this file. */
(function () {
  "use strict";

  var summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  function picks(table) {
    return Array.prototype.slice.call(table.querySelectorAll("tbody .pick input"));
  }

  function count(form, table) {
    var chosen = picks(table).filter(function (box) { return box.checked; }).length;
    var told = form && form.querySelector("[data-count]");
    if (told) told.textContent = "已选 " + chosen + " 件";
  }

  var table = document.querySelector(".work-table");
  if (!table) return;
  var form = table.closest("form");
  var at = -1;

  table.addEventListener("change", function (event) {
    if (event.target.closest("thead")) {
      picks(table).forEach(function (box) { box.checked = event.target.checked; });
    }
    count(form, table);
  });

  function rows() {
    return Array.prototype.slice.call(table.querySelectorAll("tbody tr:not(.group)"));
  }

  function go(step) {
    var all = rows();
    if (!all.length) return;
    if (all[at]) all[at].classList.remove("is-on");
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at].classList.add("is-on");
    var link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  }

  table.addEventListener("click", function (event) {
    var row = event.target.closest("tbody tr:not(.group)");
    if (!row || event.target.closest("a, label, input") || String(window.getSelection())) return;
    row.querySelector("a").click();
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    var row = rows()[at];
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "o" && row) row.querySelector("a").click();
    else if (event.key === "x" && row) {
      var box = row.querySelector(".pick input");
      if (box) { box.checked = !box.checked; count(form, table); }
    } else if (event.key === "/") {
      var search = document.querySelector(".list-top input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });
})();
