import type { Failure } from '../../core/contract/procedure.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'note' | 'good' | 'problem';
  readonly message: string;
  /** Of a failure. */
  readonly code?: string | undefined;
  readonly actions: readonly { readonly label: string; readonly run: () => void }[];
}

type NewToast = Pick<Toast, 'message'> & Partial<Omit<Toast, 'id'>>;

const shownMs = 10_000;

/** Short messages at the edge of the window: ten seconds, or until dismissed where they tell of a problem. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  show(toast: NewToast): void {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { kind: 'note', actions: [], ...toast, id }];
    if (toast.kind !== 'problem') setTimeout(() => this.dismiss(id), shownMs);
  }

  fail({ message, code }: Failure, actions: Toast['actions'] = []): void {
    this.show({ kind: 'problem', message, code, actions });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}
