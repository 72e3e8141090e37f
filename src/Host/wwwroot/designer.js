// Mounts one element of the Studio and ties its ways out to the product's pages.
'use strict';

// The Studio defines this in an inline script; defined here, it works under a stricter content policy too.
window.editorHotkeys ??= { register() {}, dispose() {} };

(function () {
  const place = document.getElementById('designer');
  if (!place) return;
  const base = place.dataset.base;
  const definitionAt = id => `${base}/workflows/definitions/${encodeURIComponent(id)}/edit`;
  const instanceAt = id => `${base}/workflows/instances/${encodeURIComponent(id)}/view`;
  // "Run" in the editor goes to the viewer by the address alone; there is no router that would show it.
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const target = address ? new URL(address, document.baseURI) : null;
    if (target && /\/workflows\/instances\/[^/]+\/view$/.test(target.pathname)) location.assign(target);
    else push(state, title, address);
  };

  Promise.all([customElements.whenDefined(place.dataset.element), window.designerLease.open()]).then(() => {
    // Made no earlier: what is set on an element before its class is known hides the setters of that class.
    const element = document.createElement(place.dataset.element);
    element.setAttribute('remote-endpoint', `${location.origin}/elsa/api`);
    if (place.dataset.idAttribute) element.setAttribute(place.dataset.idAttribute, place.dataset.id);
    element.editWorkflowDefinition = id => location.assign(definitionAt(id));
    element.viewWorkflowInstance = id => location.assign(instanceAt(id));
    place.replaceChildren(element);
  });
})();
