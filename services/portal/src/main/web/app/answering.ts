import type {App} from './app';
import {call} from './api';
import {inOrder, restored, sent, type Item} from './items';
import {Questions, type Draft} from './questions';
import {open, parts, type Prompt, type SavedDraft} from './server';

/** What may be asked, and where its answer goes. */
interface Asked {
  place: string;
  title: string;
  language: string;
  items: Item[];
  order?: string[];
  draft?: SavedDraft;
  answerPath: string;
  draftPath: string;
  /** Momentary prompts also say when they were opened. */
  opened: boolean;
}

/** The questions of a prompt that is open now; undefined if it is not. */
export async function answerPrompt(app: App, slot: string): Promise<Questions | undefined> {
  const prompt = open(app.heard!, app.ended).prompts.find(due => due.slot === slot);
  return prompt && askPrompt(app, prompt);
}

async function askPrompt(app: App, prompt: Prompt): Promise<Questions | undefined> {
  const asked = app.heard?.prompts?.questionnaires[prompt.questionnaire];
  if (!asked) return undefined;
  const path = app.path('ema', `/prompts/${prompt.slot}`);
  const now = new Date().toISOString();
  const opening = app.submit({id: `opening/${prompt.slot}`, method: 'PUT', path: `${path}/opening`, body: {openedAt: now}, kind: 'note', title: ''}, prompt.slot);
  void opening.catch(() => undefined); // what cannot be kept of it is told by the answer
  return ask(app, {...asked, ...prompt, place: prompt.slot, answerPath: `${path}/answer`, draftPath: `${path}/draft`, opened: true});
}

/** The participant says that it happened: a prompt with an id made here, answered at once. */
export async function startPrompt(app: App, schedule: string) {
  const slot = crypto.randomUUID();
  const now = new Date().toISOString();
  const {reply, body} = await call('PUT', app.path('ema', `/prompts/${slot}`), {schedule, startedAt: now, deviceNow: now});
  if (reply.kind !== 'acknowledged') return app.wake();
  app.heard?.prompts?.due.push(body as Prompt);
  app.go(`/app/prompts/${slot}`);
}

/** One part of an assessment that is open now; undefined if it is not. */
export async function answerPart(app: App, id: string, code: string): Promise<Questions | undefined> {
  const visit = open(app.heard!, app.ended).visits.find(open => open.visit === id);
  const part = visit && parts(visit, app.ended).find(left => left.code === code);
  if (!part?.items) return undefined;
  const path = (what: string) => app.path('outcomes', `/visits/${id}/${what}/${code}`);
  return ask(app, {...part, items: part.items, place: `${id}/${code}`, answerPath: path('instruments'), draftPath: path('drafts'), opened: false});
}

function ask(app: App, asked: Asked): Promise<Questions> {
  const {place, title, language} = asked;
  const items = inOrder(asked.items, asked.order);
  return Questions.open(
    {
      place,
      title,
      language,
      items,
      draft: restored(items, asked.draft?.items ?? []),
      saved: draft => void saveDraft(asked, draft),
      finished: draft => finish(app, asked, draft),
      left: () => history.back(),
    },
    () => app.paint(),
  );
}

/** So that another device can go on; this one has its own copy and needs no word back. */
async function saveDraft(asked: Asked, draft: Draft) {
  const now = new Date().toISOString();
  const shown = sent(asked.items, draft.answers).filter(item => draft.answers[item.item]?.answeredAt);
  await call('PUT', asked.draftPath, {items: shown, ...(asked.opened ? {openedAt: draft.openedAt} : {}), savedAt: now, deviceNow: now});
}

async function finish(app: App, asked: Asked, draft: Draft) {
  const id = crypto.randomUUID();
  const body = {answerId: id, items: sent(asked.items, draft.answers), ...(asked.opened ? {openedAt: draft.openedAt} : {}), completedAt: new Date().toISOString()};
  await app.submit({id, method: 'PUT', path: asked.answerPath, body, kind: 'answer', title: asked.title}, asked.place, () => {
    app.leaveQuestions();
    app.go('/app/done');
  });
}
