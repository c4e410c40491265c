/** Files that a folder may hold and an import can read; the rest of a picked folder is left alone. */
export function isDataFile(file: Pick<File, 'name'>): boolean {
  return (
    !file.name.startsWith('.') && /\.(?:csv|tsv|txt|json|jsonl|ndjson|zip|xlsx|parquet)(?:\.gz)?$/i.test(file.name)
  );
}

/** The data files of a picked folder, by their place in it: browsers give them in no order. */
export function dataFiles<Picked extends Pick<File, 'name' | 'webkitRelativePath'>>(
  files: readonly Picked[],
): Picked[] {
  const place = (file: Picked): string => file.webkitRelativePath || file.name;
  return files.filter(isDataFile).sort((a, b) => place(a).localeCompare(place(b), undefined, { numeric: true }));
}

/** Shows the browser's file dialog. Empty where it was closed. Must be called from a click or key press. */
export function chooseFiles({ multiple, directory }: { multiple: boolean; directory: boolean }): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = multiple;
    input.webkitdirectory = directory;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    // In the document, so that end-to-end tests can answer the dialog; hidden by attribute, which needs no style.
    input.hidden = true;
    document.body.append(input);
    input.click();
    const remove = (): void => input.remove();
    input.addEventListener('change', remove);
    input.addEventListener('cancel', remove);
  });
}
