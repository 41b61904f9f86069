/* Comforts only: every page works without this file. */
(function () {
  "use strict";

  var summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  warnBeforeTheEnd(document.getElementById("idle-bar"));

  lookAgain();

  /* Where the worker is busy the page shows how far it is, until there is something else. */
  function lookAgain() {
    var link = document.querySelector("[data-look-again]");
    if (!link) return;
    setTimeout(function () {
      fetch(link.href, { credentials: "same-origin" })
        .then(function (answer) { return answer.text(); })
        .then(function (text) {
          var page = new DOMParser().parseFromString(text, "text/html");
          var fresh = page.querySelector("[data-look-again]");
          if (!fresh) { location.href = link.href; return; }
          link.closest(".read").replaceWith(fresh.closest(".read"));
          lookAgain();
        })
        .catch(lookAgain);
    }, 3000);
  }

  if (!document.documentElement.classList.contains("elder")) suggest(document.querySelector("[data-suggest]"));

  /* While somebody types a question, those that may be meant stand below the line. */
  function suggest(input) {
    if (!input) return;
    var box = document.getElementById("suggestions");
    var waiting = 0;
    var asked = "";

    input.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(look, 250);
    });

    function look() {
      var typed = input.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (typed.length < 2) { show(""); return; }
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed), { credentials: "omit" })
        .then(function (answer) { return answer.ok ? answer.text() : ""; })
        .then(function (html) { if (typed === asked) show(html); })
        .catch(function () { show(""); });
    }

    function show(html) {
      box.innerHTML = html;
      box.hidden = !html.trim();
    }
  }

  var print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.querySelector("button").addEventListener("click", function () { window.print(); });
  }

  readAloud(document.querySelector("[data-aloud]"));

  /* Where the browser has a Chinese voice, the text is read piece by piece: long ones break off. */
  function readAloud(box) {
    var speech = window.speechSynthesis;
    if (!box || !speech || !window.SpeechSynthesisUtterance) return;
    var begin = box.querySelectorAll("button")[0];
    var stop = box.querySelectorAll("button")[1];
    var voice = null;

    function look() {
      voice = speech.getVoices().filter(function (one) { return /^(zh|cmn)/i.test(one.lang); })[0];
      if (voice) box.hidden = false;
    }

    function pieces() {
      var text = document.querySelector("main article") || document.getElementById("main");
      var parts = [];
      text.querySelectorAll("h1, h2, h3, p, li, dt, dd, th, td, summary, label, legend").forEach(function (part) {
        if (!part.checkVisibility || part.checkVisibility()) {
          if (!part.closest(".aloud, .actions, .crumb, .chips, [hidden]") && !part.querySelector("p, li")) {
            parts = parts.concat(part.innerText.trim().match(/[^。！？；\n]+[。！？；]?/g) || []);
          }
        }
      });
      return parts;
    }

    function show(isReading) {
      begin.hidden = isReading;
      stop.hidden = !isReading;
      (isReading ? stop : begin).focus();
    }

    begin.addEventListener("click", function () {
      speech.cancel();
      var parts = pieces();
      parts.forEach(function (part, number) {
        var said = new SpeechSynthesisUtterance(part);
        said.lang = "zh-CN";
        said.voice = voice;
        said.rate = 0.9;
        if (number === parts.length - 1) said.onend = function () { show(false); };
        speech.speak(said);
      });
      if (parts.length) show(true);
    });
    stop.addEventListener("click", function () { speech.cancel(); show(false); });
    window.addEventListener("pagehide", function () { speech.cancel(); });
    speech.addEventListener("voiceschanged", look);
    look();
  }

  /* On a phone the staff menu scrolls: bring the entry of this page into sight. */
  var here = document.querySelector(".staff-nav [aria-current]");
  if (here) {
    var menu = here.closest(".staff-nav");
    menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  }

  /* Whoever is logged in is warned five minutes before the session ends; tabs share the time. */
  function warnBeforeTheEnd(bar) {
    if (!bar) return;
    var WARNING = 5 * 60 * 1000;
    var told = bar.querySelector("[role=status]");
    var button = bar.querySelector("button");
    var again = bar.querySelector("a");
    var form = bar.querySelector("form");
    var end = 0;

    function renew(seconds) {
      end = Date.now() + seconds * 1000;
      try { localStorage.setItem("session-end", String(end)); } catch (error) { /* private window */ }
      look();
    }

    function latest() {
      try { end = Number(localStorage.getItem("session-end")) || end; } catch (error) { /* private window */ }
      return end;
    }

    function say(text) {
      if (told.textContent !== text) told.textContent = text;
    }

    function look() {
      var left = latest() - Date.now();
      if (left > WARNING) {
        bar.hidden = true;
        say("");
        return;
      }
      bar.hidden = false;
      var over = left <= 0;
      var at = new Date(end);
      var clock = at.getHours() + ":" + ("0" + at.getMinutes()).slice(-2);
      say(over ? "太久没有操作，为了安全已经退出。" : "很久没有操作了。不继续的话，" + clock + " 会自动退出。");
      button.hidden = over;
      again.hidden = !over;
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : { seconds: 0 }; })
        .then(function (answer) { renew(answer.seconds); })
        .catch(function () { say("网络不通，还没有延长，请再点一次“继续使用”。"); });
    });
    renew(Number(bar.dataset.seconds));
    setInterval(look, 10 * 1000);
    document.addEventListener("visibilitychange", look);
  }

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
  var at = rows().indexOf(document.querySelector(".work-table tr:target"));

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
