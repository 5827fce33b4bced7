/* The form of an entry. Without this script everything in it is there and can be filled in.

   Shows of the panels that belong to a kind only those of the kind that is chosen; proposes the
   right of a press digest and the pillar of a topic where nobody has chosen one. */
(function () {
  "use strict";

  var DIGEST = "press-digest";
  var LINK_ONLY = "chi-lien-ket";
  var OWN_WORK = "tu-san-xuat";

  function showPanelsOf(kind) {
    document.querySelectorAll(".asean-for-kind").forEach(function (panel) {
      var isOfKind = panel.classList.contains("asean-for-kind--" + kind);
      // What is wrong somewhere is never hidden.
      var hasError = panel.querySelector(".w-field--error, .error-message") !== null;
      panel.hidden = !isOfKind && !hasError;
    });
  }

  function propose(select, value) {
    if (!select.querySelector('option[value="' + value + '"]')) {
      return;
    }
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function followKind(kind) {
    var rights = document.getElementById("id_rights_basis");
    var isTouched = false;
    if (rights) {
      rights.addEventListener("change", function (event) {
        isTouched = isTouched || event.isTrusted;
      });
    }
    kind.addEventListener("change", function () {
      showPanelsOf(kind.value);
      if (!rights || isTouched) {
        return;
      }
      if (kind.value === DIGEST && (rights.value === OWN_WORK || rights.value === "")) {
        propose(rights, LINK_ONLY);
      } else if (kind.value !== DIGEST && rights.value === LINK_ONLY) {
        propose(rights, OWN_WORK);
      }
    });
    showPanelsOf(kind.value);
  }

  function followTopics(pillar) {
    var isTouched = pillar.value !== "";
    pillar.addEventListener("change", function (event) {
      isTouched = isTouched || event.isTrusted;
    });
    document.addEventListener("change", function (event) {
      var proposed = event.target.dataset && event.target.dataset.aseanPillar;
      if (proposed && event.target.checked && !isTouched && pillar.value === "") {
        propose(pillar, proposed);
      }
    });
  }

  function start() {
    var kind = document.getElementById("id_kind");
    var pillar = document.getElementById("id_pillar");
    if (kind && document.querySelector(".asean-for-kind")) {
      followKind(kind);
    }
    if (pillar) {
      followTopics(pillar);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
