import { mount } from 'svelte';
import type { DesktopBridge } from '../core/contract/desktop-bridge.ts';
import App from './App.svelte';
import NoStart from './NoStart.svelte';
import { connectBrowser } from './platform/browser-platform.ts';
import { connectDesktop } from './platform/desktop-platform.ts';
import { Studio } from './state/studio.svelte.ts';
import './theme/tokens.css';
import './theme/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('renderer/index.html must have an element with the id "app".');

const bridge = (window as { readonly diptych?: DesktopBridge }).diptych;
try {
  const studio = await Studio.open(bridge ? await connectDesktop(bridge) : await connectBrowser());
  mount(App, { target, props: { studio } });
} catch (error) {
  mount(NoStart, { target, props: { message: error instanceof Error ? error.message : String(error) } });
}
