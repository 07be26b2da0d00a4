import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('renderer/index.html must have an element with the id "app".');
mount(App, { target });
