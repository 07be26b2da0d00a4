import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicateKey } from './duplicate-keys.ts';

describe('duplicate keys', () => {
  test('a key that stands twice is found', () => {
    expect(duplicateKey('{"a": 1, "b": 2, "a": 3}')).toBe('a');
  });

  test('a key that is spelled with an escape is the same key', () => {
    expect(duplicateKey('{"a": 1, "\\u0061": 3}')).toBe('a');
  });

  test('a key twice in an inner object of an array is found', () => {
    expect(duplicateKey('{"x": [{"y": {}}, {"z": 1, "z": 2}]}')).toBe('z');
  });

  test('a key that repeats after an inner object has closed is found', () => {
    expect(duplicateKey('{"a": {"b": [1]}, "a": 2}')).toBe('a');
  });

  test('the same key in different objects is none', () => {
    expect(duplicateKey('{"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 1}}')).toBeUndefined();
  });

  test('braces, colons and quotes inside strings do not count', () => {
    expect(duplicateKey(JSON.stringify({ a: '", "a": {', '}{': ['":', '\\'] }))).toBeUndefined();
  });

  test('what JSON.stringify writes never has one', () => {
    fc.assert(fc.property(fc.json(), (json) => duplicateKey(json) === undefined));
  });
});
