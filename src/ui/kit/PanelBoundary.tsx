import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from './Button';
import styles from './PanelBoundary.module.css';

type Props = {
  /** What is in it, for the message: `The matrix`. */
  readonly name: string;
  /** A change of it (a revision, a selection) tries again. */
  readonly retryKey?: string | number | undefined;
  readonly children: ReactNode;
};
type State = { readonly failure: string | undefined; readonly key: string | number | undefined };

/** Keeps an error inside the panel where it happened: the text is safe and the rest goes on. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { failure: undefined, key: this.props.retryKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.retryKey === state.key ? null : { failure: undefined, key: props.retryKey };
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return (
      <div className={styles.failure} role="alert">
        <p className={styles.title}>{this.props.name} cannot be shown right now.</p>
        <p>Your text is safe, and the rest goes on.</p>
        <p className={styles.reason}>{this.state.failure.slice(0, 400)}</p>
        <Button variant="line" onClick={() => this.setState({ failure: undefined })}>
          Try again
        </Button>
      </div>
    );
  }
}
