import '../parts/Guide.css';

import { VisuallyHidden } from '@mantine/core';
import { PageHeader, ProblemNotice } from '@haat/ui';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readable } from '../app/problems.ts';
import { GuideMoney } from '../parts/GuideMoney.tsx';
import { GuideOrder } from '../parts/GuideOrder.tsx';
import { GuidePayment } from '../parts/GuidePayment.tsx';
import { GuideProduct } from '../parts/GuideProduct.tsx';
import { GuideShipping } from '../parts/GuideShipping.tsx';
import { GuideStore } from '../parts/GuideStore.tsx';
import { NotFound, RoutePending } from '../parts/RouteStates.tsx';
import { isDone, nextStep, stepName, steps, useGuide, useMayGuide } from '../parts/useGuide.ts';
import type { GuideFacts, Step } from '../parts/useGuide.ts';

/** From the first log-in to the first order. */
export function GuidePage() {
  const { t } = useTranslation();
  const may = useMayGuide();
  const { facts, error, retry } = useGuide(may);
  if (!may) return <NotFound />;
  return (
    <>
      <PageHeader title={t('guide.title')} description={t('guide.text')} />
      <ProblemNotice error={readable(error)} onRetry={retry} />
      {facts ? <Steps facts={facts} /> : !error && <RoutePending />}
    </>
  );
}

function Steps({ facts }: { readonly facts: GuideFacts }) {
  const [open, setOpen] = useState<Step | undefined>(() => nextStep(facts));
  const reached = useRef<Step | undefined>(undefined);
  // The form with the focus goes away when it is saved: the focus goes on to the next step.
  const goOn = (from: Step) => {
    reached.current = steps[steps.indexOf(from) + 1];
    setOpen(reached.current);
  };
  return (
    <ol className="guide">
      {steps.map((step, i) => (
        <StepPanel key={step} step={step} number={i + 1} done={isDone(step, facts)} open={open === step} reached={reached} onToggle={() => setOpen(open === step ? undefined : step)}>
          <Body step={step} facts={facts} onDone={() => goOn(step)} />
        </StepPanel>
      ))}
    </ol>
  );
}

interface StepPanelProps {
  readonly step: Step;
  readonly number: number;
  readonly done: boolean;
  readonly open: boolean;
  /** The step that was reached by saving the one before, until it has the focus. */
  readonly reached: { current: Step | undefined };
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

function StepPanel({ step, number, done, open, reached, onToggle, children }: StepPanelProps) {
  const { t } = useTranslation();
  const body = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open || reached.current !== step) return;
    reached.current = undefined;
    button.current?.focus();
  }, [open, reached, step]);
  return (
    <li className="panel">
      <h2>
        <button ref={button} type="button" className="guide-step" aria-expanded={open} aria-controls={body} onClick={onToggle}>
          <span className="guide-mark" data-done={done || undefined}>
            {done ? <IconCheck size={16} aria-hidden="true" /> : <span aria-hidden="true">{number}</span>}
          </span>
          <span>
            {t(stepName(step))} <VisuallyHidden>{done ? t('guide.done') : t('guide.open')}</VisuallyHidden>
          </span>
          <IconChevronDown size={18} className="guide-arrow" aria-hidden="true" />
        </button>
      </h2>
      <div id={body} className="guide-body" hidden={!open}>
        {open && children}
      </div>
    </li>
  );
}

interface BodyProps {
  readonly step: Step;
  readonly facts: GuideFacts;
  readonly onDone: () => void;
}

function Body({ step, facts, onDone }: BodyProps) {
  switch (step) {
    case 'store':
      return <GuideStore facts={facts} onDone={onDone} />;
    case 'money':
      return <GuideMoney facts={facts} onDone={onDone} />;
    case 'shipping':
      return <GuideShipping facts={facts} onDone={onDone} />;
    case 'payment':
      return <GuidePayment facts={facts} onDone={onDone} />;
    case 'product':
      return <GuideProduct facts={facts} />;
    case 'order':
      return <GuideOrder facts={facts} />;
  }
}
