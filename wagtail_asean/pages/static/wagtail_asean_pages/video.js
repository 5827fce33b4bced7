/* Plays a video on the page after a click; without this script it stays a plain link. */
(() => {
  "use strict";

  const frame = (figure, title) => {
    const address = new URL(figure.dataset.aseanFrame);
    address.searchParams.set("autoplay", "1");
    const player = document.createElement("iframe");
    player.src = address.href;
    player.title = title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    return player;
  };

  const film = (figure, title) => {
    const player = document.createElement("video");
    player.src = figure.dataset.aseanFile;
    player.title = title;
    player.controls = true;
    player.autoplay = true;
    player.playsInline = true;
    return player;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".asean-video__link");
    const figure = link && link.closest("[data-asean-frame], [data-asean-file]");
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!figure || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    const title = link.textContent.trim();
    const player = figure.dataset.aseanFrame ? frame(figure, title) : film(figure, title);
    player.className = "asean-video__player";
    player.tabIndex = 0;
    link.replaceWith(player);
    player.focus();
  });
})();
