// After a swap of the page: focus what it asks for, else the page itself, so that the keyboard
// and a screen reader start there. A swap of a fragment leaves the focus where a person types.
document.addEventListener("htmx:after:swap", function (event) {
  var target = event.detail.ctx.target;
  if (target !== "#main" && target.id !== "main") return;
  var main = document.getElementById("main");
  (main.querySelector("[data-focus]") || main).focus({ preventScroll: true });
});
// The first page too: not every browser gives `autofocus` to a summary.
var asked = document.querySelector("[data-focus]");
if (asked) asked.focus();
