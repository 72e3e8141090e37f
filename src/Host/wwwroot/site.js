// Focus for keyboard and screen-reader users: what went wrong first, else what was just done.
// Everything works without this script.
const target = document.querySelector('[data-focus="error"]') ?? document.querySelector('[data-focus="status"]');
if (target) target.focus();

// A completed task needs nothing that was kept of it in this window.
for (const done of document.querySelectorAll('[data-task-done]'))
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('draft:') && key.endsWith(`:${done.dataset.taskDone}`)) sessionStorage.removeItem(key);

// A live region is read out when its text changes, not when it comes with the page.
for (const region of document.querySelectorAll('[data-say]')) {
  const parts = [...region.childNodes];
  region.replaceChildren();
  setTimeout(() => region.replaceChildren(...parts), 150);
}

// Fields that are asked only when another has a certain answer.
function showAsked() {
  for (const part of document.querySelectorAll('[data-when]')) {
    const form = part.closest('form');
    if (!form) continue;
    const wanted = JSON.parse(part.dataset.whenValues);
    const given = new FormData(form).getAll(part.dataset.when).filter(value => value !== '');
    part.hidden = !(wanted.length ? given.some(value => wanted.includes(value)) : given.length > 0);
  }
}
document.addEventListener('change', showAsked);
showAsked();
