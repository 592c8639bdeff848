"use strict";
/* Puts the position of the phone into the form, when its owner ticks the box. The form works without. */
(function () {
  function ready(run) {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", run);
    } else {
      run();
    }
  }
  ready(function () {
    var box = document.getElementById("f-share");
    var row = document.getElementById("posisi");
    if (!box || !row || !navigator.geolocation) {
      return;
    }
    row.hidden = false;
    var set = function (name, value) {
      document.getElementById("f-" + name).value = value;
    };
    box.addEventListener("change", function () {
      if (!box.checked) {
        ["latitude", "longitude", "accuracy_metres"].forEach(function (name) { set(name, ""); });
        return;
      }
      navigator.geolocation.getCurrentPosition(
        function (found) {
          set("latitude", found.coords.latitude.toFixed(6));
          set("longitude", found.coords.longitude.toFixed(6));
          set("accuracy_metres", String(Math.round(found.coords.accuracy)));
        },
        function () { box.checked = false; },
        { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 }
      );
    });
  });
})();
