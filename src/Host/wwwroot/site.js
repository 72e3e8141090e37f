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
