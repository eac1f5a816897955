// Stands in each light page itself, in the JavaScript of 1999: it is for browsers that understand nothing newer.
// Says a sentence where the page does not start: too old, a file that did not come, an error on the way.
(function () {
  var SETTLED_MS = 1500; // after the last file has come, on a slow phone
  var failed = false;

  function hasStarted() {
    var app = /** @type {HTMLElement} */ (document.getElementById("app"));
    // What Vue leaves where it has mounted; and an error in the first drawing leaves nothing to see.
    return app.hasAttribute("data-v-app") && app.children.length > 0;
  }

  function say() {
    if (hasStarted()) return;
    var tooOld = !("noModule" in document.createElement("script")) || failed;
    /** @type {HTMLElement} */ (document.getElementById(tooOld ? "too-old" : "not-started")).hidden = false;
    /** @type {HTMLElement} */ (document.getElementById("unable")).removeAttribute("hidden");
  }

  // A file that did not come tells only its own element: it does not make a browser old.
  window.onerror = function () {
    failed = failed || !hasStarted();
  };
  window.onload = function () {
    setTimeout(say, SETTLED_MS);
  };
})();
