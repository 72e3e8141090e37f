// The way from the drawing to the form and the reminders of a task: of the one that is selected, else to the list of all.
'use strict';

(function () {
  const link = document.getElementById('designer-tasks');
  if (!link) return;
  const all = link.getAttribute('href');

  function point() {
    const chosen = document.querySelectorAll('.x6-node-selected elsa-activity-wrapper[activity-id]');
    const one = chosen.length === 1 ? chosen[0] : null;
    const name = one?.querySelector('.activity-label')?.textContent.trim();
    link.href = one ? `${all}/${encodeURIComponent(one.getAttribute('activity-id'))}` : all;
    const words = name ? link.dataset.one.replace('{0}', name) : link.dataset.all;
    if (link.textContent !== words) link.textContent = words;
  }

  // The canvas tells nobody but itself what is selected; it has been when the event is over.
  for (const event of ['click', 'keyup', 'pointerup']) document.addEventListener(event, () => setTimeout(point, 50), true);
})();
