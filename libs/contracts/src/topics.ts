/** What a pairing can be about. A skill is rated 0–5 and assessed; a perspective is lived, never rated, never inferred. */
export interface Topic {
  /** Stable; what profiles, wishes and contracts hold. */
  readonly code: string;
  readonly kind: 'skill' | 'perspective';
  readonly name: string;
  /** Other words that people search by, in lower case. */
  readonly synonyms: readonly string[];
}

const skill = (code: string, name: string, ...synonyms: string[]): Topic => ({ code, kind: 'skill', name, synonyms });
const perspective = (code: string, name: string, ...synonyms: string[]): Topic => ({ code, kind: 'perspective', name, synonyms });

/** The catalogue that is shipped. Codes are never given a second meaning; a topic that nobody wants any more stays. */
export const topics: readonly Topic[] = [
  skill('generative-ai', 'Generative AI at work', 'gen ai', 'genai', 'chatgpt', 'copilot', 'llm', 'large language models'),
  skill('prompting', 'Writing prompts that work', 'prompt engineering', 'prompt design'),
  skill('ai-judgement', 'Judging what an AI says', 'ai risk', 'hallucination', 'responsible ai', 'ai ethics'),
  skill('automation', 'Automating a routine', 'rpa', 'workflow automation', 'macros', 'low code', 'no code'),
  skill('data-analysis', 'Answering a question with data', 'data tools', 'analytics', 'self-service bi'),
  skill('data-visualisation', 'Showing data', 'dashboards', 'charts', 'power bi', 'tableau'),
  skill('spreadsheets', 'Spreadsheets beyond the basics', 'excel', 'pivot tables', 'google sheets'),
  skill('programming-basics', 'Reading and writing a little code', 'coding', 'python', 'scripting', 'sql'),
  skill('cloud-basics', 'What the cloud changes', 'cloud computing', 'saas', 'platforms'),
  skill('cyber-hygiene', 'Cyber hygiene', 'cyber security', 'phishing', 'passwords', 'passkeys', 'information security'),
  skill('privacy-practice', 'Handling personal data', 'gdpr', 'data protection', 'privacy'),
  skill('social-media', 'Social media as a channel', 'linkedin', 'tiktok', 'instagram', 'personal branding'),
  skill('short-video', 'Explaining in short video', 'reels', 'video', 'content creation'),
  skill('digital-accessibility', 'Digital accessibility', 'accessibility', 'a11y', 'wcag', 'screen reader', 'inclusive design'),
  skill('collaboration-tools', 'Working together online', 'teams', 'slack', 'chat', 'digital workplace'),
  skill('async-working', 'Working without meetings', 'asynchronous work', 'written communication'),
  skill('remote-facilitation', 'Leading a hybrid meeting', 'virtual facilitation', 'whiteboards', 'miro'),
  skill('agile-delivery', 'Agile ways to run a project', 'scrum', 'kanban', 'agile', 'lean'),
  skill('design-thinking', 'Finding out what users need', 'user research', 'prototyping', 'customer discovery'),
  skill('e-commerce', 'Selling and serving online', 'digital sales', 'online shop', 'customer journey'),
  skill('sustainability-data', 'Measuring sustainability', 'carbon accounting', 'esg reporting'),
  perspective('lived-inclusion', 'Lived diversity and inclusion', 'diversity', 'inclusion', 'belonging', 'dei', 'equity'),
  perspective('new-staff-expectations', 'What new staff expect of work', 'onboarding', 'young talent', 'retention', 'purpose'),
  perspective('younger-customers', 'How younger customers behave', 'gen z', 'customers', 'market trends', 'buying habits'),
  perspective('ways-of-working', 'How work really gets done', 'hybrid work', 'flexibility', 'bureaucracy', 'frontline work'),
  perspective('speaking-up', 'What it takes to speak up', 'psychological safety', 'voice', 'feedback culture'),
  perspective('career-pivot', 'Coming from another career', 'career change', 'second career', 'transferable skills'),
  perspective('work-and-care', 'Work beside caring for others', 'parents', 'carers', 'part-time', 'work-life balance'),
];

/** Where a career is made or wants to go: by these codes a mentor's goal meets what a leader can support. */
export const careerAreas = [
  'leadership', 'strategy', 'finance', 'operations', 'engineering', 'data', 'product', 'design', 'sales', 'marketing',
  'customer-service', 'people', 'legal', 'research', 'supply-chain', 'public-affairs', 'sustainability', 'entrepreneurship',
] as const;

export type CareerArea = (typeof careerAreas)[number];

/** By code, name or synonym, whatever the case; undefined for a word that is none. */
export function findTopic(word: string): Topic | undefined {
  const wanted = word.trim().toLowerCase();
  return (
    topics.find((topic) => topic.code === wanted) ??
    topics.find((topic) => topic.name.toLowerCase() === wanted || topic.synonyms.includes(wanted))
  );
}
