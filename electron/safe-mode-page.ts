import { pageUrl } from './page-protocol.ts';

/** Shown instead of a page that has crashed twice; plain text, so that it cannot crash itself. */
export const safeModePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Diptych</title></head>
<body>
<main>
<h1>The window has stopped twice</h1>
<p>Your photos and runs are safe, and work in the queue goes on.</p>
<p><a href="${pageUrl}">Open the app again</a></p>
<p>If it happens again, end Diptych and start it anew. <code>npx diptych doctor</code> looks at this machine.</p>
</main>
</body>
</html>
`;
