import { expect, test } from 'vitest';
import { parseCase } from './bench-case.ts';
import { spawnPeer } from './spawn-trial.ts';
import { peerLine } from './trial-lines.ts';

const benchCase = parseCase('64/32/4')!;
const peer = (script: string) => spawnPeer(peerLine, `"${process.execPath}" -e "${script}" --`, benchCase);

test('peer: one that is not there is told with what the shell said', () => {
  const outcome = spawnPeer(peerLine, 'no-such-command-of-ours', benchCase);
  expect(outcome).toHaveProperty('failure');
  expect(JSON.stringify(outcome)).toContain('no-such-command-of-ours');
});

test('peer: one that ends with an error is told with what it wrote', () => {
  expect(peer(`console.error('no tensors here'); process.exit(3)`)).toEqual({
    failure: 'It ended with code 3. no tensors here',
  });
});

test('peer: one that prints no figures is told what is missing', () => {
  const outcome = peer(`console.log('{}')`);
  expect(outcome).toHaveProperty('failure');
  expect(JSON.stringify(outcome)).toContain('train_s_per_step');
});

test('peer: the size is appended to its command, and its last JSON line is read', () => {
  const script = `
    const [size, filters, blocks] = process.argv.slice(1).map(Number);
    console.log('warming up');
    console.log(JSON.stringify({ train_s_per_step: size, translate_s_per_photo: filters, peak_rss_mib: blocks }))`;
  expect(peer(script.replaceAll('\n', ' '))).toEqual({
    line: { train_s_per_step: 64, translate_s_per_photo: 32, peak_rss_mib: 4 },
  });
});
