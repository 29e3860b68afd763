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
    // A grid of rows writes its labels once, at the head of the columns.
    document.querySelectorAll(".tabular table").forEach(function (grid, g) {
      var heads = Array.from(grid.querySelectorAll("thead th"));
      var shift = heads.length && heads[0].colSpan > 1 ? 1 : 0;
      heads.forEach(function (head, n) { head.id = head.id || "grid-" + g + "-" + n; });
      grid.querySelectorAll("tr.form-row").forEach(function (row) {
        Array.from(row.cells).forEach(function (cell, n) {
          var head = heads[Math.max(n - shift, 0)];
          cell.querySelectorAll("input:not([type=hidden]), select, textarea").forEach(function (control) {
            if (head && !control.labels.length) control.setAttribute("aria-labelledby", head.id);
          });
        });
      });
    });
    // Columns of a grid that only hold a button or the name of the row.
    document.querySelectorAll(".tabular th").forEach(function (head) {
      if (!head.textContent.trim()) head.setAttribute("role", "presentation");
    });
    document.querySelectorAll(".inline-group, .tabular, .results").forEach(function (region) {
      if (region.scrollWidth > region.clientWidth) region.setAttribute("tabindex", "0");
    });
  }
  mend();
  // The admin goes on drawing after the page has loaded: rows added, boxes filled.
  new MutationObserver(function () { window.requestAnimationFrame(mend); })
    .observe(document.body, { childList: true, subtree: true });
});
