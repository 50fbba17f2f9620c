import { Option } from 'commander';
import { feedbackForms } from '../../homework/report/feedback-forms.ts';
import { reportFormats, tableOrders } from './options.ts';

/** Helps that several commands of homework share. */
export const sharedHelp = {
  assignment: 'an assignment or problem file, as in hw1.yaml',
  reportOut: 'write the report to this new file, as in grades.csv',
};

// The options that several commands about homework share.

/** A table of students, with what the command does with it. */
export const rosterOption = (says: string): Option => new Option('--roster <file>', says);

/** Where the ids stand in a roster whose headings dvar does not know. */
export const rosterColumnOption = (): Option =>
  new Option(
    '--roster-column <heading>',
    'the heading of the roster\'s column with the ids, as in "Student ID"',
  );

/** Numbers that were drawn before, for a draw must not change once sheets are out. */
export const drawsOption = (): Option =>
  new Option('--draws <file>', 'use the numbers in this file that dvar draw wrote, as in draws.ndjson');

/** Where feedback goes. */
export const feedbackPlaceOption = (): Option =>
  new Option(
    '--feedback <place>',
    'write feedback for each student to this folder, as in feedback, or for platforms to a zip, as in feedback.zip',
  );

/** Where one student's feedback goes. */
export const ownFeedbackOption = (): Option =>
  new Option(
    '--feedback <file>',
    'write feedback as grade does to this new file, as in feedback.html (or .md, .txt)',
  );

/** What was graded, where rows alone are there. */
export const gradedOption = (): Option =>
  new Option(
    '--assignment <file>',
    'with --pictures: what was graded, as in hw1.yaml, because rows do not hold the program',
  );

/** The form of what each student is sent. */
export const feedbackOption = (): Option =>
  new Option('--feedback-format <form>', 'write feedback as Markdown, HTML or text (default: md)').choices([
    ...feedbackForms,
  ]);

/** The graph in feedback. */
export const picturesOption = (): Option =>
  new Option(
    '--pictures',
    "add the graph to feedback in Markdown or HTML, with the student's own derivatives and their mistakes marked",
  );

/** The order of the table on the screen; files keep the order of the students. */
export const sortOption = (): Option =>
  new Option('--sort <by>', 'sort the table by this (default: urgency, what needs a look first)').choices([
    ...tableOrders,
  ]);

/** The rows of the table that need a look. */
export const onlyOption = (): Option =>
  new Option('--only <which>', 'show only the rows of the table in which something is wrong').choices([
    'wrong',
  ]);

/** Every form of a report on a class. */
export const formatsOption = (): Option =>
  new Option('--format <format>', 'write the report in this form (default: a table)').choices([
    ...reportFormats,
  ]);
