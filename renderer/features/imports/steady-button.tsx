import { Button, Loader } from '@mantine/core';
import type { ButtonProps } from '@mantine/core';

type SteadyButtonProps = Omit<ButtonProps, 'disabled' | 'loading'> & {
  readonly isBlocked?: boolean;
  readonly isBusy?: boolean;
  readonly title?: string;
  /** The button that goes on to the next step; the focus comes here once nothing is left to answer. */
  readonly goesOn?: boolean;
  /** It goes when its work is done, and a result stands in its place. */
  readonly ends?: boolean;
  readonly onPress: () => void;
};

/** A button that keeps the focus while it cannot be pressed, so that the keyboard does not lose its place. */
export function SteadyButton({
  isBlocked = false,
  isBusy = false,
  goesOn,
  ends,
  onPress,
  ...props
}: SteadyButtonProps) {
  return (
    <Button
      {...props}
      data-disabled={isBlocked || undefined}
      aria-disabled={isBlocked || isBusy}
      aria-busy={isBusy}
      data-goes-on={goesOn === true || undefined}
      data-ends={ends === true || undefined}
      leftSection={isBusy ? <Loader size={16} color="currentColor" /> : props.leftSection}
      onClick={(event) => {
        if (isBlocked || isBusy) event.preventDefault();
        else onPress();
      }}
    />
  );
}
