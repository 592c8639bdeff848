"use strict";
/*
 * Every task works without this file. With it:
 * - parts of a page with data-live="topic" fetch themselves again when news of that topic comes;
 * - the focus goes to the summary of problems;
 * - a form is sent once, even when its button is pressed twice.
 *
 * A live part:
 *   <div id="rate" data-live="board" data-live-url="/board/rate">…</div>
 * Parts that many people watch come by themselves: <div data-watch="/sidak/…/langsung"> around elements
 * whose ids the stream names. An element with data-watch-lost shows while the stream is away.
 *
 * Without data-live-url the page itself is fetched. The part with the same id in the answer
 * replaces the content; an answer that is a fragment without that id replaces it as a whole.
 */
(function () {
  var DEBOUNCE_MS = 400;
  var JITTER_MS = 1200;
  var RETRY_MS = 3000;
  var RETRY_MAX_MS = 60000;

  function ready(run) {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", run);
    } else {
      run();
    }
  }

  /* One fetch serves all parts of the same address. */
  function refresh(parts) {
    var byUrl = {};
    parts.forEach(function (part) {
      var url = part.getAttribute("data-live-url") || location.href.split("#")[0];
      (byUrl[url] = byUrl[url] || []).push(part);
    });
    Object.keys(byUrl).forEach(function (url) {
      fetch(url, { credentials: "same-origin", headers: { "x-live": "1" } })
        .then(function (answer) {
          if (answer.redirected && new URL(answer.url).pathname === "/masuk") {
            location.reload();
            return null;
          }
          return answer.ok ? answer.text() : null;
        })
        .then(function (text) {
          if (text !== null) {
            replace(byUrl[url], text);
          }
        })
        .catch(function () { /* the next news tries again */ });
    });
  }

  function replace(parts, text) {
    var answer = new DOMParser().parseFromString(text, "text/html");
    parts.forEach(function (part) {
      /* What a person is working in is left alone. */
      if (part.contains(document.activeElement) && document.activeElement !== document.body) {
        return;
      }
      var fresh = part.id && answer.getElementById(part.id);
      var source = fresh || answer.body;
      var nodes = Array.prototype.map.call(source.childNodes, function (node) {
        return document.importNode(node, true);
      });
      part.replaceChildren.apply(part, nodes);
    });
  }

  function listen(stream) {
    var waiting = {};
    var timer = 0;
    var retry = RETRY_MS;
    var source = null;

    function flush() {
      timer = 0;
      var topics = waiting;
      waiting = {};
      var parts = Array.prototype.filter.call(document.querySelectorAll("[data-live]"), function (part) {
        return topics.all || part.getAttribute("data-live").split(" ").some(function (topic) {
          return topics[topic];
        });
      });
      refresh(parts);
    }

    function hear(topic) {
      waiting[topic] = true;
      if (!timer && !document.hidden) {
        /* The jitter keeps a thousand open pages from asking in the same moment. */
        timer = setTimeout(flush, DEBOUNCE_MS + Math.random() * JITTER_MS);
      }
    }

    function connect() {
      source = new EventSource(stream);
      source.addEventListener("open", function () {
        if (retry > RETRY_MS) {
          hear("all");
        }
        retry = RETRY_MS;
      });
      source.addEventListener("news", function (event) { hear(event.data); });
      source.addEventListener("error", function () {
        source.close();
        retry = Math.min(retry * 2, RETRY_MAX_MS);
        setTimeout(connect, retry * (0.5 + Math.random() / 2));
      });
    }

    document.addEventListener("visibilitychange", function () {
      if (!document.hidden && Object.keys(waiting).length) {
        flush();
      }
    });
    window.addEventListener("pagehide", function () {
      if (source) {
        source.close();
      }
    });
    connect();
  }

  /* The stream sends [[id, html], …]; a part in which a person works waits until the person leaves it. */
  function watch(box) {
    var retry = 1000;
    var waiting = {};
    var last = "";

    function put(id, html) {
      var part = document.getElementById(id);
      if (!part) {
        return;
      }
      if (part.contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        waiting[id] = html;
        return;
      }
      delete waiting[id];
      var focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      replace([part], html);
      if (focused && document.getElementById(focused)) {
        document.getElementById(focused).focus();
      }
    }

    function lost(is) {
      document.querySelectorAll("[data-watch-lost]").forEach(function (note) { note.hidden = !is; });
    }

    function connect() {
      var url = box.getAttribute("data-watch");
      var source = new EventSource(url + (last ? (url.indexOf("?") < 0 ? "?" : "&") + "sejak=" + last : ""));
      source.addEventListener("open", function () {
        retry = 1000;
        lost(false);
      });
      source.addEventListener("part", function (event) {
        last = event.lastEventId;
        JSON.parse(event.data).forEach(function (pair) { put(pair[0], pair[1]); });
      });
      source.addEventListener("error", function () {
        source.close();
        lost(true);
        setTimeout(connect, retry * (0.5 + Math.random() / 2));
        retry = Math.min(retry * 2, RETRY_MAX_MS);
      });
      window.addEventListener("pagehide", function () { source.close(); });
    }

    box.addEventListener("focusout", function () {
      setTimeout(function () {
        Object.keys(waiting).forEach(function (id) { put(id, waiting[id]); });
      }, 0);
    });
    connect();
  }

  function sendOnce(event) {
    var form = event.target;
    if (form.method !== "post") {
      return;
    }
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    /* An answer that is a file leaves the page open: the form can then be sent again. */
    setTimeout(function () { form.removeAttribute("data-sent"); }, 8000);
  }

  /* Marks or clears all boxes of a name: <input type="checkbox" data-all="people">. */
  function tickAll(event) {
    var name = event.target.getAttribute && event.target.getAttribute("data-all");
    if (!name) {
      return;
    }
    var boxes = document.getElementsByName(name);
    for (var i = 0; i < boxes.length; i += 1) {
      boxes[i].checked = event.target.checked;
    }
  }

  ready(function () {
    var summary = document.querySelector("[data-focus]");
    if (summary) {
      summary.focus();
    }
    document.addEventListener("submit", sendOnce);
    document.addEventListener("change", tickAll);
    window.addEventListener("pageshow", function () {
      document.querySelectorAll("form[data-sent]").forEach(function (form) {
        form.removeAttribute("data-sent");
      });
    });
    if (window.EventSource) {
      document.querySelectorAll("[data-watch]").forEach(watch);
    }
    var stream = document.body.getAttribute("data-live-stream");
    if (stream && window.EventSource && window.fetch && document.querySelector("[data-live]")) {
      listen(stream);
    }
  });
})();
