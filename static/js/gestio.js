/* Mends what Django's admin draws in the browser and a screen reader cannot use. */
window.addEventListener("load", function () {
  "use strict";
  function mend() {
    // A label on a bare span is forbidden in ARIA: the hint of a two-box selector is an image.
    document.querySelectorAll("span.help-tooltip[aria-label]").forEach(function (hint) {
      hint.setAttribute("role", "img");
    });
    // select2 points at its own value, which is empty at first: the field's label is the name.
    document.querySelectorAll("select.select2-hidden-accessible").forEach(function (select) {
      var label = document.querySelector('label[for="' + select.id + '"]');
      var name = label ? label.textContent.replace(/:\s*$/, "").trim() : select.title || select.name;
      var box = select.nextElementSibling;
      if (!box) return;
      box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]").forEach(function (part) {
        part.setAttribute("aria-label", name);
      });
    });
    // Columns of a grid that only hold a button or the name of the row.
    document.querySelectorAll(".tabular th").forEach(function (head) {
      if (!head.textContent.trim()) head.setAttribute("role", "presentation");
    });
    document.querySelectorAll(".inline-group, .results").forEach(function (region) {
      if (region.scrollWidth > region.clientWidth) region.setAttribute("tabindex", "0");
    });
  }
  mend();
  document.addEventListener("formset:added", mend);
});
