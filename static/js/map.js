/* Offers to pan and zoom the map of estates. The SVG map and its list do not need this file, and
   Leaflet comes only if one asks for it. */
(function () {
  "use strict";
  var figure = document.querySelector("figure[data-map]");
  var links = figure ? Array.from(figure.querySelectorAll("svg a[data-lat]")) : [];
  if (!links.length || links.length !== figure.querySelectorAll("svg a").length) return;

  var words = figure.dataset;
  var button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet map__switch";
  button.textContent = words.explore;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", function () {
    var live = figure.classList.toggle("map--live");
    button.setAttribute("aria-pressed", String(live));
    if (live && !figure.querySelector(".map__stage")) load(start);
  });
  figure.appendChild(button);

  function load(done) {
    // First in the head, so that map.css comes after it.
    document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href: words.leafletCss }));
    var script = Object.assign(document.createElement("script"), { src: words.leafletJs, onload: done });
    document.head.appendChild(script);
  }

  function start() {
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var stage = document.createElement("div");
    stage.className = "map__stage";
    figure.insertBefore(stage, figure.firstChild);
    var map = L.map(stage, {
      attributionControl: false, scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still,
      zoomControl: false, zoomSnap: 0.25, minZoom: 11, maxZoom: 16
    });
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.fitBounds(bounds(), { padding: [24, 24] });
    links.forEach(function (link) { draw(link, map); });
    map.on("zoomend", function () { stage.classList.toggle("map__stage--near", map.getZoom() >= 14); });
  }

  function bounds() {
    return links.reduce(function (all, link) {
      return all.extend(L.latLng(link.dataset.lat, link.dataset.lon).toBounds(2 * radius(link)));
    }, L.latLngBounds([]));
  }

  function radius(link) {
    return Number(link.dataset.radius) || 60;
  }

  function draw(link, map) {
    var name = link.querySelector("text").textContent;
    var chosen = link.classList.contains("map__place--selected");
    var circle = L.circle([link.dataset.lat, link.dataset.lon], {
      radius: radius(link), className: "map__area " + link.getAttribute("class")
    }).addTo(map);
    circle.bindTooltip(name, {
      permanent: true, direction: "top", className: chosen ? "map__tip map__tip--chosen" : "map__tip"
    });
    var shape = circle.getElement();
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("role", "link");
    shape.setAttribute("aria-label", name);
    var go = function () { window.location.href = link.getAttribute("href"); };
    circle.on("click", go);
    shape.addEventListener("keydown", function (event) { if (event.key === "Enter") go(); });
    shape.addEventListener("focus", function () { circle.getTooltip().getElement().classList.add("map__tip--on"); });
    shape.addEventListener("blur", function () { circle.getTooltip().getElement().classList.remove("map__tip--on"); });
    circle.on("mouseover", function () { shape.focus({ preventScroll: true }); });
  }
})();
