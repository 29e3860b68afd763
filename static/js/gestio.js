/* Mends what Django's admin draws in the browser and a screen reader cannot use. */
window.addEventListener("load", function () {
  "use strict";
  // A label on a bare span is forbidden in ARIA: the hint of a two-box selector is an image.
  document.querySelectorAll("span.help-tooltip[aria-label]").forEach(function (hint) {
    hint.setAttribute("role", "img");
  });
});
