import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddressOf } from './address.ts';

const requestWith = (forwarded?: string) =>
  ({ socket: { remoteAddress: '10.0.0.1' }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

test('without proxies nobody can claim another address', () => {
  expect(clientAddressOf(requestWith('1.2.3.4'), 0)).toBe('10.0.0.1');
});

test('behind proxies only what they added counts', () => {
  expect(clientAddressOf(requestWith('6.6.6.6, 1.2.3.4'), 1)).toBe('1.2.3.4');
  expect(clientAddressOf(requestWith('6.6.6.6, 1.2.3.4, 10.0.0.2'), 2)).toBe('1.2.3.4');
  expect(clientAddressOf(requestWith(undefined), 1)).toBe('10.0.0.1');
});
