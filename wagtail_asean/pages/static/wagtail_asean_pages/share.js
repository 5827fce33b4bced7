/* Copies, shares and prints with one click; without it one selects the texts and uses the browser. */
(() => {
  "use strict";

  const start = (kit) => {
    const said = kit.querySelector("[role=status]");
    const say = (text) => {
      // Emptied first, so that the same words are read out again.
      said.textContent = "";
      setTimeout(() => { said.textContent = text; }, 50);
    };

    // A button may stand in a list, whose item is hidden with it.
    const offer = (button, act) => {
      button.hidden = false;
      if (button.parentElement.localName === "li") button.parentElement.hidden = false;
      button.addEventListener("click", act);
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

    const copyAddress = async (button) => {
      const field = document.createElement("textarea");
      field.value = kit.dataset.address;
      field.readOnly = true;
      field.className = "asean-share__field";
      kit.append(field);
      await copy(field);
      field.remove();
      button.focus();
    };

    for (const button of kit.querySelectorAll("[data-asean-copy]")) {
      const field = document.getElementById(button.dataset.aseanCopy);
      offer(button, () => copy(field));
    }
    for (const button of kit.querySelectorAll("[data-asean-copy-address]")) {
      offer(button, () => copyAddress(button));
    }
    for (const button of kit.querySelectorAll("[data-asean-print]")) {
      offer(button, () => window.print());
    }

    const native = kit.querySelector("[data-asean-native]");
    const post = { title: kit.dataset.title, url: kit.dataset.address };
    if (navigator.share && (!navigator.canShare || navigator.canShare(post))) {
      // A reader who changes their mind is no error.
      offer(native, () => navigator.share(post).catch(() => {}));
    }
  };

  document.querySelectorAll("[data-asean-share]").forEach(start);
})();
