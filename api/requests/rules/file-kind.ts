/** A kind of paper that is taken, by its first bytes; what a name says is not believed. */
export interface FileKind {
  readonly mime: string;
  readonly ending: string;
}

const signatures: readonly (readonly [at: number, bytes: readonly number[], kind: FileKind])[] = [
  [0, [0x25, 0x50, 0x44, 0x46, 0x2d], { mime: "application/pdf", ending: "pdf" }],
  [0, [0xff, 0xd8, 0xff], { mime: "image/jpeg", ending: "jpg" }],
  [0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], { mime: "image/png", ending: "png" }],
  [8, [0x57, 0x45, 0x42, 0x50], { mime: "image/webp", ending: "webp" }],
  [4, [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69], { mime: "image/heic", ending: "heic" }],
];

/** PDF, JPEG, PNG, WebP or HEIC; null for anything else. */
export const fileKind = (bytes: Uint8Array): FileKind | null =>
  signatures.find(([at, signature]) =>
    signature.every((byte, index) => bytes[at + index] === byte),
  )?.[2] ?? null;

/** A name that is safe to show and to save, with the ending of what it is. */
export function safeName(name: string, { ending }: FileKind): string {
  const bare = name
    .replace(/\.[^.]{1,5}$/, "")
    .replace(/[^\p{L}\p{N} ._-]/gu, "")
    .replace(/^[ .]+/, "")
    .trim()
    .slice(0, 80);
  return `${bare === "" ? "paper" : bare}.${ending}`;
}
