import type { Failure } from '../../core/contract/procedure.ts';

export interface Toast {
  readonly id: number;
  readonly kind: 'note' | 'good' | 'problem';
  readonly message: string;
  /** Of a failure. */
  readonly code?: string | undefined;
  /** A newer toast about the same takes the place of this one. */
  readonly about?: string | undefined;
  readonly actions: readonly { readonly label: string; readonly run: () => void }[];
}

type NewToast = Pick<Toast, 'message'> & Partial<Omit<Toast, 'id'>>;

const shownMs = 10_000;
const moreMs = 3_000;

/** Short messages at the edge of the window: ten seconds, or until dismissed where they tell of a problem. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  /** While the pointer or the keyboard is on them, none goes away. */
  isHeld = false;
  #next = 1;

  show(toast: NewToast): void {
    const id = this.#next++;
    const others = this.list.filter(({ about }) => about === undefined || about !== toast.about);
    this.list = [...others.slice(-3), { kind: 'note', actions: [], ...toast, id }];
    if (toast.kind !== 'problem') setTimeout(() => this.#expire(id), shownMs);
  }

  fail({ message, code }: Failure, actions: Toast['actions'] = []): void {
    this.show({ kind: 'problem', message, code, actions });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #expire(id: number): void {
    if (this.isHeld) setTimeout(() => this.#expire(id), moreMs);
    else this.dismiss(id);
  }
}
