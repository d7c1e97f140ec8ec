// What stands before decoding. The library nests for as long as a body says,
// and 16 MiB of arrays in arrays would keep everyone waiting and take 3 GB.
// This looks at the heads alone: no more than 128 levels, and no count that is
// above what its bytes could hold.
const MAX_DEPTH = 128;

// Bytes behind a head: of fixed length; or as many as a number of 1, 2 or 4
// bytes says, with an ext's type behind it.
const FIXED = new Map([
  [0xca, 4], [0xcb, 8], [0xcc, 1], [0xcd, 2], [0xce, 4], [0xcf, 8],
  [0xd0, 1], [0xd1, 2], [0xd2, 4], [0xd3, 8],
  [0xd4, 2], [0xd5, 3], [0xd6, 5], [0xd7, 9], [0xd8, 17],
]);
const SIZED = new Map([
  [0xc4, 1], [0xc5, 2], [0xc6, 4], [0xd9, 1], [0xda, 2], [0xdb, 4],
  [0xc7, 1], [0xc8, 2], [0xc9, 4],
]);
// Numbers that count elements: their width, and elements for each of them.
const COUNTED = new Map([
  [0xdc, [2, 1]], [0xdd, [4, 1]], [0xde, [2, 2]], [0xdf, [4, 2]],
]);

/** Returns the elements inside, if a nest begins here, and where it goes on. */
function step(body, at) {
  const head = body[at++];
  if (head < 0x80 || head >= 0xe0) return { at };
  if (head < 0x90) return { at, elements: 2 * (head & 15) };
  if (head < 0xa0) return { at, elements: head & 15 };
  if (head < 0xc0) return { at: at + (head & 31) };
  if (COUNTED.has(head)) {
    const [width, each] = COUNTED.get(head);
    return { at: at + width, elements: each * body.readUIntBE(at, width) };
  }
  if (SIZED.has(head)) {
    const width = SIZED.get(head);
    const type = head >= 0xc7 && head <= 0xc9 ? 1 : 0;
    return { at: at + width + type + body.readUIntBE(at, width) };
  }
  return { at: at + (FIXED.get(head) ?? 0) };
}

/** Throws if a body is no value that this program wants to decode. */
export function check(body) {
  const due = [1]; // elements that are still to come, at each level
  let owed = 1; // all of them
  let at = 0;
  while (owed > 0) {
    if (owed > body.length - at) throw new RangeError("promises too much");
    while (due.at(-1) === 0) due.pop();
    due[due.length - 1]--;
    owed--;
    const { at: next, elements } = step(body, at);
    at = next;
    if (elements !== undefined) {
      if (due.length > MAX_DEPTH) throw new RangeError("nested too deep");
      due.push(elements);
      owed += elements;
    }
  }
}
