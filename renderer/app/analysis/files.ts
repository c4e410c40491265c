/** Characters that some system forbids in names of files; control characters among them. */
const forbidden = /[\u0000-\u001f<>:"/\\|?*]+/g;

/** A name that every system takes, the ending included. */
export function fileName(name: string): string {
  const dot = name.lastIndexOf('.');
  const clean = (text: string): string => text.replace(forbidden, ' ').replace(/\s+/g, ' ').trim();
  const stem = clean(dot < 0 ? name : name.slice(0, dot)).slice(0, 100) || 'holdfast';
  return dot < 0 ? stem : `${stem}.${clean(name.slice(dot + 1))}`;
}

/** Saves something that the page itself has made; tables are made by the engine. Both hosts let a page do so. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = fileName(name);
  anchor.click();
  // The download has taken hold of it long before.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
