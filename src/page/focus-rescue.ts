/**
 * Where an element goes and takes the focus with it, the focus would fall to the document's body, and the next Tab would
 * start at the top of the page: it goes to `refuge` instead.
 */
export function rescueFocus(within: HTMLElement, refuge: () => HTMLElement | null): void {
  let focused: Element | undefined;
  const removals = new MutationObserver(() => {
    if (!focused || focused.isConnected) return;
    forget();
    if (document.activeElement === document.body) refuge()?.focus({ preventScroll: true });
  });
  const forget = (): void => {
    focused = undefined;
    removals.disconnect();
  };
  within.addEventListener("focusin", ({ target }) => {
    forget();
    focused = target as Element;
    for (let at = focused.parentElement; at && within.contains(at); at = at.parentElement) {
      removals.observe(at, { childList: true });
    }
  });
  // An element that is taken away loses the focus too: that is known when it has gone.
  within.addEventListener("focusout", ({ target }) =>
    queueMicrotask(() => {
      if (focused === target && focused?.isConnected) forget();
    }),
  );
}
