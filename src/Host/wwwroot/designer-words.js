// What the server says about runs, and refuses of flows and runs, stands in the product's notice: the Studio has no words for it, and stops at any refusal.
'use strict';

(function () {
  const asked = window.fetch.bind(window);
  const api = '/elsa/api/';
  // Requests whose answer the Studio does nothing with but to read its list anew.
  const silent = /^(cancel\/workflow-instances\/|workflow-instances\/[^/]+$|workflow-definitions\/[^/]+$|workflow-definition-versions\/|bulk-actions\/)/;
  // Has all the members that one of them might be read for.
  const nothingDone = { deleted: 0, cancelled: 0, count: 0, published: [], alreadyPublished: [], notFound: [], updatedConsumers: [], retracted: [], alreadyRetracted: [] };
  // These are answered with the flow; refused, it is as it was.
  const ofFlow = /^workflow-definitions\/([^/]+)\/(publish|retract|revert\/\d+)$/;

  window.fetch = async (input, init) => {
    const answer = await asked(input, init);
    const target = new URL(input instanceof Request ? input.url : input, document.baseURI);
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
    if (target.origin !== location.origin || !target.pathname.startsWith(api) || method === 'GET') return answer;
    const path = target.pathname.slice(api.length);
    const flow = ofFlow.exec(path);
    if (!flow && !silent.test(path)) return answer;
    const body = answer.headers.get('Content-Type')?.includes('json') ? await answer.clone().json() : {};
    const words = answer.ok ? body.words : body.detail;
    if (words) window.designerLease.say(words, { close: true });
    if (answer.ok || !words) return answer;
    return flow ? unchanged(flow[1], flow[2]) : Response.json(nothingDone);
  };

  async function unchanged(definitionId, wish) {
    // The Studio would say in its corner that all went well: it has no other word.
    document.documentElement.dataset.refused = 'yes';
    setTimeout(() => { delete document.documentElement.dataset.refused; }, 8_000);
    const answer = await asked(`${api}workflow-definitions/by-definition-id/${definitionId}?versionOptions=Latest`);
    return wish === 'publish' && answer.ok ? Response.json({ workflowDefinition: await answer.json(), alreadyPublished: true, consumingWorkflowCount: 0 }) : answer;
  }
})();
