import { appended, nameForPaste } from '../../workspace/pasted';
import { useCommands, useWorkspace } from '../app-context';
import { closeDialog } from '../app/dialogs-state';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import styles from './dialogs.module.css';

/** YAML was pasted outside the editor: into a file of its own, or into the open one. */
export function PasteDialog({ text }: { readonly text: string }) {
  const { addFiles, change, type } = useCommands();
  const active = useWorkspace((state) => state.files.find((file) => file.id === state.activeFile));
  const name = nameForPaste(text);
  const lines = text.split('\n').length;
  const asNew = () => {
    closeDialog();
    addFiles([{ name, text }], `Paste ${name}`);
  };
  const intoThis = () => {
    closeDialog();
    if (active === undefined) return;
    const whole = appended(active.text, text);
    if (active.text === '') type(active.id, whole);
    else {
      change({
        label: `Paste into ${active.name}`,
        edits: [{ file: active.id, start: 0, end: active.text.length, text: whole }],
      });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title="Paste"
      about={lines === 1 ? 'One line.' : `${lines.toLocaleString('en')} lines.`}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          {active === undefined ? null : (
            <Button variant="line" onClick={intoThis}>
              Into {short(active.name)}
            </Button>
          )}
          <Button variant="primary" onClick={asNew} autoFocus>
            New file {short(name)}
          </Button>
        </>
      }
    >
      <pre className={styles.preview}>{text.slice(0, 2000)}</pre>
    </Dialog>
  );
}

function short(name: string): string {
  return name.length <= 28 ? name : `${name.slice(0, 27)}…`;
}
