import { Input, Skeleton } from '@mantine/core';
import { lazy, Suspense, useId } from 'react';
import './RichText.css';

// The editor weighs more than a page: it comes by itself, when one is shown.
const Editor = lazy(() => import('./RichTextEditor.tsx'));

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (html: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** Of what is written, where that is not the reader's own. */
  readonly lang?: string;
}

/** A formatted text, edited as it will be read. Opening it changes nothing: what was not touched stays as it was stored. */
export function RichText({ label, description, value, onChange, error, disabled = false, lang }: Props) {
  const id = useId();
  const described = [description && `${id}-description`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    // No label of HTML's can name what is no input: the editor points at this one.
    <Input.Wrapper id={id} label={label} labelElement="div" labelProps={{ onClick: () => document.getElementById(`${id}-text`)?.focus() }} description={description} error={error}>
      <div className="rich" data-error={error ? true : undefined} data-disabled={disabled || undefined} lang={lang}>
        <Suspense fallback={<Skeleton h="100%" radius="sm" />}>
          <Editor id={`${id}-text`} labelId={`${id}-label`} describedBy={described} invalid={Boolean(error)} value={value} onChange={onChange} disabled={disabled} />
        </Suspense>
      </div>
    </Input.Wrapper>
  );
}
