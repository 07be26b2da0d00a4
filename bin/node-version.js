/**
 * Why this Node cannot run Diptych, in one sentence, or undefined when it can. The SQLite binding crashes under a
 * Node-API below 10 instead of saying so, and Node runs TypeScript by itself from 22.18 on.
 *
 * @param {{ node: string, napi: string, runsTypeScript: boolean }} found
 * @returns {string | undefined}
 */
export function complaintAboutNode({ node, napi, runsTypeScript }) {
  const major = Number(node.split('.')[0]);
  if (major >= 22 && Number(napi) >= 10 && runsTypeScript) return undefined;
  return (
    `Diptych needs Node 22.18 or newer with Node-API 10; this is Node ${node} with Node-API ${napi}: ` +
    'run `npx diptych` in the project folder after `npm ci`, which uses the Node 24 that comes with it.'
  );
}
