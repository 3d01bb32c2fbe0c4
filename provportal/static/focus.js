// Where the keyboard is after a swap, the language of the page, and the warning before a session ends.

// After a swap of the page: focus what it asks for, else the page itself, so that the keyboard
// and a screen reader start there. A swap of a fragment leaves the focus where a person types.
document.addEventListener("htmx:after:swap", function (event) {
  var target = event.detail.ctx.target;
  if (target === "#main" || target.id === "main") {
    var main = document.getElementById("main");
    document.documentElement.lang = main.lang;
    (main.querySelector("[data-focus]") || main).focus({ preventScroll: true });
  }
  wait();
});

// Two minutes before the end, show the warning that the page holds.
var timer;
function wait() {
  clearTimeout(timer);
  var session = document.getElementById("session");
  if (!session) return;
  timer = setTimeout(function () {
    session.querySelector("[hidden]").hidden = false;
  }, (session.dataset.seconds - 120) * 1000);
}
wait();

// The first page too: not every browser gives `autofocus` to a summary.
var asked = document.querySelector("[data-focus]");
if (asked) asked.focus();
