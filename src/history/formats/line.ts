import { type ByteBuffer, outOfBytes } from './byte-buffer.ts';

const lineFeed = 0x0a;

/** Where a line feed stands; -1 when the rest has none. */
function lineEndOf(buffer: ByteBuffer): number {
  const at = buffer.bytes.indexOf(lineFeed, buffer.at);
  return at >= buffer.end ? -1 : at;
}

/**
 * Calls `read` with one line of the buffer after another, each taken apart from what follows.
 * False: there is none, up to the last byte.
 */
export function readLine(buffer: ByteBuffer, read: () => void): boolean {
  const lineEnd = lineEndOf(buffer);
  if (lineEnd < 0) {
    if (!buffer.isWhole) throw outOfBytes;
    if (buffer.at >= buffer.end) return false;
  }
  const end = lineEnd < 0 ? buffer.end : lineEnd;
  buffer.withinLine(end, read);
  if (lineEnd < 0) {
    buffer.at = buffer.end;
    return true;
  }
  buffer.at = lineEnd + 1;
  buffer.line += 1;
  buffer.lineStart = buffer.at;
  return true;
}
