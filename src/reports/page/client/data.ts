import type { Payload } from '../payload.ts';

/** Unpacks the data that the page carries: Base64, deflated, JSON. Needs no network and no permission. */
export async function readData(): Promise<Payload> {
  const text = document.getElementById('data')!.textContent ?? '';
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return (await new Response(stream).json()) as Payload;
}
