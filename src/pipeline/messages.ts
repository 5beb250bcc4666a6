/** What can be wrong with a pipeline file or a command (CFG), and what a run says about itself (RUN). */
export * from './messages/explain.ts';
export * from './messages/file.ts';
export * from './messages/init.ts';
export * from './messages/runs.ts';
