/* Copies and shares with one click; without this script the texts are selected by hand. */
(() => {
  "use strict";

  const start = (kit) => {
    const said = kit.querySelector("[role=status]");
    const say = (text) => {
      // Emptied first, so that the same words are read out again.
      said.textContent = "";
      setTimeout(() => { said.textContent = text; }, 50);
    };

    const copy = async (field) => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say(kit.dataset.done);
      } catch {
        say(document.execCommand("copy") ? kit.dataset.done : kit.dataset.failed);
      }
    };

    for (const button of kit.querySelectorAll("[data-asean-copy]")) {
      const field = document.getElementById(button.dataset.aseanCopy);
      button.hidden = false;
      button.addEventListener("click", () => copy(field));
    }

    const native = kit.querySelector("[data-asean-native]");
    const post = { title: kit.dataset.title, url: kit.dataset.address };
    if (navigator.share && (!navigator.canShare || navigator.canShare(post))) {
      native.hidden = false;
      // A reader who changes their mind is no error.
      native.addEventListener("click", () => navigator.share(post).catch(() => {}));
    }
  };

  document.querySelectorAll("[data-asean-share]").forEach(start);
})();
