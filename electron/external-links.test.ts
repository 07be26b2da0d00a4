import { expect, test } from 'vitest';
import { isExternalAllowed, openExternal } from './external-links.ts';

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://server/share',
  'ms-msdt:/id',
  'http://github.com/',
  'https://github.com.evil.example/',
  'https://evil.example/github.com',
  'https://github.com@evil.example/',
  'https://user:pass@github.com/',
  'https://github.com:8443/',
  'not an address',
  '',
])('external links: S-11 %j is refused', async (address) => {
  const opened: string[] = [];
  await openExternal(address, async (given) => void opened.push(given));
  expect(opened).toEqual([]);
});

test('external links: S-11 an https address at a known host is opened', () => {
  expect(isExternalAllowed('https://github.com/diptych')).toBe(true);
});
