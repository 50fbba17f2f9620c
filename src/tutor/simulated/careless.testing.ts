import { number } from '../../language/expression.ts';
import { mapped } from '../../ops/matrix.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';

/** For tests: a wrong answer of somebody who writes whatever comes to mind. */
export interface Careless {
  readonly asks: string;
  readonly named: boolean;
}

/** Every whole number from -40 to 40 where a number is asked, and as many matrices of such where one is; the right ones left out. */
export function considered(lesson: Lesson): readonly Careless[] {
  const random = seeded(lesson.worked.graph.size);
  return lesson.order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    const answers = Array.from({ length: 81 }, (_, i) =>
      mapped(question.exact, () => (question.plain ? i - 40 : Math.floor(81 * random()) - 40)),
    );
    return answers.flatMap((value): readonly Careless[] => {
      // An answer of numbers is read by its value alone: what it was typed as makes no difference.
      const reading = { kind: 'read', value, expression: number(0), body: '', remark: null } as const;
      const { verdict, mistake, meant } = assess(lesson, question, reading, 4);
      if (meant || (verdict !== 'wrong' && mistake === null)) return [];
      return [{ asks: question.asks, named: mistake !== null }];
    });
  });
}
