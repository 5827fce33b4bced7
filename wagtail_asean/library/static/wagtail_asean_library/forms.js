/* The library's forms in the admin; without this script they work all the same.
 *
 * Beside a colour's code stands the browser's own choice of colours, and under it how well writing
 * can be read on it. Of the rules to confirm only those are shown that the work is asked for.
 */
(() => {
  const CODE = /^#[0-9a-f]{6}$/i;

  const luminance = (code) => {
    const [red, green, blue] = [1, 3, 5]
      .map((start) => parseInt(code.slice(start, start + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const sentence = (hint, template, ratio) => {
    const told = template.replace('{ratio}', ratio.toFixed(1));
    if (ratio >= 4.5) return `${told} ${hint.dataset.aseanEnough}`;
    return `${told} ${ratio >= 3 ? hint.dataset.aseanLarge : hint.dataset.aseanLittle}`;
  };

  const describe = (field) => {
    const hint = field.querySelector('[data-asean-hint]');
    const code = field.querySelector('input:not([type="color"])').value;
    if (!CODE.test(code)) {
      hint.textContent = '';
      return;
    }
    const light = luminance(code);
    const white = sentence(hint, hint.dataset.aseanWhite, 1.05 / (light + 0.05));
    const black = sentence(hint, hint.dataset.aseanBlack, (light + 0.05) / 0.05);
    hint.textContent = `${white} ${black}`;
  };

  const addPicker = (field) => {
    if (field.querySelector('input[type="color"]')) return;
    const text = field.querySelector('input');
    const picker = document.createElement('input');
    picker.type = 'color';
    picker.disabled = text.disabled;
    picker.setAttribute('aria-label', field.dataset.aseanLabel);
    const follow = () => {
      if (CODE.test(text.value)) picker.value = text.value;
      describe(field);
    };
    picker.addEventListener('input', () => {
      text.value = picker.value;
      text.dispatchEvent(new Event('change', { bubbles: true }));
      describe(field);
    });
    text.addEventListener('input', follow);
    text.after(picker);
    follow();
  };

  const isAskedFor = (box) =>
    box.checked ||
    box.dataset.aseanNeededFor
      .split(' ')
      .some((name) => document.querySelector(`input[name="${name}"]`)?.checked);

  const showRules = () => {
    const boxes = [...document.querySelectorAll('[data-asean-needed-for]')];
    boxes.forEach((box) => {
      const row = box.closest('label')?.parentElement;
      if (row) row.hidden = !isAskedFor(box);
    });
    const field = boxes[0]?.closest('[data-field-wrapper]');
    if (field) field.hidden = !boxes.some(isAskedFor);
  };

  const start = () => {
    document.querySelectorAll('[data-asean-colour]').forEach(addPicker);
    showRules();
  };

  document.addEventListener('change', showRules);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();
