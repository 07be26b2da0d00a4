import { defineConfig } from 'playwright/test';

/** Takes the pictures of the manual; see `npm run manual`. */
export default defineConfig({
  testDir: 'manual',
  outputDir: '../out/manual',
  workers: 1,
  timeout: 600_000,
  use: { actionTimeout: 20_000, screenshot: 'only-on-failure' },
});
