/**
 * What runs on the tablet: old JavaScript, because the tablet is old. It holds codes made ahead by the server, shows the one of
 * the moment by the server's clock, and asks for more while it can.
 */
export const kioskScript = `(function () {
  "use strict";
  var boot = JSON.parse(document.getElementById("boot").textContent);
  var words = boot.words;
  var codes = {};
  var last = 0;
  var offset = 0;
  var zone = 0;
  var days = [];
  var stepMs = 30000;
  var drawn = -1;
  var heardAt = 0;
  var seenAt = 0;
  var over = false;
  var timer = null;
  var noteUntil = 0;
  var lock = null;

  function byId(id) { return document.getElementById(id); }
  function now() { return new Date().getTime() + offset; }
  function two(value) { return (value < 10 ? "0" : "") + value; }
  function shaped(text) {
    return words.digits ? text.replace(/[0-9]/g, function (digit) { return words.digits.charAt(+digit); }) : text;
  }
  function clockText(at, seconds) {
    var local = new Date(at + zone);
    var text = two(local.getUTCHours()) + ":" + two(local.getUTCMinutes());
    return shaped(seconds ? text + ":" + two(local.getUTCSeconds()) : text);
  }
  function setText(id, text) {
    var element = byId(id);
    if (element.textContent !== text) element.textContent = text;
  }

  function take(slice, sentAt) {
    var receivedAt = new Date().getTime();
    offset = slice.now - (sentAt + receivedAt) / 2;
    zone = slice.offsetMs;
    days = slice.days;
    stepMs = slice.stepMs;
    heardAt = slice.now;
    for (var i = 0; i < slice.codes.length; i += 1) {
      codes[slice.codes[i].step] = slice.codes[i];
      if (slice.codes[i].step > last) last = slice.codes[i].step;
    }
  }

  function draw(code) {
    var canvas = byId("qr");
    var quiet = 3;
    var scale = Math.max(4, Math.floor(canvas.clientWidth * (window.devicePixelRatio || 1) / (code.size + quiet * 2)));
    var side = scale * (code.size + quiet * 2);
    var context = canvas.getContext("2d");
    var digits = Math.ceil(code.size / 4);
    canvas.width = side;
    canvas.height = side;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, side, side);
    context.fillStyle = "#000";
    for (var y = 0; y < code.size; y += 1) {
      for (var x = 0; x < code.size; x += 1) {
        var digit = parseInt(code.rows.charAt(y * digits + Math.floor(x / 4)), 16);
        if (digit & (8 >> (x % 4))) context.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale);
      }
    }
    document.documentElement.setAttribute("data-step", code.step);
  }

  function blank(title, text) {
    setText("none-title", title);
    setText("none-text", text);
    byId("card").className = "card blank";
    drawn = -1;
  }

  function show() {
    if (over) return;
    var at = now();
    if (seenAt !== 0 && Math.abs(at - seenAt) > 20000) ask();
    seenAt = at;
    var step = Math.floor(at / stepMs);
    setText("clock", clockText(at, true));
    for (var i = 0; i < days.length; i += 1) if (at >= days[i].from) setText("date", days[i].text);
    byId("bar").style.width = 100 - 100 * (at % stepMs) / stepMs + "%";
    var code = codes[step];
    if (!code) blank(words.exhausted, words.exhaustedText);
    else if (drawn !== step) {
      draw(code);
      byId("card").className = "card";
      drawn = step;
      for (var old in codes) if (+old < step - 1) delete codes[old];
    }
    var isOff = at - heardAt > 420000;
    if (at < noteUntil) return;
    byId("state").className = isOff ? "state off" : "state";
    setText("state", isOff ? (code ? words.offline.replace("%TIME%", clockText((last + 1) * stepMs, false)) : "") : words.online);
  }

  function later(ms) {
    if (timer) clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  function ask() {
    if (over) return;
    later(20000);
    var sentAt = new Date().getTime();
    var request = new XMLHttpRequest();
    request.open("GET", boot.steps + "?after=" + last + "&t=" + sentAt, true);
    request.timeout = 12000;
    request.onload = function () {
      if (request.status === 200) {
        var slice = JSON.parse(request.responseText);
        take(slice, sentAt);
        show();
        later(slice.more ? 1200 : 240000);
      } else if (request.status === 404) {
        over = true;
        if (timer) clearTimeout(timer);
        setText("state", "");
        blank(words.goneTitle, words.goneText);
      }
    };
    request.send();
  }

  function stayAwake() {
    if (!navigator.wakeLock || lock || document.visibilityState !== "visible") return;
    navigator.wakeLock.request("screen").then(function (held) {
      lock = held;
      held.addEventListener("release", function () { lock = null; });
    }, function () {});
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "visible") return;
    stayAwake();
    drawn = -1;
    ask();
  });
  document.addEventListener("click", function () {
    var root = document.documentElement;
    var full = root.requestFullscreen || root.webkitRequestFullscreen;
    var asked = full && full.call(root);
    if (asked && asked.then) asked.then(null, function () {});
    stayAwake();
  });
  byId("card").addEventListener("click", function () {
    var code = codes[drawn];
    if (!code || !navigator.clipboard) return;
    navigator.clipboard.writeText(code.url).then(function () {
      noteUntil = now() + 2500;
      setText("state", words.copied);
    }, function () {});
  });
  window.addEventListener("resize", function () { drawn = -1; });
  window.addEventListener("online", ask);

  var pad = { step: "", number: "", pin: "", attempt: "", busy: false, timer: null };
  function padText() {
    var value = pad.step === "pin" ? pad.pin.replace(/[0-9]/g, "•") : shaped(pad.number);
    setText("asked", pad.step === "pin" ? words.pin : words.number);
    setText("typed", value || "\u00a0");
    setText("ok", pad.step === "pin" ? words.enter : words.next);
  }
  function padLater(ms) {
    if (pad.timer) clearTimeout(pad.timer);
    pad.timer = setTimeout(padClose, ms);
  }
  function padClose() {
    if (pad.timer) clearTimeout(pad.timer);
    pad = { step: "", number: "", pin: "", attempt: "", busy: false, timer: null };
    byId("pad").hidden = true;
    byId("done").hidden = true;
    setText("told", "");
  }
  function padOpen() {
    pad.step = "number";
    byId("pad").hidden = false;
    setText("told", "");
    padText();
    padLater(30000);
  }
  function newAttempt() {
    var text = "";
    while (text.length < 24) text += Math.floor(Math.random() * 36).toString(36);
    return text;
  }
  function padRefused(problem) {
    pad.busy = false;
    pad.pin = "";
    setText("told", problem);
    padText();
    padLater(30000);
  }
  function padSend() {
    pad.busy = true;
    if (!pad.attempt) pad.attempt = newAttempt();
    setText("told", words.wait);
    padLater(40000);
    var request = new XMLHttpRequest();
    request.open("POST", boot.punch, true);
    request.setRequestHeader("content-type", "application/json");
    request.timeout = 15000;
    request.onload = function () {
      var said = null;
      try { said = JSON.parse(request.responseText); } catch (error) { said = null; }
      if (request.status === 200 && said) {
        byId("pad").hidden = true;
        byId("done").hidden = false;
        setText("done-title", said.title);
        setText("done-who", said.who);
        setText("done-code", said.code);
        padLater(6000);
        return;
      }
      if (request.status < 500) pad.attempt = "";
      padRefused(said && said.problem ? said.problem : words.failed);
    };
    request.onerror = request.ontimeout = function () { padRefused(words.failed); };
    request.send(JSON.stringify({ number: pad.number, pin: pad.pin, attempt: pad.attempt }));
  }
  function padKey(key) {
    if (pad.busy || !pad.step) return;
    padLater(30000);
    setText("told", "");
    var field = pad.step;
    var most = field === "pin" ? 6 : 12;
    if (key === "x") {
      if (pad[field]) pad[field] = pad[field].slice(0, -1);
      else if (field === "pin") pad.step = "number";
    } else if (key === "ok") {
      if (field === "number" && pad.number) pad.step = "pin";
      else if (field === "pin" && pad.pin.length >= 4) { padSend(); return; }
    } else if (pad[field].length < most) pad[field] += key;
    padText();
  }
  byId("open").addEventListener("click", padOpen);
  byId("cancel").addEventListener("click", padClose);
  byId("done").addEventListener("click", padClose);
  byId("keys").addEventListener("click", function (event) {
    var key = event.target.getAttribute("data-key");
    if (key) padKey(key);
  });
  document.addEventListener("keydown", function (event) {
    if (!pad.step) return;
    if (/^[0-9]$/.test(event.key)) padKey(event.key);
    else if (event.key === "Backspace") padKey("x");
    else if (event.key === "Enter") { event.preventDefault(); padKey("ok"); }
    else if (event.key === "Escape") padClose();
  });

  take(boot.slice, new Date().getTime());
  show();
  setInterval(show, 250);
  stayAwake();
  later(boot.slice.more ? 400 : 240000);
})();
`;
