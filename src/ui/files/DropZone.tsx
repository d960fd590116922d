import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { looksLikeManifests } from '../../workspace/looks-like-manifests';
import { addIncoming } from './choose-files';
import styles from './DropZone.module.css';
import { droppedFiles } from './dropped';

/** Takes files and folders that are dropped anywhere, and YAML that is pasted anywhere but into a field. */
export function DropZone() {
  const app = useApp();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!isFiles(event)) return;
      depth++;
      setOver(true);
    };
    const move = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent) => {
      if (!isFiles(event)) return;
      depth--;
      if (depth <= 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!isFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.stopPropagation();
      depth = 0;
      setOver(false);
      droppedFiles(event.dataTransfer).then(
        (files) => addIncoming(app, files),
        () => app.commands.say('That could not be read.'),
      );
    };
    const paste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isField(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!looksLikeManifests(text)) return;
      event.preventDefault();
      openDialog({ kind: 'paste', text });
    };
    // Early, so that the editor does not take a dropped file for a piece of text.
    window.addEventListener('dragenter', enter, true);
    window.addEventListener('dragover', move, true);
    window.addEventListener('dragleave', leave, true);
    window.addEventListener('drop', drop, true);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter, true);
      window.removeEventListener('dragover', move, true);
      window.removeEventListener('dragleave', leave, true);
      window.removeEventListener('drop', drop, true);
      window.removeEventListener('paste', paste);
    };
  }, [app]);
  if (!over) return null;
  return (
    <div className={styles.zone} aria-hidden="true">
      <div className={styles.card}>
        <FolderOpen size={20} />
        Drop files or a whole folder to add them
      </div>
    </div>
  );
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], .nokey') !== null
  );
}
