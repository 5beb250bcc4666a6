/**
 * Whether bytes can be GB18030, and whether they look like Chinese. Windows-1252 letters often are valid GB18030 by
 * accident (`ös` is 鰏), but then the second byte is an ASCII letter; Chinese text is nearly all GB 2312, where both
 * bytes are above A0. So the share of such pairs decides.
 */
export class Gb18030Witness {
  valid = true;
  /** Characters of two or four bytes. */
  characters = 0;
  /** Those in the rows of GB 2312. */
  common = 0;
  /** Bytes that Windows-1252 does not define. */
  notWindows1252 = 0;
  #state: 0 | 1 | 2 | 3 = 0;
  #lead = 0;

  update(bytes: Uint8Array): void {
    let state = this.#state;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte < 0x80 && state === 0) continue;
      if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d)
        this.notWindows1252++;
      if (state === 0) {
        if (byte === 0x80 || byte === 0xff) this.valid = false;
        else {
          this.#lead = byte;
          state = 1;
        }
      } else if (state === 1) {
        if (byte >= 0x30 && byte <= 0x39) state = 2;
        else {
          if (byte < 0x40 || byte === 0x7f || byte === 0xff) this.valid = false;
          this.characters++;
          if (byte >= 0xa1 && this.#lead >= 0xa1 && this.#lead <= 0xf7) this.common++;
          state = 0;
        }
      } else if (state === 2) {
        if (byte < 0x81 || byte === 0xff) this.valid = false;
        state = 3;
      } else {
        if (byte < 0x30 || byte > 0x39) this.valid = false;
        this.characters++;
        state = 0;
      }
    }
    this.#state = state;
  }

  end(): void {
    if (this.#state !== 0) this.valid = false;
  }

  get looksChinese(): boolean {
    return this.valid && this.characters > 0 && this.common >= 0.9 * this.characters;
  }
}
